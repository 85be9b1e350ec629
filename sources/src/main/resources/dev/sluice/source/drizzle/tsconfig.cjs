'use strict';
// `paths` and `baseUrl` of the tsconfig.json (or jsconfig.json) above a file, with `extends` and
// project references.
const fs = require('fs');
const path = require('path');
const Module = require('module');

const byDirectory = new Map();

function fileFor(importer) {
    return nearest(path.dirname(importer));
}

function nearest(directory) {
    if (byDirectory.has(directory)) return byDirectory.get(directory);
    let found = null;
    for (const name of ['tsconfig.json', 'jsconfig.json'])
        if (!found && fs.existsSync(path.join(directory, name))) found = path.join(directory, name);
    if (!found && path.dirname(directory) !== directory) found = nearest(path.dirname(directory));
    byDirectory.set(directory, found);
    return found;
}

const read = new Map();
function aliases(file) {
    if (read.has(file)) return read.get(file);
    read.set(file, []);
    const own = withExtends(file, new Set());
    const list = own && (own.paths || own.baseUrl) ? [own] : [];
    for (const reference of (own && own.references) || []) {
        const target = path.resolve(path.dirname(file), reference.path || '.');
        const config = target.endsWith('.json') ? target : path.join(target, 'tsconfig.json');
        if (fs.existsSync(config)) list.push(...aliases(config));
    }
    read.set(file, list);
    return list;
}

// The settings in force: those of `file` over those it extends; paths are relative to where they
// are written, or to the baseUrl in force.
function withExtends(file, seen) {
    if (seen.has(file)) return {};
    seen.add(file);
    const json = parse(fs.readFileSync(file, 'utf8'), file);
    const directory = path.dirname(file);
    let result = {};
    for (const parent of [].concat(json.extends || [])) {
        const target = extended(parent, file);
        if (target) result = { ...result, ...withExtends(target, seen) };
    }
    delete result.references;
    const options = json.compilerOptions || {};
    const placed = (p) => path.resolve(directory, p.replace('${configDir}', directory));
    if (options.baseUrl !== undefined) result.baseUrl = placed(options.baseUrl);
    if (options.paths) {
        result.paths = options.paths;
        result.pathsBase = directory;
    }
    if (options.verbatimModuleSyntax !== undefined) result.verbatim = options.verbatimModuleSyntax;
    if (json.references) result.references = json.references;
    return result;
}

function extended(parent, file) {
    const directory = path.dirname(file);
    if (/^\.\.?([\\/]|$)/.test(parent) || path.isAbsolute(parent)) {
        const base = path.resolve(directory, parent);
        return [base, base + '.json', path.join(base, 'tsconfig.json')].find((f) => isFile(f)) || null;
    }
    for (const folder of Module._nodeModulePaths(directory)) {
        const base = path.join(folder, parent);
        const hit = [base, base + '.json', path.join(base, 'tsconfig.json')].find((f) => isFile(f));
        if (hit) return hit;
    }
    return null;
}

function isFile(f) {
    try {
        return fs.statSync(f).isFile();
    } catch {
        return false;
    }
}

// JSON with comments and trailing commas.
function parse(text, file) {
    const clean = text
        .replace(/^\uFEFF/, '')
        .replace(/("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (all, string) => string || '')
        .replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, (all, string) => string || '');
    try {
        return JSON.parse(clean);
    } catch (error) {
        const wrong = new SyntaxError(error.message);
        wrong.sluice = { file, line: 0, column: 0, kind: 'tsconfig' };
        throw wrong;
    }
}

// Where `request` of `importer` may be, best first.
function candidates(request, importer) {
    const file = nearest(path.dirname(importer));
    if (!file) return [];
    const found = [];
    for (const { paths, pathsBase, baseUrl } of aliases(file)) {
        const base = baseUrl || pathsBase;
        const patterns = Object.keys(paths || {}).sort((a, b) => prefix(b) - prefix(a));
        for (const pattern of patterns) {
            const star = match(pattern, request);
            if (star !== null)
                for (const target of paths[pattern])
                    found.push(path.resolve(base, target.replace('${configDir}', path.dirname(file)).replace('*', () => star)));
        }
        if (baseUrl && /^[\w@]/.test(request) && !Module.builtinModules.includes(request)) found.push(path.resolve(baseUrl, request));
    }
    return found;
}

function prefix(pattern) {
    return pattern.includes('*') ? pattern.indexOf('*') : Infinity;
}

function match(pattern, request) {
    const at = pattern.indexOf('*');
    if (at < 0) return pattern === request ? '' : null;
    const before = pattern.slice(0, at);
    const after = pattern.slice(at + 1);
    return request.length >= before.length + after.length && request.startsWith(before) && request.endsWith(after)
        ? request.slice(before.length, request.length - after.length)
        : null;
}

// How `importer` may call the module `target` (a file without its extension) by an alias, best first.
function spellings(target, importer) {
    const file = nearest(path.dirname(importer));
    if (!file) return [];
    const found = [];
    for (const { paths, pathsBase, baseUrl } of aliases(file)) {
        const patterns = Object.keys(paths || {}).sort((a, b) => prefix(b) - prefix(a));
        for (const pattern of patterns)
            for (const place of paths[pattern]) {
                const whole = path.resolve(baseUrl || pathsBase, place.replace('${configDir}', path.dirname(file)));
                const star = match(whole, target);
                if (star !== null) found.push(pattern.replace('*', () => star));
            }
    }
    return found;
}

// Whether `request` is written by a pattern of `paths` that says more than `*`.
function isAlias(request, importer) {
    const file = nearest(path.dirname(importer));
    return Boolean(file) && aliases(file).some((a) => Object.keys(a.paths || {}).some((p) => p !== '*' && match(p, request) !== null));
}

// Whether imports of types have to say so.
function isVerbatim(importer) {
    const file = nearest(path.dirname(importer));
    return Boolean(file) && withExtends(file, new Set()).verbatim === true;
}

module.exports = { candidates, fileFor, parse, spellings, isAlias, isVerbatim };
