'use strict';
// Reads the objects that a schema exports, by the project's own drizzle-orm, as plain facts.
const { identityBounds, sequenceBounds } = require('./snapshot.cjs');

// `loaded` are { file, exports, names } in order. Gives { facts, warnings, errors }.
function read(orm, loaded, casing) {
    const { objects, origin } = collect(orm, loaded);
    return new Facts(orm, casing, origin, objects).all();
}

function collected(orm, loaded, casing) {
    const { objects, origin } = collect(orm, loaded);
    const facts = new Facts(orm, casing, origin, objects);
    return { objects, columnName: (c) => facts.columnName(c) };
}

function collect({ is, pg }, loaded) {
    const objects = { tables: [], enums: [], schemas: [], sequences: [], views: [], matViews: [], roles: [], policies: [] };
    const origin = new Map();
    for (const { file, exports, names } of loaded)
        for (const name of names) {
            const value = exports[name];
            const kind = kindOf(value, is, pg);
            if (!kind) continue;
            if (!origin.has(value)) origin.set(value, { file, export: name });
            objects[kind].push(value);
        }
    objects.tables = [...new Set(objects.tables)];
    return { objects, origin };
}

function kindOf(value, is, pg) {
    if (value === null || value === undefined) return null;
    if (pg.isPgEnum && pg.isPgEnum(value)) return 'enums';
    if (typeof value !== 'object') return null;
    if (is(value, pg.PgTable)) return 'tables';
    if (is(value, pg.PgSchema)) return 'schemas';
    if (is(value, pg.PgView)) return 'views';
    if (is(value, pg.PgMaterializedView)) return 'matViews';
    if (pg.isPgSequence && pg.isPgSequence(value)) return 'sequences';
    if (pg.PgRole && is(value, pg.PgRole)) return 'roles';
    if (pg.PgPolicy && is(value, pg.PgPolicy)) return 'policies';
    return null;
}

class Facts {
    constructor(orm, casing, origin, objects) {
        Object.assign(this, orm, { casing, origin, objects });
        this.dialect = new this.pg.PgDialect({ casing });
        this.errors = [];
        this.warnings = [];
        this.indexNames = new Map();
    }

    all() {
        const { objects } = this;
        const tables = this.once('table', objects.tables.map((t) => this.guarded(t, () => this.table(t))).filter(Boolean));
        const byTable = new Map(tables.map((t) => [t.schema + '.' + t.name, t]));
        const linked = this.linkedPolicies(byTable);
        return {
            facts: {
                schemas: this.once('schema', objects.schemas
                    .filter((s) => s.schemaName !== 'public')
                    .map((s) => ({ name: s.schemaName, ...this.from(s) }))),
                enums: this.once('enum', objects.enums.map((e) => ({
                    schema: e.schema || 'public', name: e.enumName, values: [...e.enumValues], ...this.from(e),
                }))),
                sequences: this.once('sequence', objects.sequences.map((s) => this.sequence(s))),
                roles: this.once('role', objects.roles.map((r) => ({
                    name: r.name, existing: !!r._existing, createDb: r.createDb ?? false,
                    createRole: r.createRole ?? false, inherit: r.inherit ?? true, ...this.from(r),
                }))),
                tables,
                policies: linked,
                views: this.once('view', [...new Set([...objects.views, ...objects.matViews])].map((v) => this.guarded(v, () => this.view(v))).filter(Boolean)),
            },
            warnings: this.warnings,
            errors: this.errors,
        };
    }

    // The same thing exported twice is one; two different things of one name are an error.
    once(what, facts) {
        const seen = new Map();
        for (const fact of facts) {
            const key = JSON.stringify([fact.schema ?? '', fact.name]);
            const { file, export: name, ...rest } = fact;
            const text = JSON.stringify(rest);
            const before = seen.get(key);
            if (!before) seen.set(key, { fact, text });
            else if (before.text !== text)
                this.errors.push({
                    file, export: name,
                    message: `${what} "${fact.name}" is declared twice, differently: by \`${before.fact.export}\` of ${before.fact.file} and by \`${name}\``,
                    fix: 'Rename or remove one of them.',
                });
        }
        return [...seen.values()].map((s) => s.fact);
    }

    from(value) {
        return this.origin.get(value) || { file: '', export: '' };
    }

    // An error of one object does not hide those of the others.
    guarded(value, read) {
        try {
            return read();
        } catch (error) {
            this.errors.push({ error, ...this.from(value) });
            return null;
        }
    }

    wrong(value, message, fix) {
        this.errors.push({ message, fix: fix || '', ...this.from(value) });
    }

    columnName(column) {
        if (!column.name) return '';
        if (!column.keyAsName || !this.casing) return column.name;
        return this.casing === 'camelCase' ? this.toCamelCase(column.name) : this.toSnakeCase(column.name);
    }

    // Values are written into the text: a statement of a schema has no parameters.
    text(sql) {
        return this.dialect.sqlToQuery(this.inlined(sql)).sql;
    }

    inlined(sql) {
        return this.sql`${sql}`.inlineParams();
    }

    table(table) {
        const config = this.pg.getTableConfig(table);
        const keys = new Map(Object.entries(this.getTableColumns(table)).map(([k, c]) => [c, k]));
        const schema = config.schema ?? 'public';
        const fact = {
            schema,
            name: config.name,
            ...this.from(table),
            columns: config.columns.map((c) => this.column(c, config, keys.get(c) ?? c.name)),
            primaryKeys: config.primaryKeys.map((k) => this.primaryKey(k)),
            uniques: (config.uniqueConstraints || []).map((u) => this.unique(u, table)),
            foreignKeys: config.foreignKeys.map((f) => this.foreignKey(f, config)),
            indexes: config.indexes.map((i) => this.index(i, table, config)),
            checks: (config.checks || []).map((c) => ({ name: c.name, value: this.text(c.value) })),
            policies: (config.policies || []).map((p) => this.policy(p)),
            rls: !!config.enableRLS,
        };
        this.refuseTwins(table, 'unique constraint', [
            ...fact.columns.filter((c) => c.unique).map((c) => c.unique.name), ...fact.uniques.map((u) => u.name)]);
        this.refuseTwins(table, 'check', fact.checks.map((c) => c.name));
        this.refuseTwins(table, 'policy', fact.policies.map((p) => p.name));
        this.refuseTwins(table, 'column', fact.columns.map((c) => c.name));
        return fact;
    }

    refuseTwins(table, what, names) {
        const seen = new Set();
        for (const name of names) {
            if (seen.has(name))
                this.wrong(table, `${what} "${name}" is declared twice in one table`, 'Rename or remove one of them.');
            seen.add(name);
        }
    }

    column(column, config, key) {
        let base = column;
        const sizes = [];
        while (this.is(base, this.pg.PgArray)) {
            sizes.push(typeof base.size === 'number' ? base.size : null);
            base = base.baseColumn;
        }
        const name = this.columnName(column);
        const isEnum = this.pg.PgEnumColumn && this.is(base, this.pg.PgEnumColumn);
        return {
            key,
            name,
            type: base.getSQLType(),
            sizes: sizes.reverse(),
            columnType: base.columnType,
            srid: base.srid ?? base.config?.srid ?? null,
            enumSchema: isEnum ? base.enum.schema || 'public' : null,
            enumName: isEnum ? base.enum.enumName : null,
            notNull: !!column.notNull,
            primaryKey: !!column.primary,
            unique: column.isUnique
                ? { name: column.uniqueName, nullsNotDistinct: column.uniqueType === 'not distinct' }
                : null,
            defaulted: this.defaultOf(column),
            generated: column.generated ? this.generated(column.generated) : null,
            identity: column.generatedIdentity ? this.identity(column, name, config) : null,
        };
    }

    generated({ as }) {
        if (this.is(as, this.SQL)) return this.text(as);
        if (typeof as === 'function') return this.text(as());
        return String(as);
    }

    identity(column, name, config) {
        const { type, sequenceName, sequenceOptions } = column.generatedIdentity;
        const of = column.getSQLType().toLowerCase();
        return {
            always: type === 'always',
            name: sequenceName ?? `${config.name}_${name}_seq`,
            dataType: of === 'integer' || of === 'smallint' ? of : 'bigint',
            ...this.numbers(column, identityBounds(column, sequenceOptions)),
        };
    }

    numbers(owner, { increment, startWith, minValue, maxValue, cache, cycle }) {
        for (const text of [increment, startWith, minValue, maxValue, cache])
            if (!/^-?\d+$/.test(text) || BigInt(text) !== BigInt.asIntN(64, BigInt(text)))
                this.wrong(owner, `"${text}" is no bound of a sequence`, 'Write a whole number of 64 bits, a long one as a string.');
        return { increment, start: startWith, min: minValue, max: maxValue, cache, cycle };
    }

    // What PostgreSQL shall read: an SQL text, or the input text of a value still to be quoted.
    defaultOf(column) {
        const value = column.default;
        if (value === undefined) return null;
        if (this.is(value, this.SQL)) return { kind: 'sql', text: this.text(value) };
        const type = column.getSQLType().toLowerCase();
        if (value === null) return { kind: 'sql', text: 'NULL' };
        if (typeof value === 'string' && (type === 'json' || type === 'jsonb'))
            return { kind: 'text', text: isJson(value) ? value : JSON.stringify(value) };
        if (typeof value === 'string') return { kind: 'text', text: value };
        if (typeof value === 'boolean' && type !== 'json' && type !== 'jsonb') return { kind: 'sql', text: String(value) };
        if (value instanceof Date) return { kind: 'text', text: dateText(value, type) };
        const driver = this.driverValue(column, value);
        if (this.is(driver, this.SQL)) return { kind: 'sql', text: this.text(driver) };
        if (typeof driver === 'number' || typeof driver === 'bigint')
            return Number.isFinite(Number(driver)) && type !== 'json' && type !== 'jsonb'
                ? { kind: 'sql', text: String(driver) }
                : { kind: 'text', text: String(driver) };
        if (typeof driver === 'boolean') return { kind: 'sql', text: String(driver) };
        if (typeof driver === 'string') return { kind: 'text', text: driver };
        if (Buffer.isBuffer(driver) || driver instanceof Uint8Array)
            return { kind: 'text', text: '\\x' + Buffer.from(driver).toString('hex') };
        return { kind: 'text', text: JSON.stringify(driver) };
    }

    driverValue(column, value) {
        if (Array.isArray(value) && this.is(column, this.pg.PgArray)) return this.arrayText(column, value);
        try {
            return column.mapToDriverValue(value);
        } catch {
            return value;
        }
    }

    arrayText(column, values) {
        const items = values.map((v) => {
            if (v === null || v === undefined) return 'NULL';
            if (Array.isArray(v) && this.is(column.baseColumn, this.pg.PgArray)) return this.arrayText(column.baseColumn, v);
            if (Array.isArray(v) && !this.isTuple(column.baseColumn)) return this.arrayText(column, v);
            if (typeof v === 'number' || typeof v === 'boolean' || typeof v === 'bigint') return String(v);
            if (v instanceof Date) return quotedItem(dateText(v, column.baseColumn.getSQLType().toLowerCase()));
            if (typeof v === 'string') return quotedItem(v);
            const driver = this.driverValue(column.baseColumn, v);
            return quotedItem(typeof driver === 'string' ? driver : JSON.stringify(driver));
        });
        return `{${items.join(',')}}`;
    }

    isTuple(column) {
        return ['PgPointTuple', 'PgLine', 'PgVector', 'PgHalfVector', 'PgGeometry', 'PgJson', 'PgJsonb'].includes(column.columnType);
    }

    primaryKey(key) {
        return { name: this.recased(key.getName(), key.columns, []), columns: key.columns.map((c) => this.columnName(c)) };
    }

    // Raw column names inside a generated name become the cased ones, first hit each.
    recased(name, columns, others) {
        if (!this.casing) return name;
        for (const column of [...columns, ...others]) name = name.replace(column.name, () => this.columnName(column));
        return name;
    }

    unique(unique, table) {
        const columns = unique.columns.map((c) => this.columnName(c));
        return {
            name: unique.name ?? this.pg.uniqueKeyName(table, columns),
            nullsNotDistinct: !!unique.nullsNotDistinct,
            columns,
        };
    }

    foreignKey(key) {
        const { columns, foreignColumns, foreignTable } = key.reference();
        const target = this.pg.getTableConfig(foreignTable);
        return {
            name: this.recased(key.getName(), columns, foreignColumns),
            columns: columns.map((c) => this.columnName(c)),
            toSchema: target.schema ?? 'public',
            toTable: target.name,
            toColumns: foreignColumns.map((c) => this.columnName(c)),
            onDelete: key.onDelete ?? 'no action',
            onUpdate: key.onUpdate ?? 'no action',
        };
    }

    index(index, table, config) {
        const it = index.config;
        const columns = it.columns.map((c) =>
            this.is(c, this.SQL)
                ? { expression: this.dialect.sqlToQuery(this.inlined(c), 'indexes').sql, column: null, desc: false, nulls: 'last', opclass: null }
                : {
                      expression: null,
                      column: this.columnName(c),
                      desc: c.indexConfig?.order === 'desc',
                      nulls: c.indexConfig?.nulls ?? (c.indexConfig?.order === 'desc' ? 'first' : 'last'),
                      opclass: c.indexConfig?.opClass ?? null,
                  },
        );
        if (!it.name && columns.some((c) => c.expression !== null))
            this.wrong(table, `an index of table "${config.name}" on an expression has no name`, 'Give it one: index("name").');
        for (const c of it.columns)
            if (!this.is(c, this.SQL) && c.type === 'PgVector' && c.indexConfig?.opClass === undefined)
                this.wrong(table, `the index on vector column "${this.columnName(c)}" has no operator class`, 'Add .op("vector_l2_ops") or another one to the column.');
        const name = it.name || `${config.name}_${columns.map((c) => c.column ?? '').join('_')}_index`;
        const place = `${config.schema ?? 'public'}.${name}`;
        if (this.indexNames.has(place))
            this.wrong(table, `index "${name}" is declared twice in schema "${config.schema ?? 'public'}"`, 'Rename one of them.');
        this.indexNames.set(place, true);
        return {
            name,
            columns,
            unique: !!it.unique,
            method: it.method ?? 'btree',
            where: it.where ? this.text(it.where) : null,
            concurrently: !!it.concurrently,
            with: Object.entries(it.with || {}).map(([k, v]) => `${k}=${v}`),
        };
    }

    policy(policy) {
        return {
            name: policy.name,
            as: policy.as?.toUpperCase() ?? 'PERMISSIVE',
            command: policy.for?.toUpperCase() ?? 'ALL',
            to: this.policyRoles(policy),
            using: this.is(policy.using, this.SQL) ? this.text(policy.using) : null,
            withCheck: this.is(policy.withCheck, this.SQL) ? this.text(policy.withCheck) : null,
            ...this.from(policy),
        };
    }

    policyRoles({ to }) {
        if (!to) return ['public'];
        const roles = [].concat(to).map((r) => (typeof r === 'string' ? r : this.is(r, this.pg.PgRole) ? r.name : null));
        return roles.filter((r) => r !== null).sort();
    }

    // Exported policies that were linked to a table: of a declared table they become its own.
    linkedPolicies(byTable) {
        const others = [];
        for (const policy of this.objects.policies) {
            if (!policy._linkedTable) {
                this.warnings.push({
                    message: `policy "${policy.name}" is linked to no table and is skipped`,
                    fix: 'Put it into a table or call .link(table).',
                    ...this.from(policy),
                });
                continue;
            }
            const { schema, name } = this.pg.getTableConfig(policy._linkedTable);
            const table = byTable.get(`${schema ?? 'public'}.${name}`);
            const fact = this.policy(policy);
            const siblings = table ? table.policies : others;
            if (siblings.some((p) => p.name === fact.name))
                this.wrong(policy, `policy "${fact.name}" is declared twice on table "${name}"`, 'Rename one of them.');
            else if (table) table.policies.push(fact);
            else others.push({ ...fact, onSchema: schema ?? 'public', onTable: name });
        }
        return others;
    }

    sequence(sequence) {
        return {
            schema: sequence.schema ?? 'public',
            name: sequence.seqName,
            dataType: 'bigint',
            ...this.numbers(sequence, sequenceBounds(sequence.seqOptions)),
            ...this.from(sequence),
        };
    }

    view(view) {
        const materialized = this.is(view, this.pg.PgMaterializedView);
        const it = materialized ? this.pg.getMaterializedViewConfig(view) : this.pg.getViewConfig(view);
        return {
            schema: it.schema ?? 'public',
            name: it.name,
            materialized,
            existing: !!it.isExisting,
            definition: it.isExisting ? null : this.dialect.sqlToQuery(it.query).sql,
            with: Object.entries(it.with || {}).filter(([, v]) => v !== undefined).map(([k, v]) => `${snake(k)}=${v}`),
            withNoData: !!it.withNoData,
            tablespace: it.tablespace ?? null,
            using: it.using ?? null,
            columns: Object.entries(it.selectedFields || {}).map(([key, c]) => ({ key, name: c && c.name ? c.name : key })),
            ...this.from(view),
        };
    }
}

function snake(key) {
    return key.replace(/[A-Z]/g, (c) => '_' + c.toLowerCase());
}

function isJson(text) {
    try {
        JSON.parse(text);
        return true;
    } catch {
        return false;
    }
}

function dateText(date, type) {
    const iso = date.toISOString();
    if (type === 'date') return iso.split('T')[0];
    return type === 'timestamp' ? iso.replace('T', ' ').slice(0, 23) : iso;
}

function quotedItem(text) {
    return '"' + text.replaceAll('\\', '\\\\').replaceAll('"', '\\"') + '"';
}

module.exports = { read, collected };
