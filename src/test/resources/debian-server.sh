#!/bin/bash
# Installs, uses, updates, removes and purges the two Debian packages of a shared server, in the private mounts of
# debian-package.sh. Prints what is there after each step.
# Usage: unshare --mount --propagation private debian-server.sh DEB-OF-THE-TOOL JAVA_HOME DEB-OF-THE-SERVER
set -eu
here=$(realpath "${0%/*}")
server=$3
# Run the other script up to its first test: it makes the mounts and the function.
eval "$(sed "/^echo /,\$d" "$here/debian-package.sh")"
[ -x /usr/bin/java ] || ln -s "$JAVA_HOME/bin/java" /usr/bin/java
unset JAVA_HOME

install() {
  dpkg --path-include='/usr/share/man/*' --path-include='/usr/share/doc/*' --force-depends --force-confold \
    -i "$package" "$server" >/mnt/log 2>&1 || cat /mnt/log
  grep '^apikeys-server:' /mnt/log || true
}
tell() {
  status=0
  "$@" 2>&1 || status=$?
  [ "$status" -eq 0 ] || echo "exit $status"
}
as() { # USER COMMAND...: as after a login
  name=$1
  shift
  (cd / && env -i PATH=/usr/bin:/bin HOME=/nonexistent \
    setpriv --reuid="$(id -u "$name")" --regid="$(id -g "$name")" --init-groups "$@")
}
rule=/etc/sudoers.d/apikeys
shipped=/usr/lib/apikeys/share/sudoers.d/apikeys
last=/var/lib/apikeys-server/sudoers
accounts() { for name in apikeys apikeys-operators apikeys-verifiers apikeys-web; do
  getent passwd $name | cut -d: -f1,6,7
  getent group $name | cut -d: -f1
done; }
places() { stat -c '%A %U %G %n' /etc/apikeys /etc/apikeys/apikeys.properties $rule /var/lib/apikeys /usr/sbin/apikeys-operator; }
left() { # what the mounts have that the machine has not; a device stands for a deleted file
  (cd /mnt && find etc usr var -path '*apikeys*' ! -type c ! -path '*/dpkg/*' ! -path 'var/log/*') | sort
}
for user in ada bob carol; do useradd --no-create-home --no-log-init "$user"; done

echo '== installed'
install
accounts
places
grep -v '^#' /etc/apikeys/apikeys.properties | grep .
visudo -cqf $rule && echo 'sudo accepts the rule'
ls -A /var/lib/apikeys
echo '== two more commands'
tell apikeys-operator add ada --administrator
tell as ada apikeys generate --label demo | sed 's/sok_.*/CODE/; s/(.*)/(ID)/; s/show [^ ]*/show ID/'
echo '== the daily jobs'
units=/usr/lib/systemd/system
systemd-analyze --man=no verify $units/apikeys-*.service $units/apikeys-*.timer $units/apikeys-*.socket && echo 'systemd accepts the units'
for unit in $units/apikeys-*.service; do # systemd calls everything below 5.0 medium or better
  systemd-analyze --no-pager security --offline=yes --threshold=30 "$unit" >/mnt/log || tail -1 /mnt/log
done
mkdir -m 0700 /var/lib/apikeys/backups # as StateDirectory does
chown apikeys:apikeys /var/lib/apikeys/backups
for job in backup doctor; do
  # shellcheck disable=SC2046 # split on purpose
  tell runuser -u apikeys -- $(sed -n 's/^ExecStart=//p' $units/apikeys-$job.service) | grep -v -e '^ ' -e '^notice:' | sed 's/[0-9]* checks.*/N checks/'
done
stat -c '%A %U' /var/lib/apikeys/backups/* | sort | uniq -c
rm -r /var/lib/apikeys/backups
echo '== the server for web servers'
tell as ada apikeys serve
mount -t tmpfs -o mode=0755 tmpfs /run
unit() { sed -n "s/^$1=//p" $units/apikeys-serve.$2; }
socket=$(unit ListenStream socket)
mkdir "${socket%/*}"
# shellcheck disable=SC2046 # split on purpose
"$here/socket-activation.pl" "$socket" setpriv --reuid="$(unit User service)" --regid=apikeys --init-groups \
  $(unit ExecStart service) >/mnt/manager 2>/mnt/serve.log &
for _ in $(seq 100); do [ -S "$socket" ] && break || sleep 0.1; done
chown "$(unit SocketUser socket):$(unit SocketGroup socket)" "$socket"
chmod "$(unit SocketMode socket)" "$socket"
useradd --no-create-home --no-log-init --groups apikeys-web web
tell as web curl -sS --unix-socket "$socket" http://apikeys/readyz
tell as bob curl -s --unix-socket "$socket" http://apikeys/readyz
kill "$(sed -n 's/^started //p' /mnt/manager)"
for _ in $(seq 100); do ! grep -q '^ended' /mnt/manager || break; sleep 0.1; done
kill $!
grep -v '^started' /mnt/manager
sed 's/.*"event":"\([^"]*\)".*/\1/' /mnt/serve.log
echo '== a second operator, and one without'
tell apikeys-operator add "$(id -u bob)" | sed 's/user [0-9]*/user N/'
tell apikeys-operator add bob
tell apikeys-operator add bob
tell as bob apikeys list --columns label,created_by
tell as bob apikeys show -q demo
tell as carol apikeys list
tell as ada apikeys admins list -o tsv | cut -f 2
tell apikeys-operator add bob --administrator
tell as bob /usr/sbin/apikeys-operator add carol
tell apikeys-operator add nobody-of-this-name
tell apikeys-operator remove bob
echo '== an update of Java'
rm /usr/lib/apikeys/lib/apikeys-*
dpkg-trigger --by-package=apikeys-test /usr/lib/jvm
dpkg --triggers-only apikeys >/mnt/log 2>&1 || cat /mnt/log
find /usr/lib/apikeys/lib -name 'apikeys-*' | sed 's/.*\.//; s/^\(jsa\|aot\)$/class data/' | sort
echo '== an update of the packages'
echo 'wait = 10s' >>/etc/apikeys/apikeys.properties
chmod u+w $rule
sed -i '1i # older' $rule $last
chmod 0440 $rule
install
tail -n 1 /etc/apikeys/apikeys.properties
cmp $rule $shipped && stat -c %a $rule
tell as ada apikeys list --columns label
echo '== the rule was changed'
echo '# of this site' >>$rule
install
tail -n 1 $rule
sed -i '1i # older' $last
install
tail -n 1 $rule
cmp $rule.dpkg-dist $shipped && stat -c %a $rule.dpkg-dist
echo '== the rule was removed'
rm $rule $rule.dpkg-dist
install
ls $rule 2>&1 || true
cp $shipped $rule
cp $shipped $last
echo '== sudo does not accept a rule'
cp $shipped /mnt/rule
echo 'this is no rule' >>$shipped
tell /var/lib/dpkg/info/apikeys-server.postinst configure 0.1.0
cmp $rule /mnt/rule && ls /etc/sudoers.d
cp /mnt/rule $shipped
echo '== removed'
dpkg -r apikeys-server apikeys >/mnt/log 2>&1 || cat /mnt/log
ls /etc/apikeys /etc/sudoers.d /var/lib/apikeys | sed 's/\.key\.[^.]*\./.key.XXXXXXXX./'
echo '== installed again, the tokens are there'
install
tell as ada apikeys list --columns label
echo '== purged'
dpkg -P apikeys-server apikeys >/mnt/log 2>&1 || cat /mnt/log
grep -A1 '^apikeys-server:' /mnt/log
accounts
left | grep -v '/lib/apikeys/'
ls /var/lib/apikeys | sed 's/\.key\.[^.]*\./.key.XXXXXXXX./'
echo '== purged without tokens'
rm -r /var/lib/apikeys
install
dpkg -P apikeys-server apikeys >/mnt/log 2>&1 || cat /mnt/log
grep '^apikeys-server:' /mnt/log || true
accounts
left
echo '== without systemd'
rm /usr/bin/systemd-sysusers
install
accounts
places
dpkg -P apikeys-server apikeys >/mnt/log 2>&1 || cat /mnt/log
accounts
