// Bundles what the scripts of Drizzle schemas take from npm, each package into one file of plain
// JavaScript that begins with its licence, once: arguments are a work directory and the folder to write to.
// Runs again only when the lock file or this file is newer than a bundle.
import { cpSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRequire } from 'node:module';
import { spawnSync } from 'node:child_process';

const here = dirname(fileURLToPath(import.meta.url));
const [work, folder] = process.argv.slice(2);
const bundles = {
    'sucrase.cjs': { name: 'transform', from: 'sucrase' },
    'babel.cjs': { name: 'parse', from: '@babel/parser' },
};
const newest = ['package-lock.json', 'bundle.mjs'].map((f) => statSync(join(here, f)).mtimeMs);
const isFresh = (file) => existsSync(file) && statSync(file).mtimeMs > Math.max(...newest);
if (Object.keys(bundles).every((file) => isFresh(join(folder, file)))) process.exit(0);

mkdirSync(work, { recursive: true });
for (const f of ['package.json', 'package-lock.json', '.npmrc']) cpSync(join(here, f), join(work, f));
const npm = spawnSync('npm', ['ci', '--prefer-offline'], {
    cwd: work,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
});
if (npm.status !== 0) {
    console.error('npm ci failed: building needs Node 18 or newer with npm on the PATH');
    process.exit(1);
}
const { buildSync } = createRequire(join(work, 'package.json'))('esbuild');
for (const [file, { name, from }] of Object.entries(bundles))
    buildSync({
        stdin: { contents: `export { ${name} } from '${from}';`, resolveDir: work },
        banner: { js: `/*\n${from}\n\n${readFileSync(join(work, 'node_modules', from, 'LICENSE'), 'utf8')}*/` },
        bundle: true,
        minify: true,
        platform: 'node',
        format: 'cjs',
        target: 'node16',
        legalComments: 'inline',
        outfile: join(folder, file),
    });
