#!/bin/bash
# Installs, uses, updates and removes the Debian package. Private mounts cover the machine's folders, so everything that
# dpkg writes is gone when this script ends. Prints which files exist after each step.
# Usage: unshare --mount --propagation private debian-package.sh DEB JAVA_HOME
set -eu
package=$1
export JAVA_HOME=$2 HOME=/mnt/home LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
cd /
mount -t tmpfs -o mode=0755 tmpfs /mnt
mkdir /mnt/home
for folder in usr var etc; do
  mkdir "/mnt/$folder" "/mnt/$folder.work"
  mount -t overlay -o "lowerdir=/$folder,upperdir=/mnt/$folder,workdir=/mnt/$folder.work" overlay "/$folder"
done
# Minimal systems are set to leave out manuals and documents. The tests' Java need not come from a Debian package.
install() { dpkg --path-include='/usr/share/man/*' --path-include='/usr/share/doc/*' \
  --force-depends -i "$package" >/mnt/log 2>&1 || cat /mnt/log; }

echo '== installed'
install
apikeys --version | head -n 1
dpkg -V apikeys
stat -c '%A %U %N' /usr/bin/apikeys /usr/lib/apikeys/bin/apikeys
find /usr/lib/apikeys/lib -name 'apikeys-*' | sed 's/.*\.//; s/^\(jsa\|aot\)$/class data/' | sort
find /usr/share -path '*apikeys*' -newermt 2026-11-22 ! -newermt 2026-11-24 ! -name 'apikeys-*.1.gz' ! -path '*/doc/apikeys/docs/*' | sort
echo '== changelog'
zcat /usr/share/doc/apikeys/changelog.gz | head -n 1
echo '== manual'
man -w apikeys apikeys-generate apikeys-admins-add
echo '== completion'
# shellcheck disable=SC2016 # the inner bash expands it
bash --norc -c '. /usr/share/bash-completion/bash_completion; _completion_loader apikeys; complete -p apikeys'
zsh -f -c 'autoload -Uz compinit && compinit -D && echo "$_comps[apikeys]"'
fish -c 'complete -C "apikeys sho"'
echo '== installed again'
install
find /usr/lib/apikeys/lib -name 'apikeys-*' | sed 's/.*\.//; s/^\(jsa\|aot\)$/class data/' | sort
echo '== removed'
dpkg -r apikeys >/mnt/log 2>&1 || cat /mnt/log
find /usr/lib/apikeys /usr/share -path '*apikeys*' 2>&1 || true # finds nothing and says so
