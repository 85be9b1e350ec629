package dev.sluice.diff;

import dev.sluice.schema.ObjectId;
import dev.sluice.schema.Table;

/// A property of a table that stands on both sides.
public sealed interface TableDifference extends Difference {
    record ChangeRowSecurity(Table before, Table after) implements TableDifference {
        @Override
        public ObjectId id() {
            return after.id();
        }

        @Override
        public String words() {
            return id().words()
                    + ": row level security "
                    + (after.rowSecurity() ? "enabled" : "disabled");
        }
    }

    record ChangeForceRowSecurity(Table before, Table after) implements TableDifference {
        @Override
        public ObjectId id() {
            return after.id();
        }

        @Override
        public String words() {
            return id().words()
                    + ": row level security "
                    + (after.forceRowSecurity() ? "" : "not ")
                    + "forced";
        }
    }

    record ChangeLogged(Table before, Table after) implements TableDifference {
        @Override
        public ObjectId id() {
            return after.id();
        }

        @Override
        public String words() {
            return id().words() + (after.unlogged() ? ": unlogged" : ": logged");
        }
    }

    record ChangeOptions(Table before, Table after) implements TableDifference {
        @Override
        public ObjectId id() {
            return after.id();
        }

        @Override
        public String words() {
            return id().words()
                    + ": storage parameters "
                    + Words.change(before.options(), after.options());
        }
    }

    record ChangeAccessMethod(Table before, Table after) implements TableDifference {
        @Override
        public ObjectId id() {
            return after.id();
        }

        @Override
        public String words() {
            return id().words()
                    + ": access method "
                    + Words.change(before.accessMethod(), after.accessMethod());
        }
    }

    record ChangeReplicaIdentity(Table before, Table after) implements TableDifference {
        @Override
        public ObjectId id() {
            return after.id();
        }

        @Override
        public String words() {
            return id().words()
                    + ": replica identity "
                    + Words.change(before.replicaIdentity(), after.replicaIdentity());
        }
    }

    /// Another server has a foreign table's rows.
    record ChangeServer(Table before, Table after) implements TableDifference {
        @Override
        public ObjectId id() {
            return after.id();
        }

        @Override
        public String words() {
            return id().words() + ": server " + Words.change(before.server(), after.server());
        }
    }

    /// The key, or what it is a partition or a child of.
    record ChangePartitioning(Table before, Table after) implements TableDifference {
        @Override
        public ObjectId id() {
            return after.id();
        }

        @Override
        public String words() {
            return id().words() + ": partitioning or inheritance changed";
        }
    }
}
