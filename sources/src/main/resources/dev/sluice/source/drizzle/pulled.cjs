'use strict';
// What drizzle-kit's pull leaves in a schema that can't be loaded: columns of types that it does not know, builders under
// another name, a parameter that nothing uses. The types are in its comments, else in the snapshot that it wrote beside.
const fs = require('fs');
const path = require('path');
const { within } = require('./syntax.cjs');
const { RESERVED } = require('./globals.cjs');

const TODO = 'TODO: failed to parse ';
const TODO_GOES_ON = 'Introspect is currently supporting';
const EXTRAS = 'PgTableExtraConfigValue';

// Types that every database has and Drizzle has no builder for.
const OWN = new Set([
    'bytea', 'xml', 'money', 'tsvector', 'tsquery', 'name', 'oid', 'xid', 'xid8', 'cid', 'tid', 'lseg', 'box', 'path', 'polygon', 'circle',
    'regclass', 'regcollation', 'regconfig', 'regdictionary', 'regnamespace', 'regoper', 'regoperator', 'regproc', 'regprocedure', 'regrole',
    'regtype', 'int4range', 'int8range', 'numrange', 'tsrange', 'tstzrange', 'daterange', 'int4multirange', 'int8multirange', 'nummultirange',
    'tsmultirange', 'tstzmultirange', 'datemultirange', 'bit varying', 'jsonpath', '"char"', 'pg_lsn', 'pg_snapshot', 'txid_snapshot', 'aclitem',
    'oidvector', 'int2vector', 'bpchar', 'refcursor',
]);
const PG_CORE = 'drizzle-orm/pg-core';

// The last snapshot of a migrations folder: types of columns.
class Snapshot {
    constructor(folder) {
        this.folder = folder;
    }

    type(schema, table, column) {
        this.tree ||= this.read();
        const found = (this.tree.tables || {})[`${schema}.${table}`];
        return found && found.columns && found.columns[column] ? found.columns[column].type : undefined;
    }

    // drizzle-kit's pull writes snapshots that follow none.
    isPulled() {
        this.tree ||= this.read();
        return this.tree.prevId === '';
    }

    read() {
        if (!this.folder) return {};
        try {
            const meta = path.join(this.folder, 'meta');
            const { entries } = JSON.parse(fs.readFileSync(path.join(meta, '_journal.json'), 'utf8'));
            const { tag } = entries[entries.length - 1];
            return JSON.parse(fs.readFileSync(path.join(meta, `${tag.split('_')[0]}_snapshot.json`), 'utf8'));
        } catch {
            return {}; // a folder without one: the text alone has to tell
        }
    }
}

class Pulled {
    constructor(repair) {
        Object.assign(this, { repair, splices: repair.splices, needs: repair.needs, custom: new Map() });
        this.constants = constants(repair.parsed.body);
    }

    replace() {
        if (this.isTyped() && this.isImported('AnyPgColumn') && !this.needs.has('AnyPgColumn')) this.cycles();
        const wanted = ['unknown', 'point', 'json', 'char'].filter((n) => this.needs.has(n));
        if (wanted.length === 0 && this.repair.scope.spare.length === 0) return;
        const lines = this.isImported('line') && !this.needs.has('line');
        const points = this.isImported('point');
        const json = this.isImported('json');
        const spare = new Set(this.repair.scope.spare);
        for (const node of this.repair.parsed.body)
            for (const at of within(node)) {
                if (at.node.type !== 'CallExpression') continue;
                this.parameter(at.node, spare);
                const call = this.call(at);
                if (!call) continue;
                if (call.name === 'unknown') this.unknown(call);
                else if (call.name === 'point' && lines && (!points || this.known(call).startsWith('line'))) this.rename(call, 'line', 'is a line');
                else if (call.name === 'json' && !json && this.known(call) === 'jsonpath') this.typed(call, 'jsonpath');
                else if (call.name === 'char' && this.isQuotedChar(call)) this.typed(call, '"char"');
            }
        if (lines && points && !this.needs.has('line') && this.needs.has('point'))
            this.repair.note(this.needs.get('point').at, 'line is imported and never used: drizzle-kit writes point() for columns that are lines. Look whether one is.');
    }

    // PostgreSQL tells the length of every other char, and pull writes it.
    isQuotedChar(call) {
        return this.known(call) === 'char' && this.repair.snapshot.isPulled();
    }

    // Whether the file may speak of types.
    isTyped() {
        return path.extname(this.repair.file).includes('ts');
    }

    isImported(name) {
        return this.repair.imports.some((i) => i.node.specifiers.some((s) => s.local.name === name));
    }

    // A call of a builder that nothing in the file declares.
    call({ node, above }) {
        if (node.callee.type !== 'Identifier') return null;
        const { name } = node.callee;
        if (!this.needs.has(name) || !this.needs.get(name).nodes.includes(node.callee)) return null;
        return { name, node, above, property: [...above].reverse().find((a) => a.type === 'ObjectProperty') };
    }

    // drizzle-kit names the parameter of a table's extras, whether they use it or not.
    parameter(node, spare) {
        const arrow = node.arguments[2];
        if (!arrow || !spare.has(arrow) || arrow.params[0].name !== 'table') return;
        const [{ start, end }] = arrow.params;
        const open = this.splices.seekBack('(', arrow.start, start);
        this.splices.replace(start, end, open < 0 ? '()' : '');
        this.repair.reason(arrow, 'the parameter `table` is not used');
    }

    // Tables that refer to each other have no type that TypeScript can infer. drizzle-kit imports AnyPgColumn for them and
    // forgets to use it; what the extras return is said instead.
    cycles() {
        if (!this.repair.namesOf(PG_CORE).names.has(EXTRAS)) return;
        const tables = new Map();
        for (const statement of this.repair.parsed.body) {
            const node = (statement.type === 'ExportNamedDeclaration' && statement.declaration) || statement;
            for (const { id, init } of node.type === 'VariableDeclaration' ? node.declarations : []) {
                const arrow = init && init.type === 'CallExpression' && init.arguments[2];
                if (arrow && arrow.type === 'ArrowFunctionExpression') tables.set(id.name, { arrow, to: foreign(arrow) });
            }
        }
        for (const [name, { arrow }] of tables) {
            if (arrow.returnType || arrow.params.length !== 1 || !reaches(tables, name)) continue;
            const close = this.splices.seek(')', arrow.params[0].end, arrow.body.start);
            if (close < 0) continue;
            this.splices.replace(close + 1, close + 1, `: ${EXTRAS}[]`);
            this.need(EXTRAS, arrow, 'type');
            this.repair.reason(arrow, `${name} and a table that it refers to refer to each other, so what its extras return has to be said`);
        }
    }

    unknown(call) {
        const comments = this.todo(call);
        const told = comments.map((c) => quoted(c.value)).find((t) => t);
        const type = (told || this.known(call)).trim();
        if (!type) {
            this.repair.problem(call.node, '`unknown` is no type of Drizzle, and neither a comment nor a snapshot tells what this column is.', 'Write its type: customType takes any.');
            this.settle(call);
            return;
        }
        let base = type;
        while (base.endsWith('[]')) base = base.slice(0, -2);
        for (const c of comments) this.splices.replace(this.splices.lineStart(c.start), this.splices.nextLine(c.end), '');
        const enumeration = this.enumeration(base);
        const bits = bitsOf(base);
        if (enumeration) this.rename(call, enumeration, `is of the enum ${base}`);
        else if (bits) {
            this.rename(call, 'bit', `is ${base}`);
            const { arguments: given, end } = call.node;
            this.splices.replace(end - 1, end - 1, `${given.length > 0 ? ', ' : ''}{ dimensions: ${bits} }`);
        } else this.typed(call, base);
    }

    // The comments that drizzle-kit put before a column.
    todo({ property }) {
        if (!property) return [];
        const found = [];
        let at = property.start;
        for (const c of [...this.splices.comments].reverse()) {
            if (c.end > at || !this.splices.isBlank(c.end, at)) continue;
            const text = c.value.trim();
            if (!text.startsWith(TODO) && !text.startsWith(TODO_GOES_ON)) break;
            found.unshift(c);
            at = c.start;
        }
        return found.filter((c) => this.splices.isBlank(this.splices.lineStart(c.start), c.start));
    }

    // What the snapshot says of a column; empty where it says nothing.
    known({ node, above, property }) {
        const table = [...above].reverse().find((a) => a.type === 'CallExpression' && isText(a.arguments[0]) && a.arguments[1] && a.arguments[1].type === 'ObjectExpression');
        if (!table || !property) return '';
        const schema = table.callee.type === 'MemberExpression' && table.callee.object.type === 'Identifier' ? this.constants.schemas.get(table.callee.object.name) : 'public';
        const column = isText(node.arguments[0]) ? node.arguments[0].value : property.key.name || property.key.value;
        const snapshot = this.repair.snapshot;
        return snapshot.type(schema || 'public', table.arguments[0].value, column) || '';
    }

    // The constant of an enum by its name in the database.
    enumeration(type) {
        const parts = type.split('.').map((p) => (p.startsWith('"') && p.endsWith('"') ? p.slice(1, -1) : p));
        const name = parts.pop();
        const key = `${parts[0] || 'public'}.${name}`;
        if (this.constants.enums.has(key)) return this.constants.enums.get(key);
        for (const file of this.repair.finder.files) {
            const there = constants(this.repair.modules.read(file).body).enums.get(key);
            if (there) return there;
        }
        return null;
    }

    // From here on the call is one of `name`.
    rename(call, name, why) {
        this.settle(call);
        this.splices.replace(call.node.callee.start, call.node.callee.end, name);
        if (![...this.constants.enums.values()].includes(name)) this.need(name, call.node.callee);
        this.repair.reason(call.node, `this column ${why}, so ${call.name} becomes ${name}`);
    }

    typed(call, type) {
        this.settle(call);
        const name = this.constants.customs.get(type) || this.custom.get(type) || this.claim(type);
        if (!this.constants.customs.has(type) && !this.custom.has(type)) {
            this.custom.set(type, name);
            this.need('customType', call.node.callee);
            if (!OWN.has(type.split('(')[0]))
                this.repair.note(call.node, `${type} is no type that PostgreSQL brings: the database has to have it under just that name, with its schema where that is not in the search path.`);
        }
        this.splices.replace(call.node.callee.start, call.node.callee.end, name);
        this.repair.reason(call.node, `Drizzle has no builder for ${type}, so ${call.name} becomes a customType`);
    }

    settle({ name, node }) {
        const need = this.needs.get(name);
        need.nodes = need.nodes.filter((n) => n !== node.callee);
        if (need.nodes.length === 0) this.needs.delete(name);
    }

    need(name, at, kind = 'value') {
        if (!this.needs.has(name)) this.needs.set(name, { at, nodes: [] });
        this.needs.get(name)[kind] = true;
        this.needs.get(name).nodes.push(at);
    }

    claim(type) {
        const plain = camel(type);
        const core = this.repair.namesOf(PG_CORE).names;
        const wanted = core.has(plain) || RESERVED.has(plain) ? plain + 'Type' : plain;
        let name = wanted;
        for (let i = 1; this.isTaken(name); i++) name = `${wanted}_${i}`;
        return name;
    }

    isTaken(name) {
        const { values, types } = this.repair.scope.own;
        return [...this.custom.values()].includes(name) || values.has(name) || types.has(name) || this.needs.has(name) || this.isImported(name);
    }

    // The form that Sluice's own pull writes and knows again.
    declare() {
        const lines = [...this.custom].map(
            ([type, name]) => `const ${name} = customType${this.isTyped() ? `<{ data: ${type === 'bytea' ? 'Uint8Array' : 'string'} }>` : ''}({ dataType() { return ${JSON.stringify(type)}; } });`,
        );
        if (lines.length > 0) this.repair.behindImports(lines);
    }
}

// The tables that the foreign keys of a table's extras refer to.
function foreign(arrow) {
    const names = new Set();
    for (const { node } of within(arrow))
        if (node.type === 'ObjectProperty' && node.key.name === 'foreignColumns' && node.value.type === 'ArrayExpression')
            for (const e of node.value.elements) if (e && e.type === 'MemberExpression' && e.object.type === 'Identifier') names.add(e.object.name);
    return names;
}

function reaches(tables, name) {
    const seen = new Set();
    const queue = [name];
    for (let next; (next = queue.shift()); )
        for (const to of tables.has(next) ? tables.get(next).to : []) {
            if (to === name) return true;
            if (!seen.has(to)) queue.push(to);
            seen.add(to);
        }
    return false;
}

function isText(node) {
    return Boolean(node) && node.type === 'StringLiteral';
}

// Constants of a module that stand for schemas, enums and custom types, by what the database calls them.
function constants(body) {
    const schemas = new Map();
    const enums = new Map();
    const customs = new Map();
    for (const statement of body) {
        const node = (statement.type === 'ExportNamedDeclaration' && statement.declaration) || statement;
        if (node.type !== 'VariableDeclaration') continue;
        for (const { id, init } of node.declarations) {
            if (!init || init.type !== 'CallExpression' || id.type !== 'Identifier') continue;
            const { callee, arguments: given } = init;
            if (callee.name === 'pgSchema' && isText(given[0])) schemas.set(id.name, given[0].value);
            if (callee.name === 'pgEnum' && isText(given[0])) enums.set(`public.${given[0].value}`, id.name);
            if (callee.type === 'MemberExpression' && callee.property.name === 'enum' && isText(given[0]))
                enums.set(`${schemas.get(callee.object.name)}.${given[0].value}`, id.name);
            if (callee.name === 'customType' && given[0]) {
                const type = dataType(given[0]);
                if (type !== undefined) customs.set(type, id.name);
            }
        }
    }
    return { schemas, enums, customs };
}

// What `dataType` returns, where it is a plain text.
function dataType(config) {
    for (const { node } of within(config)) {
        if (!['ObjectProperty', 'ObjectMethod'].includes(node.type) || node.key.name !== 'dataType') continue;
        for (const { node: inner } of within(node)) {
            if (inner.type === 'ReturnStatement' && isText(inner.argument)) return inner.argument.value;
            if (inner.type === 'ArrowFunctionExpression' && isText(inner.body)) return inner.body.value;
        }
    }
    return undefined;
}

function quoted(text) {
    const start = text.indexOf("'");
    const end = text.lastIndexOf("'");
    return start >= 0 && end > start ? text.slice(start + 1, end) : '';
}

function bitsOf(type) {
    if (type === 'bit') return '1';
    const inside = type.startsWith('bit(') && type.endsWith(')') ? type.slice(4, -1) : '';
    return inside && [...inside].every((c) => c >= '0' && c <= '9') ? inside : '';
}

function camel(type) {
    let name = '';
    let upper = false;
    for (const c of type) {
        const isWord = c.toLowerCase() !== c.toUpperCase() || (c >= '0' && c <= '9');
        if (isWord) name += upper && name ? c.toUpperCase() : c;
        upper = !isWord || (c >= '0' && c <= '9');
    }
    const first = name[0] || 't';
    return first >= '0' && first <= '9' ? '_' + name : first.toLowerCase() + name.slice(1);
}

module.exports = { Snapshot, Pulled };
