# Sourced by the other scripts: finds a JDK 25 or newer. POSIX sh only.

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

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

# The file behind symbolic links; readlink -f is missing on older systems.
target_of() {
  file=$1
  while [ -h "$file" ]; do
    link=$(readlink "$file")
    case $link in
      /*) file=$link ;;
      *) file=$(dirname -- "$file")/$link ;;
    esac
  done
  printf '%s\n' "$file"
}

# Sets jdk and version: JAVA_HOME, the path, then where installers put JDKs.
find_jdk() {
  jdk=${JAVA_HOME:-}
  ! is_jdk "$jdk" || return 0
  if found=$(command -v javac); then
    jdk=$(dirname -- "$(dirname -- "$(target_of "$found")")")
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
