# What every start of the program begins with, from a checkout (scripts/pixdelta) and from a package.
# Read with ".". POSIX sh only: dash and the bash 3.2 of macOS must read it.

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

# The number of a closed stream would be that of the next file the JVM opens. Closed output stays what cannot be
# written to. (A failed redirection ends the shell at ":", but not at "true".)
{ true >&2; } 2>/dev/null || exec 2>/dev/null
{ true <&0; } 2>/dev/null || exec </dev/null
{ true >&1; } 2>/dev/null || exec 1</dev/null

# In kilobytes. With less the JVM dies while it starts; what the engine needs it says itself.
needed=2600000
limit=$(ulimit -v 2>/dev/null) || limit=unlimited
case $limit in
  '' | *[!0-9]*) ;;
  *)
    [ "$limit" -ge "$needed" ] ||
      fail "Pixdelta needs $((needed / 1000)) MB of address space, where this shell allows $((limit / 1000)) MB; raise the limit (ulimit -v) and try again."
    ;;
esac

# Java reads names of files by the locale. Under C, as in many containers, it can read English ones only.
if [ "$(locale charmap 2>/dev/null)" = ANSI_X3.4-1968 ]; then
  for locale in C.UTF-8 C.utf8 en_US.UTF-8; do
    if [ "$(LC_ALL=$locale locale charmap 2>/dev/null)" = UTF-8 ]; then
      export LC_ALL=$locale
      break
    fi
  done
fi
