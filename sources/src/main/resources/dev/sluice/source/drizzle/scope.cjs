'use strict';
// Which names a module's code takes from outside of its own declarations, and whether it needs them when it runs or
// only for their type.
const { children, bound, declared } = require('./syntax.cjs');

class Scope {
    constructor(parent) {
        this.parent = parent;
        this.values = new Set();
        this.types = new Set();
        this.used = new Set();
    }

    declare(names) {
        for (const { name, value, type } of names) {
            if (value) this.values.add(name);
            if (type) this.types.add(name);
        }
    }
}

// kind: `value` runs; `probe` runs and may be absent (`typeof x`); `type`; `query` is the type of a value;
// `either` is exported on. `spare` are the arrows that never use their only parameter.
function references({ body }) {
    const walk = new Walk();
    const module = new Scope(null);
    walk.hoist(body, module, module);
    for (const statement of body) walk.visit(statement, module);
    return { free: walk.free, spare: walk.spare.filter(({ scope, name }) => !scope.used.has(name)).map((s) => s.arrow), own: module };
}

class Walk {
    constructor() {
        this.free = [];
        this.spare = [];
    }

    refer(node, name, kind, scope) {
        for (let s = scope; s; s = s.parent) {
            const value = s.values.has(name);
            const type = s.types.has(name);
            if (kind === 'type' ? type : kind === 'either' ? value || type : value) {
                s.used.add(name);
                return;
            }
        }
        if (name !== 'const' || kind !== 'type') this.free.push({ node, name, kind });
    }

    // The first name of `a.b.C` in a place of types.
    entity(node, kind, scope) {
        if (!node) return;
        if (node.type === 'TSQualifiedName') this.entity(node.left, kind, scope);
        else if (node.type === 'MemberExpression') this.entity(node.object, kind, scope);
        else if (node.type === 'Identifier') this.refer(node, node.name, kind, scope);
        else this.visit(node, scope);
    }

    hoist(statements, scope, outer) {
        for (const statement of statements) {
            const node = (statement.type.startsWith('Export') && statement.declaration) || statement;
            if (node.type !== 'VariableDeclaration' || node.kind !== 'var') scope.declare(declared(node));
            if (isGlobal(node)) this.hoist(node.body.body, scope, outer);
            this.variables(statement, outer);
        }
    }

    // `var` belongs to the function around it.
    variables(node, outer) {
        if (node.type.includes('Function') || node.type.includes('Method') || node.type.startsWith('Class')) return;
        if (node.type === 'VariableDeclaration' && node.kind === 'var') outer.declare(declared(node));
        for (const child of children(node)) this.variables(child, outer);
    }

    all(nodes, scope) {
        for (const node of nodes || []) if (node) this.visit(node, scope);
    }

    block(statements, parent, nodes = []) {
        const scope = new Scope(parent);
        this.hoist(statements, scope, scope);
        this.all(nodes.length ? nodes : statements, scope);
    }

    // A place that binds: types and defaults in it are references, names are not.
    pattern(node, scope) {
        if (!node) return;
        this.all(node.decorators, scope);
        switch (node.type) {
            case 'ObjectPattern':
                for (const p of node.properties) {
                    if (p.computed) this.visit(p.key, scope);
                    this.pattern(p.type === 'RestElement' ? p : p.value, scope);
                }
                break;
            case 'ArrayPattern': for (const e of node.elements) this.pattern(e, scope); break;
            case 'AssignmentPattern':
                this.pattern(node.left, scope);
                this.visit(node.right, scope);
                break;
            case 'RestElement': this.pattern(node.argument, scope); break;
            case 'TSParameterProperty': this.pattern(node.parameter, scope); break;
            default:
        }
        if (node.typeAnnotation) this.visit(node.typeAnnotation, scope);
    }

    typeParameters(node, scope) {
        for (const p of (node.typeParameters && node.typeParameters.params) || [])
            if (p.type === 'TSTypeParameter') scope.types.add(typeof p.name === 'string' ? p.name : p.name.name);
    }

    callable(node, outer) {
        if (node.computed) this.visit(node.key, outer);
        this.all(node.decorators, outer);
        const scope = new Scope(outer);
        this.typeParameters(node, scope);
        if (node.type === 'FunctionExpression' && node.id) scope.values.add(node.id.name);
        const parameters = node.params || node.parameters || [];
        for (const p of parameters) for (const name of bound(p)) scope.values.add(name);
        if (node.type !== 'ArrowFunctionExpression' && node.body) scope.values.add('arguments');
        if (node.typeParameters) this.visit(node.typeParameters, scope);
        for (const p of parameters) this.pattern(p, scope);
        if (node.returnType) this.visit(node.returnType, scope);
        if (node.typeAnnotation) this.visit(node.typeAnnotation, scope);
        if (node.body && node.body.type === 'BlockStatement') {
            const inner = new Scope(scope);
            this.hoist(node.body.body, inner, inner);
            this.all(node.body.body, inner);
        } else if (node.body) this.visit(node.body, scope);
        if (node.type === 'ArrowFunctionExpression' && parameters.length === 1 && parameters[0].type === 'Identifier')
            this.spare.push({ arrow: node, scope, name: parameters[0].name });
    }

    class(node, outer) {
        this.all(node.decorators, outer);
        const scope = new Scope(outer);
        if (node.id) scope.declare([{ name: node.id.name, value: true, type: true }]);
        this.typeParameters(node, scope);
        for (const key of ['typeParameters', 'superClass', 'superTypeParameters', 'superTypeArguments'])
            if (node[key]) this.visit(node[key], scope);
        this.all(node.implements, scope);
        this.all(node.body.body, scope);
    }

    visit(node, scope) {
        switch (node.type) {
            case 'Identifier': return this.refer(node, node.name, 'value', scope);
            case 'ImportDeclaration':
            case 'ExportAllDeclaration':
            case 'BreakStatement':
            case 'ContinueStatement':
            case 'MetaProperty':
            case 'PrivateName':
            case 'JSXClosingElement':
            case 'JSXNamespacedName':
            case 'TSNamespaceExportDeclaration':
                return;
            case 'ExportNamedDeclaration':
                if (node.declaration) return this.visit(node.declaration, scope);
                if (!node.source)
                    for (const s of node.specifiers)
                        this.refer(s.local, s.local.name, (s.exportKind || node.exportKind) === 'type' ? 'type' : 'either', scope);
                return;
            case 'ExportDefaultDeclaration':
                if (node.declaration.type === 'Identifier')
                    return this.refer(node.declaration, node.declaration.name, 'either', scope);
                return this.visit(node.declaration, scope);
            case 'UnaryExpression':
                if (node.operator === 'typeof' && node.argument.type === 'Identifier')
                    return this.refer(node.argument, node.argument.name, 'probe', scope);
                return this.visit(node.argument, scope);
            case 'MemberExpression':
            case 'OptionalMemberExpression':
                this.visit(node.object, scope);
                return node.computed ? this.visit(node.property, scope) : undefined;
            case 'ObjectProperty':
                if (node.computed) this.visit(node.key, scope);
                return this.visit(node.value, scope);
            case 'VariableDeclarator':
                this.pattern(node.id, scope);
                return node.init ? this.visit(node.init, scope) : undefined;
            case 'LabeledStatement': return this.visit(node.body, scope);
            case 'BlockStatement':
            case 'StaticBlock':
            case 'TSModuleBlock':
                return this.block(node.body, scope);
            case 'SwitchStatement':
                this.visit(node.discriminant, scope);
                return this.block(node.cases.flatMap((c) => c.consequent), scope, node.cases);
            case 'ForStatement': return this.block([node.init].filter((n) => n), scope, children(node));
            case 'ForInStatement':
            case 'ForOfStatement': return this.block([node.left], scope, children(node));
            case 'CatchClause': {
                const inner = new Scope(scope);
                for (const name of bound(node.param)) inner.values.add(name);
                this.pattern(node.param, inner);
                return this.visit(node.body, inner);
            }
            case 'FunctionDeclaration':
            case 'FunctionExpression':
            case 'ArrowFunctionExpression':
            case 'ObjectMethod':
            case 'ClassMethod':
            case 'ClassPrivateMethod':
            case 'TSDeclareFunction':
            case 'TSDeclareMethod':
            case 'TSFunctionType':
            case 'TSConstructorType':
            case 'TSMethodSignature':
            case 'TSCallSignatureDeclaration':
            case 'TSConstructSignatureDeclaration':
            case 'TSIndexSignature':
                return this.callable(node, scope);
            case 'ClassDeclaration':
            case 'ClassExpression':
                return this.class(node, scope);
            case 'ClassProperty':
            case 'ClassAccessorProperty':
            case 'ClassPrivateProperty':
            case 'TSPropertySignature':
                if (node.computed) this.visit(node.key, scope);
                this.all(node.decorators, scope);
                this.all([node.typeAnnotation, node.value], scope);
                return;
            case 'JSXIdentifier': {
                const first = node.name[0];
                return first === first.toUpperCase() ? this.refer(node, node.name, 'value', scope) : undefined;
            }
            case 'JSXMemberExpression':
                if (node.object.type === 'JSXIdentifier') return this.refer(node.object, node.object.name, 'value', scope);
                return this.visit(node.object, scope);
            case 'JSXAttribute': return node.value ? this.visit(node.value, scope) : undefined;
            default:
                return this.type(node, scope);
        }
    }

    type(node, scope) {
        switch (node.type) {
            case 'TSTypeReference':
                this.entity(node.typeName, 'type', scope);
                return this.all([node.typeParameters, node.typeArguments], scope);
            case 'TSTypeQuery':
                this.entity(node.exprName, 'query', scope);
                return this.all([node.typeParameters, node.typeArguments], scope);
            case 'TSExpressionWithTypeArguments':
            case 'TSInterfaceHeritage':
            case 'TSClassImplements':
                this.entity(node.expression, 'type', scope);
                return this.all([node.typeParameters, node.typeArguments], scope);
            case 'TSImportType': return this.all([node.typeParameters, node.typeArguments], scope);
            case 'TSTypePredicate': return node.typeAnnotation ? this.visit(node.typeAnnotation, scope) : undefined;
            case 'TSNamedTupleMember': return this.visit(node.elementType, scope);
            case 'TSTypeParameter': return this.all([node.constraint, node.default], scope);
            case 'TSTypeAliasDeclaration':
            case 'TSInterfaceDeclaration': {
                const inner = new Scope(scope);
                this.typeParameters(node, inner);
                return this.all([node.typeParameters, ...(node.extends || []), node.body, node.typeAnnotation], inner);
            }
            case 'TSMappedType': {
                const inner = new Scope(scope);
                const p = node.typeParameter;
                inner.types.add(p ? (typeof p.name === 'string' ? p.name : p.name.name) : node.key.name);
                return this.all([p || node.constraint, node.nameType, node.typeAnnotation], inner);
            }
            case 'TSConditionalType': {
                const inner = new Scope(scope);
                this.inferred(node.extendsType, inner);
                this.all([node.checkType, node.falseType], scope);
                return this.all([node.extendsType, node.trueType], inner);
            }
            case 'TSEnumDeclaration': {
                const inner = new Scope(scope);
                const members = node.members || node.body.members;
                for (const m of members) inner.values.add(m.id.name || m.id.value);
                return this.all(members.map((m) => m.initializer), inner);
            }
            case 'TSModuleDeclaration': return node.body ? this.visit(node.body, scope) : undefined;
            case 'TSImportEqualsDeclaration':
                return node.moduleReference.type === 'TSExternalModuleReference'
                    ? undefined
                    : this.entity(node.moduleReference, 'either', scope);
            default:
                return this.all(children(node), scope);
        }
    }

    inferred(node, scope) {
        if (node.type === 'TSInferType') {
            const { name } = node.typeParameter;
            scope.types.add(typeof name === 'string' ? name : name.name);
        }
        for (const child of children(node)) this.inferred(child, scope);
    }
}

// `declare global`: what it declares is there for every module.
function isGlobal(node) {
    return node.type === 'TSModuleDeclaration' && (node.kind === 'global' || node.global === true);
}

module.exports = { references };
