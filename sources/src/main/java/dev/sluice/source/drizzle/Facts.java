package dev.sluice.source.drizzle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the loader tells of a schema, in its own words; the shape of its JSON.
record Facts(
        List<Namespace> schemas,
        List<Enumeration> enums,
        List<Numbers> sequences,
        List<Role> roles,
        List<Table> tables,
        List<LinkedPolicy> policies,
        List<View> views) {

    record Namespace(String name, String file, String export) {}

    record Enumeration(
            String schema, String name, List<String> values, String file, String export) {}

    /// A sequence; bounds are decimal texts.
    record Numbers(
            String schema,
            String name,
            String dataType,
            String increment,
            String start,
            String min,
            String max,
            String cache,
            boolean cycle,
            String file,
            String export) {}

    record Role(
            String name,
            boolean existing,
            boolean createDb,
            boolean createRole,
            boolean inherit,
            String file,
            String export) {}

    record Table(
            String schema,
            String name,
            String file,
            String export,
            List<Column> columns,
            List<Key> primaryKeys,
            List<Unique> uniques,
            List<ForeignKey> foreignKeys,
            List<Index> indexes,
            List<Check> checks,
            List<Policy> policies,
            boolean rls) {}

    /// `type` is the element's for an array; `sizes` one entry a dimension, null for an open one.
    record Column(
            String key,
            String name,
            String type,
            List<@Nullable Integer> sizes,
            String columnType,
            @Nullable Integer srid,
            @Nullable String enumSchema,
            @Nullable String enumName,
            boolean notNull,
            boolean primaryKey,
            @Nullable Unique unique,
            @Nullable Default defaulted,
            @Nullable String generated,
            @Nullable Identity identity) {}

    /// `kind` is `sql`, or `text` for the input text of a value that is still to be quoted.
    record Default(String kind, String text) {}

    record Identity(
            boolean always,
            String name,
            String dataType,
            String increment,
            String start,
            String min,
            String max,
            String cache,
            boolean cycle) {}

    record Key(String name, List<String> columns) {}

    record Unique(String name, boolean nullsNotDistinct, @Nullable List<String> columns) {}

    record ForeignKey(
            String name,
            List<String> columns,
            String toSchema,
            String toTable,
            List<String> toColumns,
            String onDelete,
            String onUpdate) {}

    record Index(
            String name,
            List<IndexColumn> columns,
            boolean unique,
            String method,
            @Nullable String where,
            boolean concurrently,
            List<String> with) {}

    record IndexColumn(
            @Nullable String expression,
            @Nullable String column,
            boolean desc,
            String nulls,
            @Nullable String opclass) {}

    record Check(String name, String value) {}

    record Policy(
            String name,
            String as,
            String command,
            List<String> to,
            @Nullable String using,
            @Nullable String withCheck) {}

    /// A policy on a table that the schema does not declare.
    record LinkedPolicy(
            String name,
            String as,
            String command,
            List<String> to,
            @Nullable String using,
            @Nullable String withCheck,
            String onSchema,
            String onTable) {}

    record View(
            String schema,
            String name,
            boolean materialized,
            boolean existing,
            @Nullable String definition,
            List<String> with,
            boolean withNoData,
            @Nullable String tablespace,
            @Nullable String using,
            String file,
            String export) {}
}
