#!/bin/sh
# Builds what ./sluice runs and prints the path of the state file that says where it is. Called by ./sluice, with `up`
# when the server is wanted.
here=$(cd "$(dirname "$0")/.." && pwd)
. "$here/.mvn/jdk.sh" || exit 1
set -eu

say() { echo "sluice: $*" >&2; }

# Where to build: beside the sources when they are ours, else in a copy of them in our own cache.
sources=$here
build=$here/.sluice-build
if ! mkdir -p "$build" 2>/dev/null || [ ! -w "$build" ] || [ ! -w "$here/core" ]; then
  own=${SLUICE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/sluice}/build$here
  sources=$own/sources build=$own
  mkdir -p "$sources"
fi
state=$build/state

# One build at a time; who waited takes what the other made.
started=$build/started
if command -v flock >/dev/null 2>&1; then
  exec 9>"$build/lock"
  if ! flock -n 9; then
    say "another build is running, waiting for it"
    flock 9
    if [ -f "$state" ]; then echo "$state"; exit 0; fi
  fi
fi
: >"$started"

if [ "$sources" != "$here" ]; then
  (cd "$here" && tar -cf - --exclude=target --exclude=node_modules --exclude=.git --exclude=.sluice-build .) | tar -xf - -C "$sources"
fi

say "building (a first build fetches its parts and takes a few minutes)"
log=$build/build.log
(cd "$sources" && ./mvnw -B -q -Dquick -Dlauncher -DskipTests -pl cli,server -am package) >"$log" 2>&1 </dev/null || {
  grep '^\[ERROR\] ' "$log" | grep -v -e 'Help 1' -e 're-run' -e 'rf :' | head -20 >&2
  say "the build failed; the whole log is in $log"
  exit 1
}

jars() { { cat "$sources/$1/target/runtime.classpath"; echo ":$sources/$1/target/$1-0.1.0.jar"; } | tr ':' '\n' | sed '/^$/d'; }
digest=$({ jars cli; jars server; } | sort -u | { while read -r jar; do cat "$jar"; done; cat "$JAVA_HOME/release" "$sources/.mvn/build.sh"; } | sha256sum | cut -c1-16)
lib=$build/$digest

if [ ! -d "$lib" ]; then
  unfinished=$build/unfinished
  rm -rf "$unfinished"
  mkdir "$unfinished"
  { jars cli; jars server; } | sort -u | while read -r jar; do cp "$jar" "$unfinished/"; done

  # picocli is compiled for Java 5, and the JVM archives no class that old: compiled anew it starts much faster.
  picocli=$(ls "$sources"/cli/target/picocli/picocli-*-sources.jar 2>/dev/null | head -1)
  if [ -n "$picocli" ]; then
    work=$build/picocli
    rm -rf "$work"
    mkdir -p "$work/src" "$work/classes"
    if (cd "$work/src" && "$JAVA_HOME/bin/jar" xf "$picocli" picocli META-INF &&
      "$JAVA_HOME/bin/javac" --release 25 -proc:none -nowarn -Xlint:none -d "$work/classes" picocli/*.java) >>"$log" 2>&1; then
      for old in "$unfinished"/picocli-*.jar; do
        "$JAVA_HOME/bin/jar" --create --file "$old" -C "$work/classes" . -C "$work/src" META-INF
      done
    fi
    rm -rf "$work"
  fi
  mv "$unfinished" "$lib"
fi

class_path() { jars "$1" | while read -r jar; do printf '%s/%s:' "$lib" "${jar##*/}"; done; }
cli_path=$(class_path cli) server_path=$(class_path server)

# The archive of loaded classes for a fast start, taken from a run that does what people do. Without one everything
# works, only slower.
archive() { # NAME CLASS_PATH MAIN-AND-ARGUMENTS...
  aot=$lib/$1.aot path=$2
  shift 2
  [ -f "$aot" ] || {
    "$JAVA_HOME/bin/java" -XX:AOTCacheOutput="$aot.unfinished" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
      -Dsluice.scratch.idle=5 -cp "$path" "$@" >>"$log" 2>&1 </dev/null || true
    [ ! -f "$aot.unfinished" ] || mv "$aot.unfinished" "$aot"
  }
}
if [ ! -f "$lib/cli.aot" ]; then
  trial=$build/trial
  rm -rf "$trial"
  mkdir -p "$trial/sql" "$trial/ts"
  printf 'project: trial\nschema: schema.sql\nout: migrations\n' >"$trial/sql/sluice.yaml"
  printf 'create type mood as enum (%s);\ncreate table a (id int primary key, m mood, n varchar(9) check (n in (%s)));\n' \
    "'up', 'down'" "'x', 'y'" >"$trial/sql/schema.sql"
  printf '{"dialect": "postgresql", "schema": "./schema.ts", "out": "./drizzle"}\n' >"$trial/ts/drizzle.config.json"
  cp "$here/.mvn/trial.ts" "$trial/ts/schema.ts"
  ln -s "$sources/sources/target/npm/node_modules" "$trial/ts/node_modules"
  (cd "$trial" && "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Dsluice.scratch.idle=5 -cp "$cli_path" dev.sluice.cli.Trial \
    'sql generate' 'ts generate') >>"$log" 2>&1 </dev/null || true
  echo 'create index a_n on a (n); create view v as select n from a;' >>"$trial/sql/schema.sql"
  echo 'export const more = pgTable("more", { id: integer().primaryKey(), p: integer().references(() => one.id) });' >>"$trial/ts/schema.ts"
  sed -i.old "s/on: boolean().default(true).notNull(),/on: boolean(), name2: varchar({ length: 50 }),/" "$trial/ts/schema.ts"
  (cd "$trial" && archive cli "$cli_path" dev.sluice.cli.Trial 'ts generate' 'ts check' 'ts inspect drizzle' 'sql generate')
  rm -rf "$trial"
fi

# The server's: from a start with an empty database of its own, on a free port.
if [ "${1:-}" = up ] && [ ! -f "$lib/server.aot" ]; then
  trial=$(mktemp -d)
  chmod 755 "$trial"
  "$JAVA_HOME/bin/java" -XX:AOTCacheOutput="$lib/server.aot.unfinished" -cp "$server_path" dev.sluice.server.SluiceServer \
    up --demo --data "$trial/data" --port 0 >"$trial/log" 2>&1 </dev/null &
  server=$! waited=0
  while kill -0 "$server" 2>/dev/null && ! grep -q '^Demo:' "$trial/log" && [ "$waited" -lt 90 ]; do
    sleep 1
    waited=$((waited + 1))
  done
  kill "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  cat "$trial/log" >>"$log"
  rm -rf "$trial"
  if [ -f "$lib/server.aot.unfinished" ]; then mv "$lib/server.aot.unfinished" "$lib/server.aot"; else : >"$lib/server.aot.none"; fi
fi

{
  echo "SLUICE_JAVA='$JAVA_HOME/bin/java'"
  echo "SLUICE_LIB='$lib'"
  echo "SLUICE_CLI_PATH='$cli_path'"
  echo "SLUICE_SERVER_PATH='$server_path'"
} >"$state.unfinished"
touch -r "$started" "$state.unfinished"
mv "$state.unfinished" "$state"

# A server may still run from the build before this one; older ones go.
ls -dt "$build"/????????????????/ 2>/dev/null | tail -n +3 | while read -r old; do rm -rf "$old"; done
say "built"
echo "$state"
