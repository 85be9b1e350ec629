'use strict';
// Drizzle's snapshot, version 7: key order and texts are those of drizzle-kit 0.31, where they are
// odd too, because it compares the next schema with them.

class Snapshot {
    constructor(orm, casing, objects, columnName) {
        Object.assign(this, orm, { casing, objects, columnName });
        this.dialect = new this.pg.PgDialect({ casing });
    }

    tree(id, prevId) {
        const { objects } = this;
        const tables = {};
        for (const table of objects.tables) {
            const entry = this.table(table);
            tables[`${entry.schema || 'public'}.${entry.name}`] = entry;
        }
        const policies = this.linked(tables);
        const enums = {};
        for (const e of objects.enums) {
            const schema = e.schema || 'public';
            enums[`${schema}.${e.enumName}`] = { name: e.enumName, schema, values: e.enumValues };
        }
        const schemas = {};
        for (const { schemaName } of objects.schemas) if (schemaName !== 'public') schemas[schemaName] = schemaName;
        const sequences = {};
        for (const s of objects.sequences) {
            const key = `${s.schema ?? 'public'}.${s.seqName}`;
            if (!(key in sequences)) sequences[key] = this.sequence(s);
        }
        const roles = {};
        for (const r of objects.roles)
            if (!r._existing)
                roles[r.name] = { name: r.name, createDb: r.createDb ?? false, createRole: r.createRole ?? false, inherit: r.inherit ?? true };
        const views = {};
        for (const v of [...objects.views, ...objects.matViews]) {
            const entry = this.view(v);
            views[`${entry.schema}.${entry.name}`] = entry;
        }
        return {
            id, prevId, version: '7', dialect: 'postgresql',
            tables, enums, schemas, sequences, roles, policies, views,
            _meta: { columns: {}, schemas: {}, tables: {} },
        };
    }

    sqlText(sql, invokeSource) {
        return this.dialect.sqlToQuery(sql, invokeSource).sql;
    }

    table(table) {
        const config = this.pg.getTableConfig(table);
        const columns = {};
        const indexes = {};
        const foreignKeys = {};
        const compositePrimaryKeys = {};
        const uniqueConstraints = {};
        const policies = {};
        const checkConstraints = {};
        for (const c of config.columns) {
            const name = this.columnName(c);
            columns[name] = this.column(c, name, config.name, config.schema);
            if (c.isUnique)
                uniqueConstraints[c.uniqueName] = {
                    name: c.uniqueName, nullsNotDistinct: c.uniqueType === 'not distinct', columns: [name],
                };
        }
        for (const k of config.primaryKeys) {
            const name = this.recased(k.getName(), k.columns);
            compositePrimaryKeys[name] = { name, columns: k.columns.map((c) => this.columnName(c)) };
        }
        for (const u of config.uniqueConstraints || []) {
            const cased = u.columns.map((c) => this.columnName(c));
            const name = u.name ?? this.pg.uniqueKeyName(table, cased);
            uniqueConstraints[name] = { name: u.name, nullsNotDistinct: u.nullsNotDistinct, columns: cased };
        }
        for (const f of config.foreignKeys) {
            const entry = this.foreignKey(f, config.name);
            foreignKeys[entry.name] = entry;
        }
        for (const i of config.indexes) {
            const entry = this.index(i, config.name);
            indexes[entry.name] = entry;
        }
        for (const p of config.policies || []) policies[p.name] = this.policy(p);
        for (const c of config.checks || []) checkConstraints[c.name] = { name: c.name, value: this.sqlText(c.value) };
        return {
            name: config.name, schema: config.schema ?? '',
            columns, indexes, foreignKeys, compositePrimaryKeys, uniqueConstraints, policies, checkConstraints,
            isRLSEnabled: config.enableRLS,
        };
    }

    recased(given, ...groups) {
        if (!this.casing) return given;
        let name = given;
        for (const column of groups.flat()) name = name.replace(column.name, this.columnName(column));
        return name;
    }

    column(column, name, table, schema) {
        let base = column;
        while (this.is(base, this.pg.PgArray)) base = base.baseColumn;
        const { generated, generatedIdentity: identity } = column;
        const entry = {
            name,
            type: column.getSQLType(),
            typeSchema: this.pg.PgEnumColumn && this.is(base, this.pg.PgEnumColumn) ? base.enum.schema || 'public' : undefined,
            primaryKey: column.primary,
            notNull: column.notNull,
            generated: generated ? { as: this.generated(generated), type: 'stored' } : undefined,
            identity: identity ? this.identity(column, identity, `${table}_${name}_seq`, schema) : undefined,
        };
        if (column.default !== undefined) entry.default = this.defaultText(column);
        return entry;
    }

    generated({ as }) {
        if (this.is(as, this.SQL)) return this.sqlText(as);
        return typeof as === 'function' ? this.sqlText(as()) : as;
    }

    identity(column, { type, sequenceName, sequenceOptions }, fallback, schema) {
        return { type, name: sequenceName ?? fallback, schema: schema ?? 'public', ...identityBounds(column, sequenceOptions) };
    }

    sequence(s) {
        return { name: s.seqName, schema: s.schema ?? 'public', ...sequenceBounds(s.seqOptions) };
    }

    defaultText(column) {
        const value = column.default;
        if (this.is(value, this.SQL)) return this.sqlText(this.sql`${value}`.inlineParams());
        const type = column.getSQLType().toLowerCase();
        if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
        if (type === 'jsonb' || type === 'json') return `'${JSON.stringify(value)}'::${type}`;
        if (value instanceof Date) return `'${dateText(value, type)}'`;
        if (/\[\d*\]/.test(type) && Array.isArray(value)) return `'${arrayText(value, type.split('[')[0])}'`;
        if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
        return value;
    }

    foreignKey(key, table) {
        const { columns, foreignColumns, foreignTable } = key.reference();
        const target = this.pg.getTableConfig(foreignTable);
        return {
            name: this.recased(key.getName(), columns, foreignColumns),
            tableFrom: table,
            tableTo: target.name,
            schemaTo: target.schema,
            columnsFrom: columns.map((c) => this.columnName(c)),
            columnsTo: foreignColumns.map((c) => this.columnName(c)),
            onDelete: key.onDelete,
            onUpdate: key.onUpdate,
        };
    }

    index({ config }, table) {
        const columns = config.columns.map((c) =>
            this.is(c, this.SQL)
                ? { expression: this.sqlText(c, 'indexes'), asc: true, isExpression: true, nulls: 'last' }
                : {
                      expression: this.columnName(c),
                      isExpression: false,
                      asc: c.indexConfig?.order === 'asc',
                      nulls: c.indexConfig?.nulls || (c.indexConfig?.order === 'desc' ? 'first' : 'last'),
                      opclass: c.indexConfig?.opClass,
                  },
        );
        const name = config.name || `${table}_${config.columns.map((c) => this.columnName(c)).join('_')}_index`;
        return {
            name,
            columns,
            isUnique: config.unique ?? false,
            where: config.where ? this.sqlText(config.where) : undefined,
            concurrently: config.concurrently ?? false,
            method: config.method ?? 'btree',
            with: config.with ?? {},
        };
    }

    policy(p) {
        const roles = p.to ? [].concat(p.to).map((r) => (typeof r === 'string' ? r : r.name)) : ['public'];
        return {
            name: p.name,
            as: p.as?.toUpperCase() ?? 'PERMISSIVE',
            for: p.for?.toUpperCase() ?? 'ALL',
            to: roles.sort(),
            using: this.is(p.using, this.SQL) ? this.sqlText(p.using) : undefined,
            withCheck: this.is(p.withCheck, this.SQL) ? this.sqlText(p.withCheck) : undefined,
        };
    }

    linked(tables) {
        const others = {};
        for (const p of this.objects.policies) {
            if (!p._linkedTable) continue;
            const { schema, name } = this.pg.getTableConfig(p._linkedTable);
            const table = tables[`${schema ?? 'public'}.${name}`];
            if (table) table.policies[p.name] = this.policy(p);
            else
                others[p.name] = {
                    ...this.policy(p), schema: schema ?? 'public', on: `"${schema ?? 'public'}"."${name}"`,
                };
        }
        return others;
    }

    view(view) {
        const materialized = this.is(view, this.pg.PgMaterializedView);
        const it = materialized ? this.pg.getMaterializedViewConfig(view) : this.pg.getViewConfig(view);
        const columns = {};
        for (const key in it.selectedFields) {
            const column = it.selectedFields[key];
            if (!this.is(column, this.pg.PgColumn)) continue;
            const entry = this.column(column, column.name, it.name, it.schema);
            if (this.is(column, this.pg.PgArray)) delete entry.typeSchema;
            if (typeof column.default === 'string') entry.default = `'${column.default}'`;
            columns[column.name] = entry;
        }
        return {
            columns,
            definition: it.isExisting ? undefined : this.sqlText(it.query),
            name: it.name,
            schema: it.schema ?? 'public',
            isExisting: it.isExisting,
            with: it.with,
            withNoData: it.withNoData,
            materialized,
            tablespace: it.tablespace,
            using: it.using,
        };
    }
}

// drizzle-kit asks for the class of the column when it goes down, which never is "integer" or
// "bigint"; databases that it made have that bound.
function identityBounds(column, given) {
    const top = { integer: '2147483647', bigint: '9223372036854775807' }[column.getSQLType()] ?? '32767';
    return bounds(given, top, '-32768');
}

function sequenceBounds(given) {
    return bounds(given, '9223372036854775807', '-9223372036854775808');
}

function bounds(given = {}, top, bottom) {
    const text = (v) => (v === undefined ? undefined : String(v));
    const increment = text(given.increment) ?? '1';
    const down = parseFloat(increment) < 0;
    const minValue = text(given.minValue) ?? (down ? bottom : '1');
    const maxValue = text(given.maxValue) ?? (down ? '-1' : top);
    return {
        increment,
        startWith: text(given.startWith) ?? (down ? maxValue : minValue),
        minValue,
        maxValue,
        cache: text(given.cache) ?? '1',
        cycle: given.cycle ?? false,
    };
}

function dateText(date, type) {
    const iso = date.toISOString();
    if (type === 'date') return iso.split('T')[0];
    return type === 'timestamp' ? iso.replace('T', ' ').slice(0, 23) : iso;
}

function arrayText(values, type) {
    const items = values.map((v) => {
        if (typeof v === 'number' || typeof v === 'bigint' || typeof v === 'boolean') return String(v);
        if (Array.isArray(v)) return arrayText(v, type);
        if (v instanceof Date) return `"${dateText(v, type)}"`;
        if (typeof v === 'object') return `"${JSON.stringify(v).replaceAll('"', '\\"')}"`;
        return `"${v}"`;
    });
    return `{${items.join(',')}}`;
}

module.exports = { Snapshot, identityBounds, sequenceBounds };
