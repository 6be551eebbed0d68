#!/bin/bash
# Runs the commands of the page about a shared server, as they stand there, with the real apt and the two real packages, in
# the private mounts of debian-package.sh. The first words of a heading say who types the commands below it.
# Usage: unshare --mount --propagation private shared-server-page.sh DEB-OF-THE-TOOL JAVA_HOME DEB-OF-THE-SERVER PAGE
set -eu
here=${0%/*}
server=$3
page=$(realpath "$4")
# Run the other script up to its first test: it makes the mounts.
eval "$(sed "/^echo /,\$d" "$here/debian-package.sh")"
unset JAVA_HOME
mkdir /mnt/packages
cp "$package" "$server" /mnt/packages
for user in ada bob; do useradd --no-create-home --no-log-init "$user"; done

type_as() { # USER COMMAND
  cd /mnt/packages
  case $1 in
    root) env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive bash -c "$2" ;;
    *) env -i PATH=/usr/bin:/bin HOME=/nonexistent setpriv --reuid="$(id -u "$1")" --regid="$(id -g "$1")" --init-groups \
      bash -c "$2" ;;
  esac
}

user=
inside=
while IFS= read -r line; do
  case $inside$line in
    '## Root '*) user=root ;;
    '## ada '*) user=ada ;;
    '## bob '*) user=bob ;;
    '## The server '*) user=guard ;;
    '## '*) user= ;;
    '```sh') inside=: ;;
    ':```') inside= ;;
    :*)
      echo "$user: $line"
      status=0
      type_as "$user" "$line" >/mnt/log 2>&1 </dev/null || status=$?
      sed -i 's/\r$//' /mnt/log # apt lets dpkg run at a terminal
      case $line in
        apt* | adduser*) sed -n '/^apikeys-server:/,/^To delete/p' /mnt/log && [ "$status" -eq 0 ] || cat /mnt/log ;;
        *) cat /mnt/log ;;
      esac
      [ "$status" -eq 0 ] || echo "exit $status"
      ;;
  esac
done <"$page"
echo '== left'
(cd /mnt && find etc usr var -path '*apikeys*' ! -type c ! -path '*/dpkg/*' ! -path 'var/log/*' ! -path 'var/cache/*') |
  sed 's/\.key\.[^.]*\./.key.XXXXXXXX./' | sort
