'use strict';
// The repair of one file's imports.
const { references } = require('./scope.cjs');
const { nameOf } = require('./syntax.cjs');
const { Splices, isSorted } = require('./splice.cjs');
const { isOrm, isRelative, importedName } = require('./modules.cjs');
const { CORES, PG_CORE } = require('./finder.cjs');
const { Pulled } = require('./pulled.cjs');
const tsconfig = require('./tsconfig.cjs');
const { TYPES, VALUES } = require('./globals.cjs');

class FileRepair {
    constructor(file, modules, finder, snapshot) {
        Object.assign(this, { file, modules, finder, snapshot });
        this.parsed = modules.read(file);
        this.splices = new Splices(this.parsed);
        this.problems = [];
        this.reasons = [];
        this.notes = [];
        this.scope = references(this.parsed);
        this.needs = needs(this.scope.free);
        this.added = []; // { module, name, local, type, at }
        this.imports = this.parsed.body.filter((n) => n.type === 'ImportDeclaration').map((node) => this.declaration(node));
    }

    declaration(node) {
        const spec = node.source.value;
        const to = this.modules.resolve(spec, this.file);
        return {
            node, spec, to, module: to.file || (to.package ? spec : null), gone: new Set(), added: [],
            isType: node.importKind === 'type' || node.importKind === 'typeof',
        };
    }

    run() {
        const pulled = new Pulled(this);
        pulled.replace();
        for (const i of this.imports) this.path(i);
        for (const node of this.parsed.body) if (node.source && node.type !== 'ImportDeclaration') this.exportPath(node);
        this.specifiers();
        this.missing();
        this.place();
        this.write();
        pulled.declare();
    }

    problem(node, message, fix) {
        this.problems.push({ kind: 'import', file: this.file, line: node.loc.start.line, column: node.loc.start.column + 1, message, fix });
    }

    reason(node, message) {
        this.reasons.push({ line: node.loc.start.line, message });
    }

    note(node, message) {
        this.notes.push({ kind: 'import', file: this.file, line: node.loc.start.line, column: node.loc.start.column + 1, message, fix: '' });
    }

    // Whether an export is what the code needs under that local name.
    fits(local) {
        const need = this.needs.get(local);
        return (what) => !need || ((!need.value || what.value) && (!need.query || what.value) && (!need.type || what.type));
    }

    namesOf(module) {
        if (!module) return { names: new Map(), open: false };
        if (isOrm(module)) return this.modules.ormExports(module, this.file);
        return this.imports.some((i) => i.to.file === module) || this.finder.known.has(module)
            ? this.modules.exports(module)
            : { names: new Map(), open: true };
    }

    isUsed(specifier) {
        return this.needs.has(specifier.local.name) || (specifier.local.name === 'React' && this.file.endsWith('x'));
    }

    // A path that leads nowhere.
    path(i) {
        if (i.module) return;
        const used = i.node.specifiers.filter((s) => this.isUsed(s));
        if (i.node.specifiers.length > 0 && used.length === 0) return;
        if (i.to.absent && isOrm(i.to.absent)) return this.ormPath(i, used);
        const names = used.filter((s) => s.type !== 'ImportNamespaceSpecifier').map((s) => [importedName(s), this.fits(s.local.name)]);
        const { file, several } = this.finder.meant(i.to, names, this.file);
        if (file) {
            i.module = file;
            i.newSpec = this.finder.spelled(file, this.file, this.finder.style(i.spec));
            this.reason(i.node, `'${i.spec}' leads nowhere: '${i.newSpec}'`);
        } else if (i.to.absent) i.module = i.spec; // a package that is not installed is not ours to judge
        else if (several) this.undecided(i, `'${i.spec}' leads nowhere, and it may mean ${several.map((s) => `'${s}'`).join(' or ')}.`, 'Write the one that is meant.');
        else if (used.length !== names.length || i.node.specifiers.some((s) => s.type !== 'ImportSpecifier') || names.length === 0)
            this.undecided(i, `'${i.spec}' leads nowhere.`, 'Write the path of the module.');
    }

    // `drizzle-orm/pgcore`: how it is written says which part is meant, else its names do.
    ormPath(i, used) {
        if (this.modules.resolve('drizzle-orm', this.file).absent) {
            if (!this.problems.some((p) => p.kind === 'no-orm')) this.problems.push({ kind: 'no-orm', file: this.file, line: i.node.loc.start.line, column: 0, message: '', fix: '' });
            i.module = i.spec;
            return;
        }
        const names = used.filter((s) => s.type === 'ImportSpecifier').map((s) => [importedName(s), this.fits(s.local.name)]);
        const part = this.finder.part(i.spec, names, this.file);
        if (part) {
            i.module = part;
            i.newSpec = part;
            this.reason(i.node, `drizzle-orm has no part '${i.spec}': '${part}'`);
        } else if (used.some((s) => s.type !== 'ImportSpecifier')) this.undecided(i, `drizzle-orm has no part '${i.spec}'.`, 'Write the one that is meant.');
    }

    undecided(i, message, fix) {
        this.problem(i.node.source, message, fix);
        i.module = i.spec;
    }

    exportPath(node) {
        const spec = node.source.value;
        const to = this.modules.resolve(spec, this.file);
        if (to.missing === undefined) return;
        const names = (node.specifiers || []).filter((s) => s.local).map((s) => [nameOf(s.local), () => true]);
        const { file, several } = this.finder.meant(to, names, this.file);
        if (file) {
            const meant = this.finder.spelled(file, this.file, this.finder.style(spec));
            this.splices.source(node.source, meant);
            this.reason(node, `'${spec}' leads nowhere: '${meant}'`);
        } else
            this.problem(
                node.source,
                `'${spec}' leads nowhere${several ? `, and it may mean ${several.map((s) => `'${s}'`).join(' or ')}` : ''}.`,
                'Write the path of the module.',
            );
    }

    // Keeps one import of each name, from where it comes.
    specifiers() {
        const byLocal = new Map();
        for (const i of this.imports)
            for (const s of i.node.specifiers) byLocal.set(s.local.name, [...(byLocal.get(s.local.name) || []), { i, s }]);
        for (const [local, all] of byLocal) {
            const unused = !this.isUsed(all[0].s);
            const kept = unused ? null : this.kept(local, all);
            for (const { i, s } of all) {
                if (kept && kept.s === s) continue;
                i.gone.add(s);
                this.reason(s, unused ? `${local} is not used` : `${local} is imported twice`);
            }
            if (kept) this.hold(local, kept);
        }
    }

    kept(local, all) {
        const good = all.filter(({ i, s }) => this.given(i, s));
        const origins = new Set(good.map(({ i, s }) => this.given(i, s).origin));
        if (origins.size > 1)
            this.problem(good[1].s, `${local} is imported from ${good.map((g) => `'${g.i.spec}'`).join(' and ')}, which are different things.`, 'Leave the one that is meant.');
        const runs = (this.needs.get(local) || {}).value;
        return good.find(({ i, s }) => !runs || !isType(i, s)) || good[0] || all[0];
    }

    // What a specifier's module gives for it; undefined where it gives nothing.
    given(i, s) {
        const name = importedName(s);
        if (i.module === null) return undefined;
        if (name === '*') return { value: true, type: true, origin: `${i.module}#*` };
        const { names, open } = this.namesOf(i.module);
        const what = names.get(name);
        if (what && this.fits(s.local.name)(what)) return what;
        return !what && open ? { value: true, type: true, origin: `${i.module}#${name}` } : undefined;
    }

    hold(local, { i, s }) {
        const what = this.given(i, s);
        const foreign = CORES.includes(i.spec) && this.isForeign(i);
        if (what && !foreign) return this.kind(local, i, s, what);
        if (i.module === i.spec && !isOrm(i.spec)) return; // reported already, or trusted
        if (importedName(s) === 'default') {
            this.problem(s, `'${i.spec}' has no default export.`, 'Import the name that is meant.');
            return;
        }
        const from = this.find(importedName(s), local, foreign ? [PG_CORE] : undefined);
        if (!from.module) {
            const where = i.module === null ? `'${i.spec}' leads nowhere, and ` : `'${i.spec}' does not export ${importedName(s)}, and `;
            this.problem(
                s,
                where + (from.several ? `several modules do: ${from.several.map((m) => `'${m}'`).join(', ')}.` : `no other module of the project exports ${i.module === null ? importedName(s) : 'it'}.`),
                from.several ? 'Import it from the one that is meant.' : 'Declare it, or correct its name.',
            );
            return;
        }
        i.gone.add(s);
        this.added.push({ module: from.module, name: importedName(s), local, type: !this.runs(local, from.what) && isType(i, s), at: s, from: i });
    }

    // A core of another database whose every name PostgreSQL's has as well.
    isForeign(i) {
        const { names } = this.namesOf(PG_CORE);
        return i.node.specifiers.every((s) => !this.isUsed(s) || names.has(importedName(s)));
    }

    runs(local, what) {
        const need = this.needs.get(local) || { value: true };
        return need.value || need.probe || (need.either && what.value);
    }

    // `type` goes where the code runs the name, and comes where the compiler insists.
    kind(local, i, s, what) {
        const runs = this.runs(local, what);
        if (isType(i, s) && runs && what.value) {
            this.reason(s, `${local} is needed when the code runs, so it can't be a type import`);
            if (i.isType) i.untype = true;
            else this.splices.replace(s.start, s.imported.start, '');
        } else if (!isType(i, s) && !what.value && s.type === 'ImportSpecifier' && tsconfig.isVerbatim(this.file)) {
            this.reason(s, `${local} is a type, which has to be said under verbatimModuleSyntax`);
            this.splices.mark(s);
        } else if (isType(i, s) && i.isType && s.type === 'ImportSpecifier') (i.types ||= []).push(s);
    }

    find(name, local, only) {
        const liked = this.imports.filter((i) => i.module && i.node.specifiers.some((s) => !i.gone.has(s))).map((i) => i.module);
        if (only && this.namesOf(only[0]).names.has(name)) return { module: only[0], what: this.namesOf(only[0]).names.get(name) };
        return this.finder.find(name, this.fits(local), this.file, liked);
    }

    // Names that the code uses and nothing brings.
    missing() {
        const there = new Set(this.imports.flatMap((i) => i.node.specifiers.map((s) => s.local.name)));
        for (const [name, need] of this.needs) {
            if (there.has(name) || VALUES.has(name) || name in globalThis) continue;
            const runs = need.value || need.either;
            if (!runs && TYPES.has(name)) continue;
            const from = this.find(name, name);
            if (from.module) {
                const type = !this.runs(name, from.what) && (!from.what.value || !this.imports.some((i) => i.module === from.module && !i.isType));
                this.added.push({ module: from.module, name, local: name, type: type && this.marksTypes(), at: need.at });
            } else if (from.several)
                this.problem(need.at, `${name} is not imported, and several modules export it: ${from.several.map((m) => `'${m}'`).join(', ')}.`, 'Import it from the one that is meant.');
            else if (runs && !need.probe) this.problem(need.at, `${name} is not declared, and no module of the project exports it.`, 'Declare it, import it, or correct its name.');
        }
    }

    marksTypes() {
        const plain = this.imports.some((i) => i.node.specifiers.some((s) => !isType(i, s) && this.isPureType(i, s)));
        return !plain || tsconfig.isVerbatim(this.file);
    }

    isPureType(i, s) {
        const what = this.given(i, s);
        return Boolean(what) && !what.value;
    }

    // Decides which declaration takes each name that comes: one of its module, the one it stood in, or a new one.
    place() {
        for (const i of this.imports) this.redirect(i);
        const order = new Map();
        for (const a of this.added.sort((x, y) => x.at.start - y.at.start)) {
            const there = this.host(a);
            if (there) there.added.push(a);
            else order.set(a.module, [...(order.get(a.module) || []), a]);
            this.reason(a.at, a.from ? `${a.local} comes from '${this.spell(a.module)}', not '${a.from.spec}'` : `${a.local} is not imported: '${this.spell(a.module)}' exports it`);
        }
        this.fresh = order;
    }

    // All that is left of a declaration goes to one other module, which has no declaration yet: only its source changes.
    redirect(i) {
        const own = this.added.filter((a) => a.from === i);
        const targets = new Set(own.map((a) => a.module));
        if (targets.size !== 1 || i.node.specifiers.some((s) => !i.gone.has(s))) return;
        const [module] = targets;
        if (this.imports.some((o) => o !== i && o.module === module && this.takes(o, own[0]))) return;
        i.module = module;
        i.newSpec = isOrm(module) || !isRelative(i.spec) ? this.spell(module) : this.finder.spelled(module, this.file, this.finder.style(i.spec));
        for (const a of own) {
            i.gone.delete(a.at);
            this.reason(a.at, `${a.local} comes from '${i.newSpec}', not '${i.spec}'`);
            this.kind(a.local, i, a.at, this.namesOf(module).names.get(a.name) || { value: true, type: true });
        }
        this.added = this.added.filter((a) => a.from !== i);
    }

    takes(i, a) {
        return (!i.isType || i.untype || a.type) && !i.node.specifiers.some((s) => s.type === 'ImportNamespaceSpecifier' && !i.gone.has(s)) && i.node.specifiers.length > 0;
    }

    host(a) {
        const all = this.imports.filter((i) => i.module === a.module && this.takes(i, a));
        return all.find((i) => i.isType === a.type) || all[0];
    }

    spell(module) {
        if (!this.finder.known.has(module)) return module;
        const near = this.imports.filter((i) => i.module !== module && this.finder.known.has(i.module)).map((i) => i.newSpec || i.spec);
        const far = near.length > 0 ? near : this.finder.files.flatMap((f) => this.modules.read(f).body.filter((n) => n.source && this.modules.resolve(n.source.value, f).file).map((n) => n.source.value));
        const style = far.length > 0 ? this.finder.style(far.find((s) => isRelative(s)) || far[0]) : { alias: false, extension: '' };
        return this.finder.spelled(module, this.file, { ...style, index: false });
    }

    write() {
        const dead = [];
        for (const i of this.imports) {
            if (i.newSpec) this.splices.source(i.node.source, i.newSpec);
            if (i.untype) this.untype(i);
            const emptied = i.node.specifiers.length > 0 && i.node.specifiers.every((s) => i.gone.has(s)) && i.added.length === 0;
            if (emptied) dead.push(i.node);
            else if (i.gone.size > 0 || i.added.length > 0)
                this.splices.list(i.node, i.gone, i.added.map((a) => written(a, i.isType && !i.untype)));
        }
        this.declare(dead);
        this.splices.removeDeclarations(dead);
    }

    // What stays a type in a declaration that is no `import type` any more says so itself.
    untype(i) {
        this.splices.untype(i.node);
        for (const s of i.types || []) if (this.isPureType(i, s)) this.splices.mark(s);
    }

    declare(dead) {
        this.alive = this.imports.filter((i) => !dead.includes(i.node)).map((i) => ({ node: i.node, spec: i.newSpec || i.spec }));
        const [quote, end] = [this.splices.quote(), this.splices.semicolon()];
        const lines = [];
        for (const [module, all] of this.fresh) {
            const spec = this.spell(module);
            const types = all.every((a) => a.type);
            const names = all.map((a) => written(a, types));
            const line = `import ${types ? 'type ' : ''}{ ${names.join(', ')} } from ${quote}${spec}${quote}${end}`;
            const { after, before } = this.anchor(this.alive, spec);
            if (after) this.splices.after(after.node, line);
            else if (before) this.splices.before(before.node, line);
            else lines.push(line);
        }
        this.begin(lines, dead);
    }

    // In a file that keeps none of its imports.
    begin(lines, dead) {
        if (lines.length === 0) return;
        const text = lines.join(this.splices.eol);
        if (dead.length > 0) this.splices.before(dead[0], text);
        else this.splices.first(text);
    }

    // Statements that stand behind the imports.
    behindImports(lines) {
        const last = this.alive[this.alive.length - 1];
        const text = lines.join(this.splices.eol);
        if (last) this.splices.after(last.node, this.splices.eol + text);
        else if (this.imports.length > 0) this.splices.before(this.imports[0].node, this.splices.eol + text);
        else this.splices.first(text);
    }

    anchor(alive, spec) {
        const rank = (s) => (isRelative(s) ? 2 : tsconfig.isAlias(s, this.file) ? 1 : 0);
        const same = alive.filter((i) => rank(i.spec) === rank(spec));
        if (isSorted(same.map((i) => i.spec))) {
            const later = same.find((i) => i.spec.toLowerCase() > spec.toLowerCase());
            if (later) return { before: later };
        }
        const earlier = alive.filter((i) => rank(i.spec) <= rank(spec));
        return { after: earlier[earlier.length - 1], before: alive[0] };
    }
}

function isType(i, s) {
    return i.isType || s.importKind === 'type' || s.importKind === 'typeof';
}

function written({ name, local, type }, inTypes) {
    return (type && !inTypes ? 'type ' : '') + (name === local ? name : `${name} as ${local}`);
}

function needs(free) {
    const all = new Map();
    for (const { name, kind, node } of free) {
        if (!all.has(name)) all.set(name, { at: node, nodes: [] });
        all.get(name)[kind] = true;
        all.get(name).nodes.push(node);
    }
    return all;
}

module.exports = { FileRepair };
