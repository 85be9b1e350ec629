'use strict';
// Teaches this process to require TypeScript: transforms, tsconfig paths, stubs.
const Module = require('module');
const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');
const { transform } = require('./sucrase.cjs');
const tsconfig = require('./tsconfig.cjs');

const CODE = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json'];
const TWIN = { '.js': ['.ts', '.tsx'], '.jsx': ['.tsx'], '.mjs': ['.mts'], '.cjs': ['.cts'] };
const ASSET = /\.(css|scss|sass|less|svg|png|jpe?g|gif|webp|ico|woff2?|txt|sql|md|graphql)$/;
const EMPTY = new Set(['server-only', 'client-only']);

const stars = new WeakMap(); // exports of a module -> { names that came by `export *`, their modules }
const virtual = new Map();

function recordStar(exports, target) {
    if (target === null || typeof target !== 'object') return;
    let known = stars.get(exports);
    if (!known) stars.set(exports, (known = { names: new Set(), targets: [] }));
    known.targets.push(target);
    for (const name of Object.keys(target))
        if (!Object.prototype.hasOwnProperty.call(exports, name)) known.names.add(name);
}

// The order in which drizzle-kit's own loader lists them: local names by their bytes, then the
// names of each `export *` in statement order. A CommonJS file keeps its own.
function exportNames(exports, seen = new Set()) {
    if (exports === null || typeof exports !== 'object' || seen.has(exports)) return [];
    seen.add(exports);
    if (!exports.__esModule) return Object.keys(exports);
    const known = stars.get(exports);
    const local = Object.keys(exports).filter((n) => !known || !known.names.has(n));
    local.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    const names = new Set(local);
    for (const target of known ? known.targets : [])
        for (const n of exportNames(target, seen)) if (known.names.has(n)) names.add(n);
    return [...names];
}

const packageTypes = new Map();
function packageType(directory) {
    if (packageTypes.has(directory)) return packageTypes.get(directory);
    let type = '';
    const file = path.join(directory, 'package.json');
    if (fs.existsSync(file)) {
        try {
            type = JSON.parse(fs.readFileSync(file, 'utf8')).type || 'commonjs';
        } catch {
            type = 'commonjs';
        }
    } else if (path.dirname(directory) !== directory) type = packageType(path.dirname(directory));
    packageTypes.set(directory, type);
    return type;
}

function compile(module, file, typescript) {
    const source = fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, '').replace(/^#!.*/, '');
    const transforms = ['imports'];
    if (typescript) transforms.push('typescript');
    if (/x$/.test(file) || path.extname(file) === '.js') transforms.push('jsx');
    let code;
    try {
        code = transform(source, { transforms, filePath: file, disableESTransforms: true }).code;
    } catch (error) {
        const at = /\((\d+):(\d+)\)$/.exec(error.message);
        const syntax = new SyntaxError(
            error.message.replace(/^Error transforming [^:]*(:\\[^:]*)?: /, '').replace(/ \(\d+:\d+\)$/, ''),
        );
        syntax.sluice = { file, line: at ? +at[1] : 0, column: at ? +at[2] : 0, kind: 'syntax' };
        throw syntax;
    }
    code = code.replace('function _createStarExport(obj) {', '$& globalThis.__sluiceStar(exports, obj);');
    if (/\bimport\.meta\b/.test(code)) {
        const meta = { url: pathToFileURL(file).href, filename: file, dirname: path.dirname(file) };
        const prefix = `var __sluice_meta = { ...${JSON.stringify(meta)}, env: process.env };`;
        code = prefix + code.replace(/\bimport\.meta\b/g, '__sluice_meta');
    }
    try {
        module._compile(code, file);
    } catch (error) {
        if (error instanceof SyntaxError && !error.sluice && /await is only valid/.test(error.message)) {
            const line = new RegExp(escape(file) + ':(\\d+)').exec(error.stack || '');
            error.sluice = { file, line: line ? +line[1] : 0, column: 0, kind: 'await' };
        }
        throw error;
    }
}

function escape(text) {
    return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function install() {
    globalThis.__sluiceStar = recordStar;
    for (const extension of ['.ts', '.tsx', '.mts', '.cts'])
        Module._extensions[extension] = (module, file) => compile(module, file, true);
    for (const extension of ['.jsx', '.mjs'])
        Module._extensions[extension] = (module, file) => compile(module, file, false);

    const plain = Module._extensions['.js'];
    Module._extensions['.js'] = (module, file) => {
        const installed = /[\\/]node_modules[\\/]/.test(file);
        if (file.endsWith('.cjs')) return plain(module, file);
        if (installed && packageType(path.dirname(file)) !== 'module') return plain(module, file);
        return compile(module, file, false);
    };
    Module._extensions['.cjs'] = plain;

    const resolve = Module._resolveFilename;
    Module._resolveFilename = function (request, parent, isMain, options) {
        const stub = virtualName(request);
        if (stub) return stub;
        if (/^\.\.?([\\/]|$)/.test(request) || path.isAbsolute(request)) {
            const from = parent && parent.filename ? path.dirname(parent.filename) : process.cwd();
            const hit = asFile(path.resolve(from, request));
            if (hit) return hit;
        } else if (parent && parent.filename && !/[\\/]node_modules[\\/]/.test(parent.filename)) {
            for (const candidate of tsconfig.candidates(request, parent.filename)) {
                const hit = asFile(candidate);
                if (hit) return hit;
            }
        }
        try {
            return resolve.call(this, request, parent, isMain, options);
        } catch (error) {
            const hit = rescue(request, parent, error);
            if (hit) return hit;
            if (error.code === 'MODULE_NOT_FOUND' && parent && parent.filename && !error.sluice)
                error.sluice = missing(request, parent.filename);
            throw error;
        }
    };

    const load = Module._load;
    Module._load = function (request, parent, isMain) {
        const stub = virtualName(request) || (request === 'drizzle-kit' && Module._resolveFilename(request, parent));
        return virtual.has(stub) ? virtual.get(stub) : load.call(this, request, parent, isMain);
    };
}

function virtualName(request) {
    if (EMPTY.has(request) || (ASSET.test(request) && !/^(node:)/.test(request))) return define('empty', {});
    if (/^\$env\/static\//.test(request) || request === 'astro:env/server')
        return define('env', process.env);
    if (/^\$env\/dynamic\//.test(request) || request === 'cloudflare:workers')
        return define('dynamic-env', { env: process.env });
    return null;
}

function define(name, exports) {
    const id = '\0sluice:' + name;
    if (!virtual.has(id)) virtual.set(id, exports);
    return id;
}

function asFile(base) {
    const tries = [base];
    const extension = path.extname(base);
    for (const twin of TWIN[extension] || []) tries.push(base.slice(0, -extension.length) + twin);
    for (const e of CODE) tries.push(base + e);
    for (const e of CODE) tries.push(path.join(base, 'index' + e));
    for (const file of tries) {
        let stat;
        try {
            stat = fs.statSync(file);
        } catch {
            continue;
        }
        if (stat.isFile()) return fs.realpathSync(file);
        // a directory with a package.json is Node's to resolve
        if (stat.isDirectory() && file === base && fs.existsSync(path.join(base, 'package.json'))) return null;
    }
    return null;
}

// drizzle-kit need not be installed for its config to load; packages that only export for `import`
// are required all the same, and transformed.
function rescue(request, parent, error) {
    if (request === 'drizzle-kit' && error.code === 'MODULE_NOT_FOUND')
        return define('drizzle-kit', { defineConfig: (config) => config });
    if (error.code !== 'ERR_PACKAGE_PATH_NOT_EXPORTED' || !parent || !parent.filename) return null;
    const match = /^(@[^/]+\/[^/]+|[^/]+)(\/.*)?$/.exec(request);
    if (!match) return null;
    for (const folder of Module._nodeModulePaths(path.dirname(parent.filename))) {
        const file = path.join(folder, match[1], 'package.json');
        if (!fs.existsSync(file)) continue;
        const target = importTarget(JSON.parse(fs.readFileSync(file, 'utf8')).exports, '.' + (match[2] || ''));
        return target ? fs.realpathSync(path.join(path.dirname(file), target)) : null;
    }
    return null;
}

function importTarget(exports, wanted) {
    if (exports && typeof exports === 'object' && !Array.isArray(exports) && Object.keys(exports)[0]?.startsWith('.')) {
        if (exports[wanted] !== undefined) return condition(exports[wanted], '');
        for (const key of Object.keys(exports)) {
            const [before, after] = key.split('*');
            if (after !== undefined && wanted.startsWith(before) && wanted.endsWith(after))
                return condition(exports[key], wanted.slice(before.length, wanted.length - after.length));
        }
        return null;
    }
    return wanted === '.' ? condition(exports, '') : null;
}

function condition(value, star) {
    if (typeof value === 'string') return value.replaceAll('*', star);
    if (Array.isArray(value)) return value.map((v) => condition(v, star)).find((v) => v) || null;
    if (value && typeof value === 'object')
        for (const key of Object.keys(value))
            if (['node', 'import', 'module', 'default', 'require'].includes(key)) {
                const hit = condition(value[key], star);
                if (hit) return hit;
            }
    return null;
}

function missing(request, importer) {
    const source = fs.readFileSync(importer, 'utf8').split('\n');
    const line = source.findIndex((l) => l.includes(`'${request}'`) || l.includes(`"${request}"`)) + 1;
    return { file: importer, line, column: 0, kind: 'missing', request, tsconfig: tsconfig.fileFor(importer) };
}

module.exports = { install, exportNames, asFile, virtualName };
