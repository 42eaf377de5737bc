# What scripts/pixdelta and scripts/package share: finding a JDK, and building when the sources changed.
# Read with "."; needs $home, the checkout. POSIX sh only: dash and the bash 3.2 of macOS must read it.

target=$home/target
jar=$target/pixdelta.jar
stamp=$target/pixdelta.stamp
lock=$target/pixdelta.lock
practice=$target/practice
. "$home/scripts/launch.sh"

case $home in
  *:* | *\"* | *\\*)
    fail "Java and Maven cannot use a folder with a colon, a double quote or a backslash in its name: move $home."
    ;;
esac

# Whether $1 holds a JDK 25 or newer. Its release file says so without starting a JVM.
is_jdk() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      JAVA_VERSION=*)
        version=${line#*=}
        version=${version#\"}
        version=${version%\"*}
        [ "${version%%[!0-9]*}" -ge 25 ] 2>/dev/null
        return
        ;;
    esac
  done <"$1/release"
  return 1
}

# Sets jdk and version: JAVA_HOME, the path, then where installers put JDKs.
find_jdk() {
  jdk=${JAVA_HOME:-}
  ! is_jdk "$jdk" || return 0
  if javac=$(command -v javac); then
    while [ -h "$javac" ]; do
      link=$(readlink "$javac")
      case $link in
        /*) javac=$link ;;
        *) javac=$(dirname -- "$javac")/$link ;;
      esac
    done
    jdk=$(dirname -- "$(dirname -- "$javac")")
    ! is_jdk "$jdk" || return 0
  fi
  user=${HOME:-/nonexistent}
  for jdk in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/* /opt/java/* \
    "$user"/.sdkman/candidates/java/* "$user"/.jdks/* "$user"/.asdf/installs/java/* \
    "$user"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$user"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec; do
    ! is_jdk "$jdk" || return 0
  done
  fail "Pixdelta needs a JDK 25 or newer, such as Eclipse Temurin 25: install one, or set JAVA_HOME to where it is."
}

# A checksum over the sources and their names: what a build is made from.
sources() {
  (cd "$home" && find pom.xml src/main -type f -exec cksum {} + | LC_ALL=C sort | cksum)
}

is_built() {
  [ -f "$jar" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(sources)" ]
}

# One process builds at a time; the others wait for it. A lock whose process is gone is nobody's.
lock() {
  mkdir -p "$target" || fail "Pixdelta cannot be built: $target cannot be made."
  waited=0
  until mkdir "$lock" 2>/dev/null; do
    [ -d "$target" ] && [ -w "$target" ] || fail "Pixdelta cannot be built: $target cannot be written to."
    [ "$waited" -gt 0 ] || echo "Another start is building Pixdelta; waiting for it …" >&2
    [ "$waited" -lt 1800 ] || fail "Another start has been building Pixdelta for half an hour; if there is none, delete $lock."
    sleep 1
    waited=$((waited + 1))
    holder=$(cat "$lock/pid" 2>/dev/null || :)
    if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
      rm -rf "$lock"
    fi
  done
  trap 'rm -rf "$lock"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  echo $$ >"$lock/pid"
}

unlock() {
  rm -rf "$lock"
  trap - EXIT INT TERM HUP
}

# With the lock held.
build() {
  command -v mvn >/dev/null || fail "Pixdelta is not built yet, which needs Apache Maven: install it (the command is mvn) and try again."
  echo "Building Pixdelta (first start only) …" >&2
  # Taken before the build: what is edited meanwhile is built at the next start.
  made_from=$(sources)
  # A library that was left behind by an older build would be taken along.
  rm -rf "$stamp" "$target"/*.aot "$target/lib"
  {
    run_maven || echo failed >"$lock/failed"
  } | tee "$lock/log" | show_build
  if [ -e "$lock/failed" ]; then
    cat "$lock/log" >&2
    fail "Pixdelta could not be built; Maven's report is above."
  fi
  printf '%s\n' "$made_from" >"$stamp"
}

# Maven's own libraries are older than this JDK's warnings about them.
run_maven() {
  (cd "$home" && JAVA_HOME=$jdk \
    MAVEN_OPTS="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}" \
    mvn -B -Dmaven.test.skip=true package </dev/null 2>&1)
}

# Tells what Maven is at, from its report.
show_build() {
  files=0
  while IFS= read -r line; do
    case $line in
      *'Downloaded from '*)
        files=$((files + 1))
        [ $((files % 50)) -ne 1 ] || echo "  fetching libraries, $files so far …" >&2
        ;;
      *'--- '*compiler*':compile '*) echo "  compiling …" >&2 ;;
      *'--- '*jar*':jar '*) echo "  packing …" >&2 ;;
    esac
  done
}

# Sets modules, the module path: JavaFX warns when it is not on it. Its jars for this platform are those with a third
# part in their name; the others are empty.
find_modules() {
  modules=
  for module in "$target"/lib/javafx-*-*-*.jar; do
    modules=${modules:+$modules:}$module
  done
}

# Opens the window by the command "$@", without a screen and in folders of its own in $practice, and ends it after some
# seconds: for the JVM to learn which classes it will need.
train_window() {
  # stands for the engine, which a window without jobs need not unpack
  : >"$practice/libtorch.so"
  : >"$practice/libtorch.dylib"
  HOME=$practice XDG_PICTURES_DIR=$practice PIXDELTA_HOME=$practice PYTORCH_LIBRARY_PATH=$practice \
    "$@" </dev/null >"$practice/log" 2>&1 &
  window=$!
  waited=0
  until [ -e "$practice/data/window.address" ] || [ "$waited" -ge 60 ] || ! kill -0 "$window" 2>/dev/null; do
    sleep 1
    waited=$((waited + 1))
  done
  sleep 5
  kill "$window" 2>/dev/null || :
  wait "$window" || :
}
