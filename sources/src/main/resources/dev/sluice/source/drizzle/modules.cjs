'use strict';
// What the modules of a project export, read from their text; of drizzle-orm also what it really gives at run time.
const fs = require('fs');
const path = require('path');
const Module = require('module');
const { createRequire } = require('module');
const { read, declared, nameOf, isDeclaration } = require('./syntax.cjs');
const hooks = require('./hooks.cjs');
const tsconfig = require('./tsconfig.cjs');

const CODE = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
const ORM = 'drizzle-orm';

function isOrm(spec) {
    return spec === ORM || spec.startsWith(ORM + '/');
}

function isRelative(spec) {
    return spec === '.' || spec === '..' || spec.startsWith('./') || spec.startsWith('../');
}

function bare(file) {
    const extension = CODE.find((e) => file.endsWith(e));
    return extension ? file.slice(0, -extension.length) : file;
}

// What drizzle-orm gives, by the file that its part resolves to.
const parts = new Map();

class Modules {
    constructor() {
        this.parsed = new Map();
        this.exported = new Map();
    }

    read(file) {
        if (!this.parsed.has(file)) this.parsed.set(file, read(file));
        return this.parsed.get(file);
    }

    // { file } of the project; { package } that is trusted to be what it is called; { missing } with the place where a
    // file of the project should be; { absent } for a package that is not installed.
    resolve(spec, importer) {
        if (hooks.virtualName(spec)) return { package: spec };
        if (isRelative(spec) || path.isAbsolute(spec)) {
            const place = path.resolve(path.dirname(importer), spec);
            const hit = hooks.asFile(place);
            if (hit) return { file: hit };
            return fs.existsSync(place) ? { package: spec } : { missing: place };
        }
        const places = tsconfig.candidates(spec, importer);
        for (const place of places) {
            const hit = hooks.asFile(place);
            if (hit) return { file: hit };
        }
        if (tsconfig.isAlias(spec, importer)) return { missing: places[0] };
        return isKnown(spec, importer) ? { package: spec } : { absent: spec };
    }

    // Map of name -> { value, type, origin }; `open` where the text does not tell every name.
    exports(file) {
        if (!this.exported.has(file)) {
            const all = { names: new Map(), open: false };
            this.exported.set(file, all);
            if (!CODE.some((e) => file.endsWith(e)) || file.includes(`${path.sep}node_modules${path.sep}`) && !isDeclaration(file))
                all.open = true;
            else
                try {
                    this.fill(all, this.read(file));
                } catch (error) {
                    if (!error.sluice) throw error;
                    all.open = true; // whoever repairs that file is told
                }
        }
        return this.exported.get(file);
    }

    fill(all, { file, body }) {
        const imports = importsOf(body);
        const own = new Map();
        for (const statement of body) {
            const node = (statement.type === 'ExportNamedDeclaration' && statement.declaration) || statement;
            for (const d of declared(node)) join(own, d.name, { ...d, origin: `${file}#${d.name}` });
        }
        const put = (name, what) => what && join(all.names, name, what);
        const stars = [];
        let isModule = false;
        for (const node of body) {
            isModule ||= node.type.startsWith('Export') || node.type === 'ImportDeclaration';
            if (node.type === 'TSExportAssignment') all.open = true;
            if (node.type === 'ExportDefaultDeclaration') put('default', { value: true, type: true, origin: `${file}#default` });
            if (node.type === 'ExportAllDeclaration') stars.push(node.source.value);
            if (node.type !== 'ExportNamedDeclaration') continue;
            if (node.declaration) for (const d of declared(node.declaration)) put(d.name, own.get(d.name));
            for (const s of node.specifiers) {
                const name = nameOf(s.exported);
                if (s.type === 'ExportNamespaceSpecifier') put(name, { value: true, type: true, origin: `${file}#${name}` });
                else {
                    const local = nameOf(s.local);
                    const from = node.source ? { source: node.source.value, name: local } : imports.get(local);
                    const what = from ? this.through(from, file, name) : own.get(local) || unknown(file, name);
                    put(name, (s.exportKind || node.exportKind) === 'type' ? { ...what, value: false } : what);
                }
            }
        }
        if (!isModule && !isDeclaration(file)) all.open = true;
        for (const source of stars) this.star(all, source, file);
    }

    star(all, source, file) {
        const from = this.module(source, file);
        if (!from) {
            all.open = true;
            return;
        }
        const theirs = this.namesOf(from, file);
        all.open ||= theirs.open;
        for (const [name, what] of theirs.names) if (name !== 'default' && !all.names.has(name)) all.names.set(name, what);
    }

    // What another module's export is that this one gives on.
    through({ source, name }, file, exported) {
        const from = name === '*' ? null : this.module(source, file);
        return (from && this.namesOf(from, file).names.get(name)) || unknown(file, exported);
    }

    // A module by one spelling: a file of the project, or drizzle-orm.
    module(spec, importer) {
        if (isDeclaration(importer)) return isRelative(spec) ? twin(path.resolve(path.dirname(importer), spec)) : null;
        const to = this.resolve(spec, importer);
        return to.file || (to.package && isOrm(spec) ? spec : null);
    }

    namesOf(module, importer) {
        return isOrm(module) ? this.ormExports(module, importer) : this.exports(module);
    }

    ormExports(spec, importer) {
        const near = createRequire(importer);
        let entry;
        try {
            entry = near.resolve(spec);
        } catch {
            return { names: new Map(), open: true };
        }
        if (!parts.has(entry)) parts.set(entry, this.given(entry, () => near(spec)));
        return parts.get(entry);
    }

    // Values are what `require` gives; types come from the declarations beside it.
    given(entry, load) {
        const all = { names: new Map(), open: false };
        try {
            const given = load();
            for (const name of Object.keys(given)) all.names.set(name, { value: true, type: true, origin: given[name] ?? `${entry}#${name}` });
        } catch {
            all.open = true; // it needs a driver that is not installed: its names are trusted
            return all;
        }
        const types = twin(entry);
        all.open = !types;
        for (const [name, what] of types ? this.exports(types).names : [])
            if (!all.names.has(name)) all.names.set(name, { value: false, type: true, origin: what.origin });
            else if (!what.type) all.names.get(name).type = false;
        return all;
    }
}

function unknown(file, name) {
    return { value: true, type: true, origin: `${file}#${name}` };
}

function join(map, name, { value, type, origin }) {
    const there = map.get(name);
    map.set(name, there ? { value: there.value || value, type: there.type || type, origin: there.origin } : { value, type, origin });
}

function importsOf(body) {
    const all = new Map();
    for (const node of body)
        if (node.type === 'ImportDeclaration')
            for (const s of node.specifiers) all.set(s.local.name, { source: node.source.value, name: importedName(s) });
    return all;
}

function importedName(specifier) {
    if (specifier.type === 'ImportDefaultSpecifier') return 'default';
    return specifier.type === 'ImportNamespaceSpecifier' ? '*' : nameOf(specifier.imported);
}

// The declarations beside a module that is written in JavaScript.
function twin(file) {
    for (const [code, types] of [['.cjs', '.d.cts'], ['.mjs', '.d.mts'], ['.js', '.d.ts']])
        if (file.endsWith(code)) {
            const beside = file.slice(0, -code.length) + types;
            return fs.existsSync(beside) ? beside : null;
        }
    return null;
}

function isKnown(spec, importer) {
    if (spec.startsWith('#') || Module.builtinModules.includes(spec)) return true;
    const parts = spec.split('/');
    if (parts[0].includes(':')) return true;
    const folder = parts.slice(0, parts[0].startsWith('@') ? 2 : 1).join(path.sep);
    if (isOrm(spec))
        try {
            createRequire(importer).resolve(spec);
            return true;
        } catch {
            return false;
        }
    return Module._nodeModulePaths(path.dirname(importer)).some((m) => fs.existsSync(path.join(m, folder)));
}

module.exports = { Modules, isOrm, isRelative, bare, importedName, CODE };
