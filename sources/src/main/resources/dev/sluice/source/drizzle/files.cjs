'use strict';
// What drizzle-kit would find: files, directories (one level) and patterns, and `.env`.
const fs = require('fs');
const path = require('path');

const CODE = /\.(ts|tsx|mts|cts|js|jsx|mjs|cjs)$/;
const collator = new Intl.Collator('en');

function schemaFiles(entries, cwd) {
    const found = [];
    const wanted = entries.filter((e) => !e.startsWith('!'));
    const refused = entries.filter((e) => e.startsWith('!')).map((e) => regex(normal(e.slice(1), cwd)));
    for (const entry of wanted)
        for (const file of expand(normal(entry, cwd)))
            if (!refused.some((r) => r.test(slashes(file))) && !found.includes(file)) found.push(file);
    return found;
}

function normal(entry, cwd) {
    return slashes(path.resolve(cwd, entry));
}

function slashes(file) {
    return path.sep === '\\' ? file.replaceAll('\\', '/') : file;
}

function expand(entry) {
    const stat = fs.statSync(entry, { throwIfNoEntry: false });
    if (stat && stat.isFile()) return [fs.realpathSync(entry)];
    if (stat && stat.isDirectory()) return directory(entry);
    if (!/[*?[{]/.test(entry)) return [];
    const fixed = entry.split('/');
    const at = fixed.findIndex((part) => /[*?[{]/.test(part));
    const matches = regex(entry);
    const hits = walk(fixed.slice(0, at).join('/') || '/').filter((f) => matches.test(slashes(f)));
    hits.sort((a, b) => collator.compare(a, b));
    return hits.flatMap((f) => (fs.statSync(f).isDirectory() ? directory(f) : [fs.realpathSync(f)]));
}

function directory(folder) {
    return fs
        .readdirSync(folder)
        .map((f) => path.join(folder, f))
        .filter((f) => CODE.test(f) && !/\.d\.[mc]?ts$/.test(f) && fs.statSync(f).isFile())
        .map((f) => fs.realpathSync(f));
}

function walk(folder, hits = []) {
    let entries;
    try {
        entries = fs.readdirSync(folder, { withFileTypes: true });
    } catch {
        return hits;
    }
    for (const entry of entries) {
        if (entry.name === 'node_modules' || entry.name === '.git') continue;
        const file = path.join(folder, entry.name);
        hits.push(file);
        if (entry.isDirectory()) walk(file, hits);
    }
    return hits;
}

function regex(pattern) {
    let out = '';
    let depth = 0;
    for (let i = 0; i < pattern.length; i++) {
        const c = pattern[i];
        if (c === '*' && pattern[i + 1] === '*') {
            i++;
            if (pattern[i + 1] === '/') {
                i++;
                out += '(?:(?!\\.)[^/]+/)*';
            } else out += '.*';
        } else if (c === '*') out += pattern[i - 1] === '/' ? '(?!\\.)[^/]*' : '[^/]*';
        else if (c === '?') out += '[^/]';
        else if (c === '[') {
            const end = pattern.indexOf(']', i + 2);
            if (end < 0) out += '\\[';
            else {
                out += '[' + pattern.slice(i + 1, end).replace(/^!/, '^') + ']';
                i = end;
            }
        } else if (c === '{') {
            depth++;
            out += '(?:';
        } else if (c === '}' && depth > 0) {
            depth--;
            out += ')';
        } else if (c === ',' && depth > 0) out += '|';
        else out += c.replace(/[.+^$()|[\]\\{}]/, '\\$&');
    }
    return new RegExp('^' + out + ')'.repeat(depth) + '$');
}

// `.env` of the current directory; what the environment already holds wins.
function environment(cwd) {
    const file = path.join(cwd, '.env');
    if (!fs.existsSync(file)) return;
    const line = /^\s*(?:export\s+)?([\w.-]+)\s*[=:]\s*('(?:\\'|[^'])*'|"(?:\\"|[^"])*"|`(?:\\`|[^`])*`|[^#\r\n]*)?\s*(?:#.*)?$/gm;
    const text = fs.readFileSync(file, 'utf8').replace(/\r\n?/g, '\n');
    for (let m; (m = line.exec(text)); ) {
        let value = (m[2] || '').trim();
        const quote = /^(['"`])([\s\S]*)\1$/.exec(value);
        if (quote) value = quote[1] === '"' ? quote[2].replace(/\\n/g, '\n').replace(/\\r/g, '\r') : quote[2];
        if (process.env[m[1]] === undefined) process.env[m[1]] = value;
    }
}

module.exports = { schemaFiles, environment };
