#!/bin/sh
# Packs sluice-cli-VERSION.tgz for npm, from what the launcher runs: pack.sh [FOLDER]. Needs no network.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
to=$(cd "${1:-.}" && pwd)
. "$root/.mvn/jdk.sh"
if [ -z "${SLUICE_CLI_PATH:-}" ]; then
  state=$("$root/.mvn/build.sh")
  . "$state"
fi
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
mkdir "$stage/lib"
cp -R "$here/package.json" "$here/README.md" "$here/bin" "$stage/"
cp "$root/.mvn/jdk.sh" "$stage/bin/"
IFS=:
for part in $SLUICE_CLI_PATH; do
  case $part in
  '') ;;
  */target/classes) # a module that is not packaged yet
    module=${part%/target/classes}
    "$JAVA_HOME/bin/jar" --create --file "$stage/lib/${module##*/}.jar" -C "$part" .
    ;;
  *) cp "$part" "$stage/lib/" ;;
  esac
done
cd "$stage"
npm pack --silent --offline --ignore-scripts --pack-destination "$to"
