// Bundles what the scripts of Drizzle schemas take from npm, each package into one file of plain
// JavaScript with its licence notes, once: arguments are a work directory and the folder to write to.
// Runs again only when the lock file or this file is newer than a bundle.
import { cpSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRequire } from 'node:module';
import { spawnSync } from 'node:child_process';

const here = dirname(fileURLToPath(import.meta.url));
const [work, folder] = process.argv.slice(2);
const bundles = {
    'sucrase.cjs': "export { transform } from 'sucrase';",
    'babel.cjs': "export { parse } from '@babel/parser';",
};
const newest = ['package-lock.json', 'bundle.mjs'].map((f) => statSync(join(here, f)).mtimeMs);
const isFresh = (file) => existsSync(file) && statSync(file).mtimeMs > Math.max(...newest);
if (Object.keys(bundles).every((name) => isFresh(join(folder, name)))) process.exit(0);

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
for (const [name, contents] of Object.entries(bundles))
    buildSync({
        stdin: { contents, resolveDir: work },
        bundle: true,
        minify: true,
        platform: 'node',
        format: 'cjs',
        target: 'node16',
        legalComments: 'inline',
        outfile: join(folder, name),
    });
