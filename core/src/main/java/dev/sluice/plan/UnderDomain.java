package dev.sluice.plan;

import dev.sluice.diff.EnumDifference;
import dev.sluice.schema.Column;
import dev.sluice.schema.Domain;
import dev.sluice.schema.EnumType;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.Pieces;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// A column of a domain that is swapped, as if it were of the type under the domain.
record UnderDomain(Column before, Column after) {
    /// Empty where that is a type of the catalog's own, which may be swapped as well.
    static Optional<UnderDomain> of(Draft draft, ObjectId domain, Column before, Column after) {
        String was = under(draft.from, domain).orElse(null);
        String is = under(draft.to, domain).orElse(null);
        if (was == null || is == null) return Optional.empty();
        String array = Casts.isArray(before.type()) ? "[]" : "";
        return Optional.of(new UnderDomain(typed(before, was + array), typed(after, is + array)));
    }

    /// The column itself where it is of no domain, or of one over a type of the catalog's own.
    static Column resolved(Pieces pieces, Column c) {
        if (c.typeId() == null || c.typeId().kind() != Kind.DOMAIN || Casts.isArray(c.type()))
            return c;
        return under(pieces, c.typeId()).map(type -> typed(c, type)).orElse(c);
    }

    String using(Column wanted) {
        String cast = Casts.using(before, after, false);
        String value = before.name().quoted() + "::" + before.type();
        if (cast == null)
            cast = before.type().equals(after.type()) ? value : value + "::" + after.type();
        return cast + "::" + wanted.type();
    }

    /// The enum under the domain, where it loses or moves labels.
    static Optional<EnumDifference.ChangeLabels> labels(Draft draft, ObjectId domain) {
        for (PieceId need : draft.from.needs(PieceId.self(domain))) {
            ObjectId on = need.object();
            if (on.kind() == Kind.DOMAIN && !on.equals(domain)) return labels(draft, on);
            if (on.kind() == Kind.ENUM
                    && draft.from.object(on).orElse(null) instanceof EnumType was
                    && draft.to.object(on).orElse(null) instanceof EnumType is)
                return Optional.of(new EnumDifference.ChangeLabels(was, is));
        }
        return Optional.empty();
    }

    /// Types that somebody made.
    private static final Set<Kind> MADE =
            EnumSet.of(Kind.ENUM, Kind.COMPOSITE, Kind.RANGE, Kind.BASE_TYPE, Kind.TABLE);

    private static Optional<String> under(Pieces pieces, ObjectId domain) {
        for (PieceId need : pieces.needs(PieceId.self(domain))) {
            Kind kind = need.object().kind();
            if (kind == Kind.DOMAIN) return under(pieces, need.object());
            if (MADE.contains(kind)) return Optional.empty();
        }
        return pieces.object(domain).map(Domain.class::cast).map(Domain::type);
    }

    private static Column typed(Column c, String type) {
        return new Column(
                c.name(),
                type,
                null,
                c.collation(),
                c.notNull(),
                c.defaultExpression(),
                c.identity(),
                c.generated(),
                c.local(),
                c.storage(),
                c.compression(),
                c.statistics(),
                c.comment());
    }
}
