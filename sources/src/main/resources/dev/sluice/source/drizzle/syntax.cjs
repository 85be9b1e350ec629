'use strict';
// Parses a module of the project, and says what it declares and which names it takes from elsewhere.
const fs = require('fs');
const path = require('path');
const { parse } = require('./babel.cjs');

// What the parser reports and a repair mends where one of the two is an import: two declarations of one name.
const REDECLARED = 'VarRedeclaration';

function read(file, text = fs.readFileSync(file, 'utf8')) {
    const extension = path.extname(file);
    const plugins = ['decorators-legacy', 'explicitResourceManagement'];
    if (extension.endsWith('x') || extension === '.js' || extension === '.mjs' || extension === '.cjs') plugins.push('jsx');
    if (extension.includes('ts')) plugins.push(['typescript', { dts: isDeclaration(file) }]);
    let ast;
    try {
        ast = parse(text, {
            sourceType: 'module', plugins, errorRecovery: true, attachComment: false,
            allowReturnOutsideFunction: true, allowUndeclaredExports: true,
        });
    } catch (error) {
        throw syntaxError(error, file);
    }
    const imported = new Set(ast.program.body.filter((n) => n.type === 'ImportDeclaration').flatMap((n) => n.specifiers.map((s) => s.local.name)));
    for (const error of ast.errors)
        if (error.reasonCode !== REDECLARED || !imported.has(error.details && error.details.identifierName)) throw syntaxError(error, file);
    return { file, text, body: ast.program.body, directives: ast.program.directives, comments: ast.comments };
}

function isDeclaration(file) {
    return ['.d.ts', '.d.mts', '.d.cts'].some((e) => file.endsWith(e));
}

function syntaxError(error, file) {
    const at = error.loc || { line: 0, column: -1 };
    const place = ` (${at.line}:${at.column})`;
    const wrong = new SyntaxError(String(error.message).split(place).join(''));
    wrong.sluice = { kind: 'syntax', file, line: at.line, column: at.column + 1 };
    return wrong;
}

const PLACE = new Set(['type', 'start', 'end', 'loc', 'range', 'extra']);

function children(node) {
    const all = [];
    for (const key in node) {
        if (PLACE.has(key)) continue;
        const value = node[key];
        if (Array.isArray(value)) all.push(...value.filter(isNode));
        else if (isNode(value)) all.push(value);
    }
    return all;
}

function isNode(value) {
    return value !== null && typeof value === 'object' && typeof value.type === 'string';
}

// Every node below `node` and itself, outer ones first, each with those it stands in.
function* within(node, above = []) {
    yield { node, above };
    const inner = [...above, node];
    for (const child of children(node)) yield* within(child, inner);
}

// The names that a pattern binds.
function bound(pattern, names = []) {
    if (!pattern) return names;
    switch (pattern.type) {
        case 'Identifier': names.push(pattern.name); break;
        case 'ObjectPattern': for (const p of pattern.properties) bound(p.type === 'RestElement' ? p : p.value, names); break;
        case 'ArrayPattern': for (const e of pattern.elements) bound(e, names); break;
        case 'AssignmentPattern': bound(pattern.left, names); break;
        case 'RestElement': bound(pattern.argument, names); break;
        case 'TSParameterProperty': bound(pattern.parameter, names); break;
        default:
    }
    return names;
}

// What a declaration declares: names, and whether they are values, types or both.
function declared(node) {
    switch (node.type) {
        case 'VariableDeclaration':
            return node.declarations.flatMap((d) => bound(d.id)).map((name) => ({ name, value: true, type: false }));
        case 'FunctionDeclaration':
        case 'TSDeclareFunction':
            return named(node.id, true, false);
        case 'ClassDeclaration':
        case 'TSEnumDeclaration':
        case 'TSImportEqualsDeclaration':
            return named(node.id, true, true);
        case 'TSModuleDeclaration':
            return node.id.type === 'Identifier' && node.kind !== 'global' && !node.global ? named(node.id, true, true) : [];
        case 'TSTypeAliasDeclaration':
        case 'TSInterfaceDeclaration':
            return named(node.id, false, true);
        default:
            return [];
    }
}

function named(id, value, type) {
    return id ? [{ name: id.name, value, type }] : [];
}

// The text of an identifier or a string where either may name an import or an export.
function nameOf(node) {
    return node.type === 'StringLiteral' ? node.value : node.name;
}

module.exports = { read, children, within, bound, declared, nameOf, isDeclaration };
