package dev.sluice.plan;

import dev.sluice.diff.ViewDifference;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.MaterializedView;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.View;
import dev.sluice.schema.ViewColumn;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.ViewSql;
import java.util.List;
import java.util.Objects;

final class ViewDecisions {
    private ViewDecisions() {}

    static void decide(Draft draft, ViewDifference difference) {
        PieceId id = PieceId.self(difference.id());
        switch (difference) {
            case ViewDifference.ChangeQuery d -> query(draft, id, d);
            case ViewDifference.ChangeOptions d -> {
                if (d.before().query().equals(d.after().query()))
                    options(draft, id, "ALTER VIEW ", d.before().options(), d.after().options());
            }
            case ViewDifference.ChangeColumnDefault d -> columnDefault(draft, d.view(), d.column());
            case ViewDifference.ChangeMaterialized _ -> draft.drop(id);
            case ViewDifference.ChangeMaterializedOptions d ->
                    options(
                            draft,
                            id,
                            "ALTER MATERIALIZED VIEW ",
                            d.before().options(),
                            d.after().options());
            case ViewDifference.ChangePopulated d -> refresh(draft, id, d.after());
        }
    }

    private static void query(Draft draft, PieceId id, ViewDifference.ChangeQuery d) {
        if (isPrefix(d.before().columns(), d.after().columns()))
            draft.overwrite(id, ViewSql.replace(d.after()));
        else draft.drop(id);
    }

    /// CREATE OR REPLACE VIEW only appends columns: the old ones must stand first, unchanged.
    private static boolean isPrefix(List<ViewColumn> before, List<ViewColumn> after) {
        if (before.size() > after.size()) return false;
        for (int i = 0; i < before.size(); i++) {
            ViewColumn was = before.get(i);
            ViewColumn is = after.get(i);
            if (!was.name().equals(is.name())
                    || !was.type().equals(is.type())
                    || !Objects.equals(was.collation(), is.collation())) return false;
        }
        return true;
    }

    private static void options(
            Draft draft, PieceId id, String verb, List<String> before, List<String> after) {
        ObjectId object = id.object();
        String name = Columns.table(object).quoted();
        for (String change : TableDecisions.options(before, after))
            draft.alter(new Alter(id, verb + name + " " + change, "alter options of " + id));
    }

    private static void columnDefault(Draft draft, View view, Identifier column) {
        draft.property(PieceId.self(ObjectId.member(Kind.DEFAULT, view.name(), column)));
    }

    private static void refresh(Draft draft, PieceId id, MaterializedView after) {
        draft.alter(
                new Alter(
                        id,
                        "REFRESH MATERIALIZED VIEW "
                                + after.name().quoted()
                                + (after.populated() ? "" : " WITH NO DATA"),
                        (after.populated() ? "fill " : "empty ") + id));
    }
}
