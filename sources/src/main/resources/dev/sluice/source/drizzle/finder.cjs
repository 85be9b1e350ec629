'use strict';
// Finds the module of a project that exports a name, and how another module calls it.
const fs = require('fs');
const path = require('path');
const hooks = require('./hooks.cjs');
const tsconfig = require('./tsconfig.cjs');
const { isOrm, isRelative, bare, CODE } = require('./modules.cjs');
const { isDeclaration } = require('./syntax.cjs');

const CORES = ['mysql-core', 'sqlite-core', 'singlestore-core', 'gel-core'].map((c) => 'drizzle-orm/' + c);
const PG_CORE = 'drizzle-orm/pg-core';
const NEAR = 2; // slips of the key that still are the same name
const FOLDERS = new Set(['node_modules', '.git']);
const MOST_FOLDERS = 500;

class Finder {
    constructor(modules, files) {
        this.modules = modules;
        this.files = files;
        this.orm = [PG_CORE, 'drizzle-orm', 'drizzle-orm/relations'];
        this.elsewhere = new Map(); // name -> what the project's files import it from
        this.known = this.reached();
    }

    // The schema's own files, what they import, all the way, and what lies beside them: that is only looked at, because it
    // may import a whole application.
    reached() {
        const known = new Set();
        const queue = [...this.files];
        for (let file; (file = queue.shift()); ) {
            if (!this.isNew(file, known)) continue;
            for (const node of this.modules.read(file).body) if (node.source) this.follow(node, file, queue);
        }
        for (const file of this.files.flatMap((f) => listed(path.dirname(f)))) this.isNew(file, known);
        return known;
    }

    isNew(file, known) {
        if (known.has(file) || !CODE.some((e) => file.endsWith(e)) || file.includes(`${path.sep}node_modules${path.sep}`)) return false;
        try {
            this.modules.read(file);
        } catch (error) {
            if (error.sluice) return false; // not a schema's file, or it was told already
            throw error;
        }
        known.add(file);
        return true;
    }

    follow(node, file, queue) {
        const spec = node.source.value;
        if (isOrm(spec) && !CORES.includes(spec) && !this.orm.includes(spec)) this.orm.push(spec);
        const to = this.modules.resolve(spec, file);
        if (to.file) queue.push(to.file);
        if (!to.package || isOrm(spec) || node.type !== 'ImportDeclaration') return;
        for (const s of node.specifiers)
            if (s.type === 'ImportSpecifier' && s.imported.name === s.local.name)
                this.elsewhere.set(s.local.name, (this.elsewhere.get(s.local.name) || new Set()).add(spec));
    }

    // { module, what } | { several: [module] } | { none: true }: where `name` comes from; `liked` are the modules that
    // the importer has imports of.
    find(name, fits, importer, liked) {
        const groups = new Map();
        for (const module of [...this.orm, ...this.known]) {
            if (module === importer || (isOrm(module) && this.modules.resolve(module, importer).absent)) continue;
            const what = this.modules.namesOf(module, importer).names.get(name);
            if (!what || !fits(what)) continue;
            if (!groups.has(what.origin)) groups.set(what.origin, []);
            groups.get(what.origin).push({ module, what });
        }
        if (groups.size > 1) return { several: [...groups.values()].map((g) => this.shown(g[0].module, importer)) };
        if (groups.size === 0) return this.others(name);
        const [[origin, places]] = groups;
        const home = (p) => typeof origin === 'string' && origin.startsWith(p.module + '#');
        const first = liked.find((m) => places.some((p) => p.module === m));
        return places.find((p) => p.module === first) || places.find(home) || best(places);
    }

    others(name) {
        const specs = [...(this.elsewhere.get(name) || [])];
        return specs.length === 1 ? { module: specs[0], what: { value: true, type: true } } : { none: true };
    }

    shown(module, importer) {
        return isOrm(module) ? module : this.spelled(module, importer, { alias: false, extension: '' });
    }

    // The file that an import meant whose path leads nowhere: it exports every name, and of several its path is nearest.
    meant({ missing, absent }, names, importer) {
        const place = missing || absent;
        const fitting = [];
        for (const file of new Set([...this.known, ...(missing ? around(missing) : [])])) {
            if (file === importer) continue;
            const exports = this.modules.exports(file);
            const all = names.every(([name, fits]) => exports.names.has(name) && fits(exports.names.get(name)));
            const far = distance(lastName(place), lastName(file));
            if (!all || ((names.length === 0 || absent) && far > NEAR)) continue;
            fitting.push({ file, far: missing ? distance(path.relative(path.dirname(importer), missing), path.relative(path.dirname(importer), withoutIndex(file))) : far });
        }
        fitting.sort((a, b) => a.far - b.far);
        if (fitting.length === 0) return {};
        const nearest = fitting.filter((f) => f.far === fitting[0].far);
        if (nearest.length === 1 && (fitting.length === 1 || nearest[0].far <= NEAR)) return { file: nearest[0].file };
        const home = fitting.filter(({ file }) => names.length > 0 && names.every(([name]) => this.modules.exports(file).names.get(name).origin.startsWith(file + '#')));
        if (home.length === 1) return { file: home[0].file };
        return { several: fitting.map((f) => this.shown(f.file, importer)) };
    }

    // The part of drizzle-orm that is written almost so and gives all the names.
    part(spec, names, importer) {
        const fits = (part) => {
            const given = this.modules.ormExports(part, importer).names;
            return names.every(([name, fit]) => given.has(name) && fit(given.get(name)));
        };
        const near = this.orm.filter((part) => distance(part, spec) <= NEAR && !this.modules.resolve(part, importer).absent && fits(part));
        return near.length === 1 ? near[0] : null;
    }

    // The text between the quotes that leads from `importer` to the module.
    spelled(module, importer, { alias, extension, index }) {
        if (!this.known.has(module) && !path.isAbsolute(module)) return module;
        const target = bare(module);
        const tail = extension === 'own' ? module.slice(target.length) : extension;
        const shorter = !tail && !index && path.basename(target) === 'index' ? path.dirname(target) : target;
        if (alias)
            for (const stem of [shorter, target])
                for (const spelling of tsconfig.spellings(stem, importer)) if (!this.modules.resolve(spelling, importer).missing) return spelling + tail;
        let relative = path.relative(path.dirname(importer), shorter).split(path.sep).join('/');
        if (!relative) relative = '.';
        return (relative.startsWith('.') ? relative : './' + relative) + tail;
    }

    // How a specifier is written: by an alias, with which extension, with `index` said.
    style(spec) {
        const code = CODE.find((e) => spec.endsWith(e)) || '';
        return { alias: !isRelative(spec), extension: code.startsWith('.ts') ? 'own' : code, index: path.basename(bare(spec)) === 'index' };
    }
}

// A package's root speaks for its parts, and fewer steps are better.
function best(places) {
    const orm = places.find((p) => p.module === 'drizzle-orm');
    return orm || places.slice().sort((a, b) => a.module.length - b.module.length)[0];
}

function listed(folder) {
    let entries;
    try {
        entries = fs.readdirSync(folder, { withFileTypes: true });
    } catch {
        return [];
    }
    return entries
        .filter((e) => e.isFile() && CODE.some((c) => e.name.endsWith(c)) && !isDeclaration(e.name))
        .map((e) => hooks.asFile(path.join(folder, e.name)))
        .filter((f) => f);
}

// Files of about that name, near where it should be.
function around(place) {
    let folder = path.dirname(place);
    while (!fs.existsSync(folder)) folder = path.dirname(folder);
    const found = [];
    const queue = [folder];
    for (let seen = 0; queue.length > 0 && seen < MOST_FOLDERS; seen++) {
        const next = queue.shift();
        found.push(...listed(next).filter((f) => distance(lastName(f), lastName(place)) <= NEAR));
        let entries = [];
        try {
            entries = fs.readdirSync(next, { withFileTypes: true });
        } catch {
            // not ours to read
        }
        for (const e of entries) if (e.isDirectory() && !FOLDERS.has(e.name)) queue.push(path.join(next, e.name));
    }
    return found;
}

function withoutIndex(file) {
    const target = bare(file);
    return path.basename(target) === 'index' ? path.dirname(target) : target;
}

function lastName(file) {
    return path.basename(withoutIndex(file));
}

// Levenshtein's.
function distance(a, b) {
    let row = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i++) {
        const next = [i];
        for (let j = 1; j <= b.length; j++)
            next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
        row = next;
    }
    return row[b.length];
}

module.exports = { Finder, CORES, PG_CORE };
