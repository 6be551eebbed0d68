#!/bin/sh
# Has one Java write its class data for apikeys; with it, that Java starts apikeys in half the time. The launcher calls
# this script when the owner of the installation first runs apikeys with that Java:
#   class-data.sh JAVA VERSION NAME STAMP
# It writes beside the jars: NAME.jsa or NAME.aot, and NAME.java, which holds STAMP and has the time of the jars. If
# only NAME.java exists, the attempt failed; remove it to have the script try again.
set -eu
umask 022
java=$1
version=$2
name=$3
stamp=$4
cd "$(dirname "$0")/../lib"

# A second process finds the work folder taken and runs without class data. A work folder older than an hour was left by
# a process that was killed.
work=$name.work
find . -maxdepth 1 -name "$work" -mmin +60 -exec rm -rf {} +
mkdir -m 700 "$work" || exit 0
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# Whether the class data described by this file belongs to these jars and to a Java that still exists. Compares the sizes
# at the beginning of the stamp, and the times.
fits() {
  read -r sizes _ place _ <"$1" || return 1
  [ "$sizes" = "${stamp%% *}" ] && [ -x "$place" ] || return 1
  for jar in *.jar; do
    # shellcheck disable=SC3013 # not POSIX, but every sh has them
    if [ "$jar" -nt "$1" ] || [ "$jar" -ot "$1" ]; then return 1; fi
  done
}

# The build gives all jars the same time. Here they get a time of their own, which tells them from jars that a later
# build or package puts in their place. They keep their time if another Java already has class data for them.
touched=
for other in apikeys-*.java; do
  if [ "$other" != "$name.java" ] && [ -f "$other" ] && fits "$other"; then
    touched=yes
  else
    rm -f "$other" "${other%.java}.jsa" "${other%.java}.aot"
  fi
done
if [ -z "$touched" ]; then
  touch apikeys.jar
  touch -r apikeys.jar -- *.jar
fi
# Do this now, because the jars may be replaced while Java reads them.
printf '%s\n' "$stamp" >"$work/stamp"
touch -r apikeys.jar "$work/stamp"

run() {
  "$java" -Xlog:disable -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -XX:+DisableAttachMechanism \
    --enable-native-access=ALL-UNNAMED -Dfile.encoding=UTF-8 "-Dapikeys.native=$PWD/native" -Dapikeys.terminal= \
    -Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider -Dslf4j.internal.verbosity=ERROR \
    "$@" -cp "$PWD/stand-ins.jar:$PWD/apikeys.jar" com.smartonboarding.apikeys.Training "$PWD/$work/training"
}

mkdir -m 700 "$work/training"
case $version in
  1[0-9]* | 2[0-4]*)
    file=$name.jsa
    # Use G1: in some versions, other collectors leave out data that Java must then rebuild at every start.
    if run -Xshare:off "-XX:DumpLoadedClassList=$work/classes"; then
      "$java" -Xlog:disable -XX:+UseG1GC -XX:-UsePerfData -Xshare:dump "-XX:SharedClassListFile=$work/classes" \
        "-XX:SharedArchiveFile=$work/$file" -cp "$PWD/stand-ins.jar:$PWD/apikeys.jar" || true
    fi
    ;;
  *)
    file=$name.aot
    # Without the profiles of this run, which JIT compilation would otherwise begin with: serve and verify --stream would
    # then take a third longer for good. A later Java that does not know the option goes on.
    run -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining \
      "-XX:AOTCacheOutput=$work/$file" || true
    ;;
esac

if [ -s "$work/$file" ]; then
  chmod 644 "$work/$file"
  mv "$work/$file" "$file"
fi
mv "$work/stamp" "$name.java"
