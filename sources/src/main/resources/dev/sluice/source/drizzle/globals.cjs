'use strict';
// Names that stand in no import: what Node gives a module is asked of Node itself.

// Of CommonJS, and of other places where a schema may run.
const VALUES = new Set(['require', 'module', 'exports', '__dirname', '__filename', 'undefined', 'window', 'document', 'self', 'Bun', 'Deno']);

// Of TypeScript's own library.
const TYPES = new Set([
    'Awaited', 'Partial', 'Required', 'Readonly', 'Record', 'Pick', 'Omit', 'Exclude', 'Extract', 'NonNullable', 'Parameters',
    'ConstructorParameters', 'ReturnType', 'InstanceType', 'NoInfer', 'ThisParameterType', 'OmitThisParameter', 'ThisType',
    'Uppercase', 'Lowercase', 'Capitalize', 'Uncapitalize', 'ReadonlyArray', 'ReadonlyMap', 'ReadonlySet', 'ArrayLike', 'PromiseLike',
    'PropertyKey', 'PropertyDescriptor', 'Iterable', 'Iterator', 'IterableIterator', 'AsyncIterable', 'AsyncIterator',
    'AsyncIterableIterator', 'Generator', 'AsyncGenerator', 'TemplateStringsArray', 'CallableFunction', 'NewableFunction',
    'IArguments', 'JSX', 'NodeJS', 'ImportMeta', 'Disposable', 'AsyncDisposable', 'BufferEncoding', 'NodeRequire',
]);

// Words that cannot name a constant.
const RESERVED = new Set([
    'abstract', 'any', 'arguments', 'as', 'async', 'await', 'boolean', 'break', 'case', 'catch', 'class', 'const', 'continue', 'debugger',
    'declare', 'default', 'delete', 'do', 'else', 'enum', 'eval', 'export', 'extends', 'false', 'finally', 'for', 'from', 'function', 'get',
    'if', 'implements', 'import', 'in', 'instanceof', 'interface', 'let', 'module', 'namespace', 'never', 'new', 'null', 'number', 'object',
    'of', 'package', 'private', 'protected', 'public', 'require', 'return', 'set', 'static', 'string', 'super', 'switch', 'symbol', 'this',
    'throw', 'true', 'try', 'type', 'typeof', 'undefined', 'unknown', 'using', 'var', 'void', 'while', 'with', 'yield',
]);

module.exports = { VALUES, TYPES, RESERVED };
