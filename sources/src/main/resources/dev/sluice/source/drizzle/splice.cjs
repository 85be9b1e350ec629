'use strict';
// Changes in a module's import statements as replacements of single places: all other text stays byte for byte.

class Splices {
    constructor({ text, comments, body, directives }) {
        Object.assign(this, { text, comments, body, directives, edits: [] });
        this.eol = text.includes('\r\n') ? '\r\n' : '\n';
    }

    replace(start, end, text) {
        this.edits.push({ start, end, text });
    }

    // Insertions come before what is replaced from the same place on, in the order in which they were made.
    sorted() {
        return this.edits
            .map((e, order) => ({ ...e, order }))
            .sort((a, b) => a.start - b.start || (a.end > a.start) - (b.end > b.start) || a.order - b.order)
            .map(({ start, end, text }) => ({ start, end, text }));
    }

    result() {
        let out = '';
        let at = 0;
        for (const { start, end, text } of this.sorted()) {
            if (start < at) throw new Error(`two changes of a schema file overlap at ${start}`);
            out += this.text.slice(at, start) + text;
            at = end;
        }
        return out + this.text.slice(at);
    }

    isComment(at) {
        return this.comments.some((c) => c.start <= at && at < c.end);
    }

    hasComment(start, end) {
        return this.comments.some((c) => c.start < end && start < c.end);
    }

    // The first place of a character of code.
    seek(character, from, to) {
        for (let i = from; i < to; i++) if (this.text[i] === character && !this.isComment(i)) return i;
        return -1;
    }

    seekBack(character, from, to) {
        for (let i = to - 1; i >= from; i--) if (this.text[i] === character && !this.isComment(i)) return i;
        return -1;
    }

    lineStart(at) {
        return Math.max(at > 0 ? this.text.lastIndexOf('\n', at - 1) + 1 : 0, this.text[0] === '\uFEFF' ? 1 : 0);
    }

    lineEnd(at) {
        if (at < 0) return at;
        const end = this.text.indexOf('\n', at);
        return end < 0 ? this.text.length : end > 0 && this.text[end - 1] === '\r' ? end - 1 : end;
    }

    nextLine(at) {
        const end = this.text.indexOf('\n', at);
        return end < 0 ? this.text.length : end + 1;
    }

    isBlank(start, end) {
        return this.text.slice(start, end).trim() === '';
    }

    quote() {
        const sources = this.body.filter((n) => n.source).map((n) => this.text[n.source.start]);
        if (sources.length > 0) return sources[0];
        const single = this.text.split("'").length;
        return single > this.text.split('"').length ? "'" : '"';
    }

    semicolon() {
        const all = this.body.filter((n) => n.type === 'ImportDeclaration');
        const others = all.length > 0 ? all : this.body.filter((n) => n.type === 'ExportNamedDeclaration' || n.type === 'VariableDeclaration');
        const without = others.filter((n) => this.text[n.end - 1] !== ';').length;
        return without * 2 > others.length ? '' : ';';
    }

    source(node, spec) {
        const quote = this.text[node.start];
        this.replace(node.start, node.end, quote + spec + quote);
    }

    // A specifier that says that it is a type.
    mark(specifier) {
        this.replace(specifier.start, specifier.end, 'type ' + this.text.slice(specifier.start, specifier.end));
    }

    // `import type` of a whole declaration becomes `import`.
    untype(node) {
        const at = this.text.indexOf('type', node.start + 'import'.length);
        this.replace(at, this.afterSpace(at + 'type'.length), '');
    }

    afterSpace(at) {
        while (at < this.text.length && this.text[at].trim() === '') at++;
        return at;
    }

    // Named specifiers of a declaration: those that go, and the texts of those that come.
    list(node, gone, added) {
        const named = node.specifiers.filter((s) => s.type === 'ImportSpecifier');
        const lead = node.specifiers.find((s) => s.type !== 'ImportSpecifier');
        const kept = named.filter((s) => !gone.has(s));
        const close = this.seekBack('}', node.start, node.source.start);
        if (close < 0) {
            if (gone.has(lead)) this.replace(lead.start, lead.end, `{ ${added.join(', ')} }`);
            else this.replace(lead.end, lead.end, `, { ${added.join(', ')} }`);
            return;
        }
        const open = this.seek('{', lead ? lead.end : node.start, close);
        if (lead && gone.has(lead)) this.replace(lead.start, open, '');
        else if (lead && kept.length === 0 && added.length === 0) {
            this.replace(lead.end, close + 1, '');
            return;
        }
        const lines = named.length > 0 && this.text.slice(open, named[0].start).includes('\n');
        const indent = lines ? this.text.slice(this.lineStart(named[0].start), named[0].start) : '';
        const between = lines ? `,${this.eol}${indent}` : ', ';
        if (kept.length === 0) {
            if (named.length === 0) this.replace(open + 1, close, ` ${added.join(', ')} `);
            else this.replace(named[0].start, named[named.length - 1].end, added.join(between));
            return;
        }
        this.remove(named, gone, close);
        this.add(kept, added, { lines, indent, between, close, last: named[named.length - 1] });
    }

    remove(named, gone, close) {
        for (let i = 0; i < named.length; i++) {
            if (!gone.has(named[i])) continue;
            let last = i;
            while (last + 1 < named.length && gone.has(named[last + 1])) last++;
            const next = named[last + 1];
            const before = named[i - 1];
            if (next && !this.hasComment(named[i].start, next.start)) this.replace(named[i].start, next.start, '');
            else if (!next && !this.hasComment(before.end, named[last].end)) this.replace(before.end, named[last].end, '');
            else for (let k = i; k <= last; k++) this.removeAlone(named[k], close);
            i = last;
        }
    }

    // Beside comments, which stay.
    removeAlone(specifier, close) {
        const comma = this.seek(',', specifier.end, close);
        let end = comma >= 0 && this.isBlank(specifier.end, comma) ? comma + 1 : specifier.end;
        let start = specifier.start;
        const line = this.lineStart(start);
        if (line > 0 && this.isBlank(line, start) && this.isBlank(end, this.lineEnd(end))) {
            start = line;
            end = this.nextLine(end);
        } else while (this.text[end] === ' ' || this.text[end] === '\t') end++;
        this.replace(start, end, '');
    }

    add(kept, added, { lines, indent, between, close, last }) {
        const names = kept.map((s) => s.local.name);
        for (const text of added) {
            const name = text.split(' ').pop();
            const later = isSorted(names) ? kept.find((s) => compare(s.local.name, name) > 0) : undefined;
            const end = kept[kept.length - 1];
            const comma = end === last ? this.seek(',', end.end, close) : -1;
            const line = this.lineEnd(comma);
            if (later) this.replace(later.start, later.start, text + between);
            else if (!lines || comma < 0 || close < line || this.isComment(line)) this.replace(end.end, end.end, between + text);
            else this.replace(line, line, `${this.eol}${indent}${text},`);
        }
    }

    // The whole line of a declaration, and the blank line after it where it stood alone.
    removeDeclarations(nodes) {
        for (let i = 0; i < nodes.length; i++) {
            let { start, end } = this.ownLines(nodes[i]);
            while (i + 1 < nodes.length && this.ownLines(nodes[i + 1]).start === end) end = this.ownLines(nodes[++i]).end;
            const before = start === 0 || this.isBlank(this.lineStart(start - 1), start);
            if (before && start === this.lineStart(start) && end < this.text.length && this.isBlank(end, this.lineEnd(end))) end = this.nextLine(end);
            this.replace(start, end, '');
        }
    }

    ownLines({ start, end }) {
        const line = this.lineStart(start);
        return this.isBlank(line, start) && this.isBlank(end, this.lineEnd(end)) ? { start: line, end: this.nextLine(end) } : { start, end };
    }

    // A line of its own after a statement, behind what else stands on that statement's last line.
    after(node, line) {
        const end = this.lineEnd(node.end);
        const shared = this.isComment(end) || this.body.some((n) => n.start >= node.end && n.start < end);
        this.replace(shared ? node.end : end, shared ? node.end : end, this.eol + line);
    }

    before(node, line) {
        const { start } = this.ownLines(node);
        this.replace(start, start, line + this.eol);
    }

    // In a file without imports: after what is said of the file, before what is said of its first statement.
    first(line) {
        const directives = this.directives;
        if (directives.length > 0) return this.after(directives[directives.length - 1], line);
        let at = this.body.length > 0 ? this.body[0].start : this.text.length;
        for (const c of this.comments.filter((c) => c.end <= at).reverse())
            if (this.text.slice(c.end, at).split('\n').length <= 2 && this.isBlank(c.end, at) && !this.text.startsWith('#!', c.start)) at = c.start;
        this.replace(at, at, line + this.eol + this.eol);
    }
}

function compare(a, b) {
    const [x, y] = [a.toLowerCase(), b.toLowerCase()];
    return x < y ? -1 : x > y ? 1 : 0;
}

function isSorted(names) {
    return names.length > 1 && names.every((n, i) => i === 0 || compare(names[i - 1], n) <= 0);
}

module.exports = { Splices, isSorted };
