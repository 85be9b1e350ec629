# Sets JAVA_HOME to a JDK 25 or newer. Sourced by mvnw, sluice and check.
jdk_feature() { sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null; }
jdk_ok() { [ -x "$1/bin/javac" ] && [ "$(jdk_feature "$1")" -ge 25 ] 2>/dev/null; }
if ! jdk_ok "${JAVA_HOME:-/none}"; then
  path_javac=$(command -v javac 2>/dev/null || true)
  path_home=/none
  [ -z "$path_javac" ] || path_home=$(dirname "$(dirname "$(readlink -f "$path_javac")")")
  for jdk in "${SLUICE_JDK:-/none}" "$path_home" /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-/none}"/.sdkman/candidates/java/* /opt/jdk*; do
    if jdk_ok "$jdk"; then JAVA_HOME=$jdk; break; fi
  done
  jdk_ok "${JAVA_HOME:-/none}" || {
    echo "sluice needs a JDK 25 or newer and found none. Install one (for example Temurin 25) and set JAVA_HOME to it." >&2
    exit 1
  }
fi
export JAVA_HOME
