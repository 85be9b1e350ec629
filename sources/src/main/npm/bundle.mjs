// Bundles sucrase into one file of plain JavaScript, once: arguments are a work directory and the
// file to write. Runs again only when the lock file or this file is newer than the bundle.
import { cpSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRequire } from 'node:module';
import { spawnSync } from 'node:child_process';

const here = dirname(fileURLToPath(import.meta.url));
const [work, bundle] = process.argv.slice(2);
const newest = ['package-lock.json', 'bundle.mjs'].map((f) => statSync(join(here, f)).mtimeMs);
if (existsSync(bundle) && statSync(bundle).mtimeMs > Math.max(...newest)) process.exit(0);

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
buildSync({
    stdin: { contents: "export { transform } from 'sucrase';", resolveDir: work },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node16',
    legalComments: 'inline',
    outfile: bundle,
});
