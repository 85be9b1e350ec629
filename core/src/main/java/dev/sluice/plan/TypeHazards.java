package dev.sluice.plan;

import dev.sluice.schema.Attribute;
import dev.sluice.schema.Column;
import dev.sluice.schema.CompositeType;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import java.util.ArrayList;
import java.util.List;

final class TypeHazards {
    private TypeHazards() {}

    static Hazard lost(ObjectId type, Identifier attribute) {
        return new Hazard(
                HazardKind.DATA_LOSS,
                type.words(),
                "attribute " + attribute + " goes with its values in every column of the type",
                "take a copy first if the values matter",
                null);
    }

    /// A domain that stands gets a rule: PostgreSQL looks at every column of it.
    static List<Hazard> tightened(Draft draft, ObjectId rule) {
        var hazards = new ArrayList<Hazard>();
        hazards.add(
                new Hazard(
                        HazardKind.MAY_FAIL_ON_EXISTING_DATA,
                        rule.words(),
                        "it fails while a column of the domain holds a value that breaks it",
                        "mend such values first",
                        null));
        var domain = new ObjectId(Kind.DOMAIN, rule.schema(), rule.name(), "");
        hazards.addAll(LockHazards.tightened(draft, rule, domain));
        return hazards;
    }

    static List<Hazard> moved(
            QualifiedName table, Column column, CompositeType was, CompositeType is) {
        ObjectId id = ObjectId.member(Kind.COLUMN, table, column.name());
        var hazards = new ArrayList<Hazard>();
        for (Attribute a : was.attributes()) {
            Attribute now = TypeDecisions.find(is, a);
            if (now == null) hazards.add(lost(id, a.name()));
            else if (Casts.narrows(a.type(), now.type()))
                hazards.add(
                        new Hazard(
                                HazardKind.MAY_FAIL_ON_EXISTING_DATA,
                                id.words(),
                                "it fails while attribute "
                                        + a.name()
                                        + " holds a value that is no "
                                        + now.type(),
                                "mend such values first",
                                null));
        }
        return hazards;
    }
}
