'use strict';
// Runs in the project's own Node: node loader.cjs ANSWER.json CONFIG|SCHEMA|IMPORTS, the request on standard input; a schema's
// facts and snapshot, which are large, go into files of their own beside the answer.
const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');

const [answerFile, purpose] = process.argv.slice(2);
for (const level of ['log', 'info', 'debug', 'warn']) console[level] = console.error;

const hooks = require('./hooks.cjs');
const { schemaFiles, environment } = require('./files.cjs');

// The request may not be known yet: what will be needed is loaded until it comes.
if (purpose === 'SCHEMA') {
    require('./facts.cjs');
    require('./snapshot.cjs');
    try {
        createRequire(path.join(process.cwd(), 'schema.js'))('drizzle-orm/pg-core');
    } catch {
        // the schema's own place decides
    }
}
const asked = fs.readFileSync(0, 'utf8');
if (!asked) process.exit(0);
const request = JSON.parse(asked);
process.chdir(request.directory);

function answer(value) {
    fs.writeFileSync(answerFile, JSON.stringify(value));
    process.exit(0);
}

process.on('unhandledRejection', (error) => answer({ errors: [described(error, '')] }));
process.on('uncaughtException', (error) => answer({ errors: [described(error, '')] }));

try {
    if (purpose === 'IMPORTS') answer(require('./imports.cjs').repaired(request)); // runs none of the schema's code
    environment(request.directory);
    hooks.install();
    answer(request.config ? config() : schema());
} catch (error) {
    answer({ errors: [described(error, request.config || '')] });
}

function schema() {
    const files = schemaFiles(request.schema, request.directory);
    if (files.length === 0) return { errors: [{ kind: 'no-files', file: '', line: 0, column: 0, message: '', fix: '' }] };
    const loaded = [];
    const errors = [];
    for (const file of files)
        try {
            const exports = require(file);
            loaded.push({ file, exports, names: hooks.exportNames(exports) });
        } catch (error) {
            errors.push(described(error, file));
        }
    if (errors.length > 0) return { errors: distinct(errors), files };
    const orm = ormOf(files);
    if (!orm) return { errors: [{ kind: 'no-orm', file: files[0], line: 0, column: 0, message: '', fix: '' }], files };

    const { read } = require('./facts.cjs');
    const result = read(orm, loaded, request.casing || undefined);
    if (result.errors.length > 0) return { errors: distinct(result.errors.map(ofObject)), files };
    return {
        files,
        modules: modules(),
        ormVersion: orm.version,
        warnings: result.warnings.map((w) => ({ ...place(w), message: w.message, fix: w.fix })),
        ...large({ facts: JSON.stringify(result.facts, (_, v) => (v === null ? undefined : v)), snapshot: snapshotText(orm, loaded) }),
    };
}

function large(texts) {
    const files = {};
    for (const name in texts) {
        files[name] = path.join(path.dirname(answerFile), `${name}.json`);
        fs.writeFileSync(files[name], texts[name]);
    }
    return files;
}

// The project's own code that was read.
function modules() {
    return Object.keys(require.cache).filter(
        (f) => !f.startsWith(__dirname) && !/[\\/]node_modules[\\/]/.test(f) && path.isAbsolute(f) && /\.[mc]?[jt]sx?$/.test(f),
    );
}

function snapshotText(orm, loaded) {
    const { Snapshot } = require('./snapshot.cjs');
    const { objects, columnName } = require('./facts.cjs').collected(orm, loaded, request.casing || undefined);
    const tree = new Snapshot(orm, request.casing || undefined, objects, columnName).tree('@id@', '@prevId@');
    return JSON.stringify(tree, null, 2);
}

// Never a copy of our own: drizzle-orm prints the expressions, so it has to be the project's.
function ormOf(files) {
    for (const file of files) {
        const near = createRequire(file);
        let entry;
        try {
            entry = near.resolve('drizzle-orm');
        } catch {
            continue;
        }
        const { is, SQL, sql, getTableColumns } = near('drizzle-orm');
        const pg = near('drizzle-orm/pg-core');
        let casing = {};
        try {
            casing = near('drizzle-orm/casing');
        } catch {
            // older than casing
        }
        let version = '';
        try {
            version = JSON.parse(fs.readFileSync(path.join(path.dirname(entry), 'package.json'), 'utf8')).version;
        } catch {
            // an unusual layout: the version is only told
        }
        return { is, SQL, sql, getTableColumns, pg, version, toSnakeCase: casing.toSnakeCase, toCamelCase: casing.toCamelCase };
    }
    return null;
}

function config() {
    const file = hooks.asFile(path.resolve(request.directory, request.config)) || request.config;
    const exports = require(file);
    const value = exports && exports.__esModule ? exports.default : (exports && exports.default) || exports;
    if (value && typeof value.then === 'function')
        return { errors: [{ kind: 'config', file, line: 0, column: 0, message: 'the configuration is a promise', fix: 'Export an object.' }] };
    if (!value || typeof value !== 'object')
        return { errors: [{ kind: 'config', file, line: 0, column: 0, message: 'no configuration is exported', fix: 'Use `export default defineConfig({ … })`.' }] };
    return { config: JSON.parse(JSON.stringify(value, (k, v) => (typeof v === 'bigint' ? String(v) : v))) };
}

function ofObject({ error, ...rest }) {
    return error ? described(error, rest.file, rest.export) : { kind: 'schema', ...place(rest), message: rest.message, fix: rest.fix };
}

// The line of an export, found by its name.
function place({ file, export: name }) {
    let line = 0;
    if (file && name)
        try {
            const pattern = new RegExp(`\\bexport\\b.*\\b${name.replace(/\W/g, '\\$&')}\\b`);
            line = fs.readFileSync(file, 'utf8').split('\n').findIndex((l) => pattern.test(l)) + 1;
        } catch {
            // a name that is no word: the file is told
        }
    return { file: file || '', line, column: 0 };
}

function described(error, file, name) {
    const own = error && error.sluice;
    const message = String((error && error.message) || error).split('\nRequire stack:')[0];
    if (own) return { fix: '', message, ...own };
    const frame = userFrame(error);
    if (frame) return { kind: 'throw', ...frame, message: named(error, message), fix: '' };
    return { kind: 'throw', ...place({ file, export: name }), message: named(error, message), fix: '' };
}

function named(error, message) {
    return error && error.name && error.name !== 'Error' ? `${error.name}: ${message}` : message;
}

// The first line of the stack that is the project's own code.
function userFrame(error) {
    for (const line of String((error && error.stack) || '').split('\n')) {
        const at = /\(?(?:file:\/\/)?((?:\/|[A-Za-z]:[\\/])[^()]*?):(\d+)(?::(\d+))?\)?$/.exec(line.trim());
        if (!at || at[1].startsWith(__dirname) || /[\\/]node_modules[\\/]/.test(at[1])) continue;
        if (fs.existsSync(at[1])) return { file: at[1], line: +at[2], column: 0 };
    }
    return null;
}

function distinct(errors) {
    const seen = new Set();
    return errors.filter((e) => {
        const key = [e.file, e.line, e.message].join('\0');
        return !seen.has(key) && seen.add(key);
    });
}
