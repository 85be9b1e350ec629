package dev.sluice.source.drizzle;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.ObjectId;
import java.util.List;
import java.util.Set;

/// A declared schema, as drizzle-orm sees it.
public final class DrizzleSchema {
    /// A role that the schema makes (`pgRole` without `.existing()`).
    public record Role(String name, boolean createDb, boolean createRole, boolean inherit) {}

    /// Un-normalised: the texts are the author's; PostgreSQL has to read and print them before they
    /// can be compared. Names are as PostgreSQL will store them.
    public Catalog catalog(int major) {
        throw new UnsupportedOperationException();
    }

    /// The ids of all objects, columns and constraints that the schema declares.
    public Set<ObjectId> declared() {
        throw new UnsupportedOperationException();
    }

    public List<Role> roles() {
        throw new UnsupportedOperationException();
    }

    /// Role names that policies use and the schema does not make (`existing()` ones and plain
    /// names).
    public Set<String> existingRoles() {
        throw new UnsupportedOperationException();
    }

    /// Drizzle's snapshot, version 7, byte for byte as drizzle-kit 0.31 writes it.
    public String snapshot(String id, String prevId) {
        throw new UnsupportedOperationException();
    }
}
