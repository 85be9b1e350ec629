#!/bin/sh
# Installs what the tests run from npm, once for each state of the lock file. Called by the build: install.sh TARGET; with
# what a measure wants: install.sh TARGET FOLDER
set -e
from=${2:-$(cd "$(dirname "$0")" && pwd)}
to=$1
if cmp -s "$from/package-lock.json" "$to/node_modules/.sluice-lock.json"; then exit 0; fi
command -v npm >/dev/null || { echo "the tests need Node 18 or newer with npm, and npm was not found on the PATH" >&2; exit 1; }
mkdir -p "$to"
cp "$from/package.json" "$from/package-lock.json" "$from/.npmrc" "$to/"
cd "$to"
npm ci --prefer-offline --loglevel=error
cp "$from/package-lock.json" node_modules/.sluice-lock.json
