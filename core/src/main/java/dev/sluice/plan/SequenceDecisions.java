package dev.sluice.plan;

import dev.sluice.diff.SequenceDifference;
import dev.sluice.schema.Column;
import dev.sluice.schema.Sequence;
import dev.sluice.schema.SequenceOptions;
import dev.sluice.schema.Table;
import dev.sluice.sql.Aspect;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.SequenceSql;

final class SequenceDecisions {
    private SequenceDecisions() {}

    static void decide(Draft draft, SequenceDifference difference) {
        switch (difference) {
            case SequenceDifference.ChangeOwner d ->
                    draft.property(new PieceId(d.id(), Aspect.OWNED_BY));
            case SequenceDifference.ChangeLogged d ->
                    draft.alter(logged(PieceId.self(d.id()), d.after()));
            case SequenceDifference.ChangeOptions d -> options(draft, d);
        }
    }

    /// SET UNLOGGED on a table sets it on the sequences that it owns as well: what is wanted
    /// otherwise is set again behind it.
    static void followed(Draft draft, PieceId id, Table table) {
        for (PieceId column : draft.from.owned(id))
            for (PieceId owned : draft.from.dependents(column))
                if (owned.aspect() == Aspect.OWNED_BY
                        && draft.to.object(owned.object()).orElse(null) instanceof Sequence s
                        && s.unlogged() != table.unlogged()) draft.alter(logged(id, s));
    }

    private static Alter logged(PieceId subject, Sequence s) {
        return new Alter(
                subject,
                "ALTER SEQUENCE "
                        + s.name().quoted()
                        + (s.unlogged() ? " SET UNLOGGED" : " SET LOGGED"),
                (s.unlogged() ? "stop logging " : "log ") + s.id().words());
    }

    private static void options(Draft draft, SequenceDifference.ChangeOptions d) {
        SequenceOptions before = d.before().options();
        SequenceOptions after = d.after().options();
        boolean restart = restarts(before, after);
        String sql =
                "ALTER SEQUENCE "
                        + d.after().name().quoted()
                        + (before.dataType().equals(after.dataType())
                                ? ""
                                : " AS " + after.dataType())
                        + " "
                        + SequenceSql.options(after)
                        + (before.cycle() && !after.cycle() ? " NO CYCLE" : "")
                        + (restart ? " RESTART WITH " + after.start() : "");
        draft.alter(
                new Alter(
                        PieceId.self(d.id()),
                        sql,
                        "change options of " + d.id().words(),
                        SequenceHazards.bounded(d.id(), d.before().name(), before, after)));
    }

    /// A new counter of a column that stands goes on behind what the column holds.
    static void goOn(Draft draft, Sequence s) {
        if (s.ownedBy() == null || s.options().increment() < 0) return;
        if (Columns.find(draft.from, s.ownedBy().id()).isEmpty()) return;
        Column column = Columns.find(draft.to, s.ownedBy().id()).orElse(null);
        if (column == null || !column.type().matches("smallint|integer|bigint")) return;
        draft.alter(
                new Alter(
                        new PieceId(s.id(), Aspect.OWNED_BY),
                        IdentityDecisions.advance(
                                s.name(), s.ownedBy().table(), column, s.options()),
                        "let " + s.id().words() + " go on"));
    }

    /// A counter that was never used stands at the old start: outside of the new bounds PostgreSQL
    /// refuses the change without RESTART.
    static boolean restarts(SequenceOptions before, SequenceOptions after) {
        return before.start() < after.min() || before.start() > after.max();
    }
}
