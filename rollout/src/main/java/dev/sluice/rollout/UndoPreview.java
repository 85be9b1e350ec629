package dev.sluice.rollout;

import dev.sluice.schema.ObjectId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// What an undo will take away, counted on the live database before it starts. `later` are the tags
/// of migrations that stand on top and have to be undone first; `notUndoable` have no way back.
public record UndoPreview(List<Loss> losses, List<String> later, List<String> notUndoable) {
    /// `rows` rows of a table, or values of a column, that do not come back.
    public record Loss(ObjectId object, long rows) {
        public String words() {
            return object.words() + ": " + rows + (rows == 1 ? " row" : " rows") + " will be gone";
        }
    }

    public UndoPreview {
        losses = List.copyOf(losses);
        later = List.copyOf(later);
        notUndoable = List.copyOf(notUndoable);
    }

    public static UndoPreview of(Connection live, String project, List<RunMigration> migrations)
            throws SQLException {
        throw new UnsupportedOperationException();
    }
}
