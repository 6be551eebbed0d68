#!/bin/bash
# What a container gives a process, in private mounts that end with this script: a read-only root file system, a volume,
# a uid that no file names, no HOME, and a key file as Kubernetes presents a secret: root's, readable by one group,
# behind links into a folder that is replaced as a whole, in a folder that everybody could write to were it not mounted
# read-only. Prints what the process is told.
# Usage: unshare --mount --propagation private container.sh PACKAGE JAVA_HOME
set -eu
package=$1
java_home=$2

mount -t tmpfs -o mode=0755 tmpfs /mnt
cp -a /etc /mnt/etc
mount --bind /mnt/etc /etc
mount -t tmpfs -o mode=0755 tmpfs /srv
cp -r "$package" /srv/package
chmod -R go+rX /srv/package
mkdir -m 0755 /srv/data /srv/secrets /etc/apikeys
mount -t tmpfs -o mode=0700,uid=64200,gid=64200 tmpfs /srv/data
mount -t tmpfs -o mode=1777,gid=64300 tmpfs /srv/secrets

uid=64200 group=64300
as() { (cd / && env -i PATH=/usr/bin:/bin JAVA_HOME="$java_home" setpriv --reuid="$uid" --regid="$uid" --groups="$group" "$@"); }
apikeys=/srv/package/bin/apikeys
tell() {
  echo "== $1"
  shift
  status=0
  as "$apikeys" "$@" 2>&1 || status=$?
  echo "exit $status"
}
present() { # KEY-FILE: replaces the secret as the kubelet does
  mount -o remount,rw /srv/secrets
  rm -rf /srv/secrets/..20*
  folder=/srv/secrets/..$(date +%Y_%m_%d_%H_%M_%S.%N)
  mkdir -m 2755 "$folder"
  install -o root -g "$group" -m 0440 "$1" "$folder/apikeys.key"
  ln -sfn "${folder##*/}" /srv/secrets/..data_tmp
  mv -T /srv/secrets/..data_tmp /srv/secrets/..data
  ln -sfn ..data/apikeys.key /srv/secrets/apikeys.key
  mount -o remount,ro /srv/secrets
}
configure() { printf '%s\n' 'database=/srv/data/apikeys.db' 'key-file=/srv/secrets/apikeys.key' "$@" >/etc/apikeys/apikeys.properties; }

rmdir /etc/apikeys
tell 'no home folder' list
mkdir /etc/apikeys

mkdir -m 0700 /mnt/made
chown "$uid" /mnt/made
mount -t tmpfs -o mode=0700,uid=64200 tmpfs /mnt/made
as "$apikeys" init -q --database /mnt/made/a.db --key-file /mnt/made/apikeys.key
mount -o remount,bind,ro /
mount -o remount,ro /srv/secrets
configure key-file-owner=root
tell 'no secret yet' init
present /mnt/made/apikeys.key
configure
tell 'nobody says that the secret is root'\''s (control)' init
mkdir /srv/plain
install -o root -g "$group" -m 0440 /mnt/made/apikeys.key /srv/plain/apikeys.key
printf '%s\n' 'database=/srv/data/apikeys.db' 'key-file=/srv/plain/apikeys.key' >/etc/apikeys/apikeys.properties
tell 'the same in a folder of root' init
configure key-file-owner=me
tell 'neither root nor account' init
configure key-file-owner=root
tell 'init' init
tell 'generate' generate --label ci
tell 'list' list -o csv --columns label,status,created_by
tell 'show' show ci -q
as "$apikeys" show ci -q >/mnt/made/code
tell 'verify' verify -q </mnt/made/code
tell 'rotate' rotate ci -q
tell 'the key cannot be changed here' key rotate
mkfifo /mnt/made/in
chown "$uid" /mnt/made/in
as "$apikeys" verify --stream </mnt/made/in >/mnt/made/answers &
exec 9>/mnt/made/in
cat /mnt/made/code >&9
until [ "$(wc -l </mnt/made/answers)" = 1 ]; do sleep 0.1; done
tell 'but in a copy' --key-file /mnt/made/apikeys.key key rotate -q
present /mnt/made/apikeys.key
tell 'a new code by the new key' generate --label new
as "$apikeys" show new -q >&9
exec 9>&-
wait
echo '== the stream'
grep -o '"result":"[a-z_]*"' /mnt/made/answers
echo '== doctor'
as "$apikeys" doctor 2>&1 | grep -v -e ^notice -e '^ ' | sed 's/[0-9]* checks/N checks/' || true

secret() { # COMMAND...: changes the secret
  mount -o remount,rw /srv/secrets
  "$@"
  mount -o remount,ro /srv/secrets
}
data=$(readlink -f /srv/secrets/..data)
secret chmod 0444 "$data/apikeys.key"
tell 'everybody may read the secret' list
secret chmod 0460 "$data/apikeys.key"
tell 'its group may write it' list
secret chmod 0440 "$data/apikeys.key"
secret chown 64201 "$data/apikeys.key"
tell 'it belongs to another user' list
secret chown root "$data/apikeys.key"
echo "keys:x:$group:dave" >>/etc/group
tell 'its group has another member' list
sed -i '$d' /etc/group
secret chown -h 64201 /srv/secrets/apikeys.key
tell 'another user could turn the link' list
secret chown -h root /srv/secrets/apikeys.key
mount -o remount,rw /srv/secrets
tell 'everybody could replace the link' list
mount -o remount,ro /srv/secrets
tell 'safe again' list --columns label -o csv
mkdir -m 0700 /srv/data/home
chown "$uid" /srv/data/home
(umask 077 && mkdir -p /srv/data/home/.config/apikeys)
echo 'key-file-owner=root' >/srv/data/home/.config/apikeys/apikeys.properties
chmod 0600 /srv/data/home/.config/apikeys/apikeys.properties
chown -R "$uid" /srv/data/home
echo '== a user allows it'
(cd / && env -i PATH=/usr/bin:/bin HOME=/srv/data/home JAVA_HOME="$java_home" \
  setpriv --reuid="$uid" --regid="$uid" --groups="$group" "$apikeys" list 2>&1) || echo "exit $?"
