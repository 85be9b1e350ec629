package dev.sluice.author;

import dev.sluice.diff.CarriedDifference;
import dev.sluice.diff.ColumnDifference;
import dev.sluice.diff.CommentDifference;
import dev.sluice.diff.ConstraintDifference;
import dev.sluice.diff.DefinitionDifference;
import dev.sluice.diff.Diff;
import dev.sluice.diff.Difference;
import dev.sluice.diff.EnumDifference;
import dev.sluice.diff.IndexDifference;
import dev.sluice.diff.ObjectDifference;
import dev.sluice.diff.PolicyDifference;
import dev.sluice.diff.SequenceDifference;
import dev.sluice.diff.TableDifference;
import dev.sluice.diff.TypeDifference;
import dev.sluice.diff.ViewDifference;
import dev.sluice.folder.Replay;
import dev.sluice.plan.PlanOptions;
import dev.sluice.plan.Planned;
import dev.sluice.plan.Planner;
import dev.sluice.plan.Step;
import dev.sluice.plan.Strategy;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Index;
import dev.sluice.source.catalog.CatalogReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Runs the statements of one migration one after the other on a copy of the state before it, and
/// tells the online form of each that has one: by what it did to the catalog, once its words say
/// that it did nothing else.
final class OnlineStatements {
    /// Partitions are made by the database itself as well: the folder does not know them all, so a
    /// partitioned table is left to its plain statements.
    private static final String STANDING =
            "SELECT c.oid FROM pg_catalog.pg_class c WHERE c.relkind IN ('r', 'm')";

    private final Replay replay;
    private final String file;
    private final Connection connection;
    private final Set<Long> stood = new HashSet<>();

    /// Null where other statements ran since it was read.
    private @Nullable Catalog now;

    OnlineStatements(Replay replay, String file, Connection connection) throws SQLException {
        this.replay = replay;
        this.file = file;
        this.connection = connection;
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery(STANDING)) {
            while (row.next()) stood.add(row.getLong(1));
        }
    }

    /// Runs it; empty where it stays as it is.
    List<String> run(String sql) throws SQLException {
        Optional<String> table = StatementHead.builtOn(sql);
        if (table.isEmpty() || !isStanding(table.get())) {
            replay.run(connection, file, List.of(sql));
            now = null;
            return List.of();
        }
        Catalog before = now == null ? CatalogReader.read(connection) : now;
        replay.run(connection, file, List.of(sql));
        Catalog after = CatalogReader.read(connection);
        now = after;
        if (!Diff.withAccess(before, after).stream().allMatch(OnlineStatements::isBuilt))
            return List.of();
        List<String> online = steps(before, after, Strategy.ONLINE);
        return online.equals(steps(before, after, Strategy.DIRECT)) ? List.of() : online;
    }

    /// By its number, which it keeps under another name; a table that this migration made has
    /// nobody who waits.
    private boolean isStanding(String table) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(
                        "SELECT pg_catalog.to_regclass(?)::pg_catalog.oid FROM pg_catalog.set_config('search_path', ?, false)")) {
            query.setString(1, table);
            query.setString(2, replay.searchPath());
            try (ResultSet row = query.executeQuery()) {
                return row.next() && stood.contains(row.getLong(1));
            }
        }
    }

    private static boolean isBuilt(Difference d) {
        return switch (d) {
            case ObjectDifference.Create create -> create.object() instanceof Index;
            case ConstraintDifference.Add _ -> true;
            case ColumnDifference.ChangeNotNull change -> change.after().notNull();
            case ObjectDifference.Drop _,
                    ConstraintDifference _,
                    ColumnDifference _,
                    EnumDifference _,
                    SequenceDifference _,
                    TableDifference _,
                    IndexDifference _,
                    ViewDifference _,
                    PolicyDifference _,
                    TypeDifference _,
                    DefinitionDifference _,
                    CarriedDifference _,
                    CommentDifference _ ->
                    false;
        };
    }

    /// None where there is no plan.
    private static List<String> steps(Catalog before, Catalog after, Strategy strategy) {
        return switch (Planner.plan(before, after, PlanOptions.NONE.by(strategy))) {
            case Planned.Refused _ -> List.of();
            case Planned.Ready ready -> ready.plan().steps().stream().map(Step::sql).toList();
        };
    }
}
