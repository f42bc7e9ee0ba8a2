# Finds a JDK and Maven, or installs them. Sourced by bin/stitchwork and bin/test, which set $program.
#
# want_tools    leaves JAVA_HOME, MAVEN_OPTS and $mvn set, or ends the script with a sentence that says what to type.
# install_packages P...  installs Debian packages, quietly; false where it may not.

javaMajorMin=17
mavenMin=3.8.7

say() { printf '%s: %s\n' "$program" "$*" >&2; }

# The major version of the JDK in folder $1; nothing where there is none.
jdk_major() {
  [ -x "$1/bin/javac" ] || return 0
  local version
  version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9.]*\).*/\1/p' "$1/release" 2>/dev/null)
  [ -n "$version" ] || version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9.]*\).*/\1/p')
  printf '%s\n' "${version%%.*}"
}

find_jdk() {
  local home major onPath
  onPath=$(command -v javac || true)
  [ -z "$onPath" ] || onPath=$(dirname "$(dirname "$(readlink -f "$onPath")")")
  for home in "${JAVA_HOME:-}" "$onPath" /usr/lib/jvm/*; do
    [ -n "$home" ] || continue
    major=$(jdk_major "$home")
    if [ -n "$major" ] && [ "$major" -ge "$javaMajorMin" ]; then
      export JAVA_HOME=$home
      return 0
    fi
  done
  return 1
}

find_maven() {
  local candidate version
  for candidate in "$(command -v mvn || true)" "${MAVEN_HOME:-/nowhere}/bin/mvn" /usr/share/maven/bin/mvn; do
    [ -x "$candidate" ] || continue
    version=$("$candidate" --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p' | head -n 1)
    if [ -n "$version" ] && [ "$(printf '%s\n%s\n' "$mavenMin" "$version" | sort -V | head -n 1)" = "$mavenMin" ]; then
      mvn=$candidate
      return 0
    fi
  done
  return 1
}

# Prints what must stand before apt-get so that it may install; false where there is no way.
as_root() {
  command -v apt-get >/dev/null || return 1
  if [ "$(id -u)" = 0 ]; then
    return 0
  elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
    printf 'sudo'
  else
    return 1
  fi
}

install_packages() {
  local root log
  root=$(as_root) || return 1
  log=$(mktemp)
  say "installing $* (apt-get) ..."
  # A machine that was just made has no package lists; one whose lists are old has them renewed, too.
  if $root env DEBIAN_FRONTEND=noninteractive apt-get -q update >"$log" 2>&1 &&
    $root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "$@" >>"$log" 2>&1; then
    rm -f "$log"
    return 0
  fi
  tail -n 15 "$log" >&2
  rm -f "$log"
  return 1
}

# The JDK that this Debian offers: 17 where it has it, else the release's own, which is newer.
jdk_package() {
  if [ -z "$(apt-cache search --names-only '^default-jdk-headless$' 2>/dev/null)" ] ||
    [ -n "$(apt-cache search --names-only '^openjdk-17-jdk-headless$' 2>/dev/null)" ]; then
    printf 'openjdk-17-jdk-headless'
  else
    printf 'default-jdk-headless'
  fi
}

# What Java draws letters with, which the demonstration and the tests do when they print forms. Debian's JDK 17 brings it along;
# its later ones only recommend it, and other vendors' bring some of it themselves.
letterPackages=(libfontconfig1 libfreetype6 libharfbuzz0b)

# False where a library that Java draws letters with is missing. What it says it cannot find of Java's own is not.
draws_letters() {
  local fonts=$JAVA_HOME/lib/libfontmanager.so PATH=$PATH:/sbin
  [ -f "$fonts" ] && command -v ldd >/dev/null && command -v ldconfig >/dev/null || return 0
  ! LD_LIBRARY_PATH=$JAVA_HOME/lib:$JAVA_HOME/lib/server ldd "$fonts" | grep -q 'not found' &&
    ldconfig -p | grep 'libfontconfig\.so\.1' >/dev/null # which Java opens only when it needs it
}

want_tools() {
  local missing=()
  find_jdk || missing+=("$(jdk_package)" "${letterPackages[@]}")
  find_maven || missing+=(maven)
  if [ ${#missing[@]} -gt 0 ] && ! install_packages "${missing[@]}"; then
    say "Expected a JDK of version $javaMajorMin or newer and Maven $mavenMin or newer on this machine but could not find or install them."
    if command -v apt-get >/dev/null; then
      say "Type:  sudo apt-get update && sudo apt-get install ${missing[*]}"
    else
      say "Install both with this system's package manager, then set JAVA_HOME to the JDK's folder and put mvn on the PATH."
    fi
    exit 69
  fi
  if ! find_jdk || ! find_maven; then
    say "Expected a JDK of version $javaMajorMin or newer and Maven $mavenMin or newer after installing ${missing[*]} but this system's packages are older; install newer ones and set JAVA_HOME and PATH."
    exit 69
  fi
  if ! draws_letters && ! install_packages "${letterPackages[@]}"; then
    say "this Java cannot draw letters, so the demonstration and some tests fail; the rest works. Type:  sudo apt-get install ${letterPackages[*]}"
  fi
  # A build never runs long: the first compiler alone takes a third of the time of both.
  export MAVEN_OPTS=${MAVEN_OPTS--XX:TieredStopAtLevel=1 -XX:+UseSerialGC}
}
