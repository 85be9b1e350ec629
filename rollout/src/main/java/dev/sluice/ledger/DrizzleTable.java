package dev.sluice.ledger;

import dev.sluice.schema.QualifiedName;

/// Where drizzle-orm's migrator keeps its record (`migrations.schema` and `.table` of the
/// configuration).
public record DrizzleTable(QualifiedName name) {
    public static final DrizzleTable USUAL = of("drizzle", "__drizzle_migrations");

    public static DrizzleTable of(String schema, String table) {
        return new DrizzleTable(QualifiedName.of(schema, table));
    }
}
