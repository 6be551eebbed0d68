#!/bin/bash
# Gives a uid to another person, with the real useradd, userdel, usermod and sudo, in private mounts that end with this
# script. Prints what each person is told.
# Usage: unshare --mount --propagation private reused-uid.sh PACKAGE JAVA_HOME
set -eu
package=$1
java_home=$2

mount -t tmpfs -o mode=0755 tmpfs /mnt
cp -a /etc /mnt/etc
mount --bind /mnt/etc /etc
mount -t tmpfs -o mode=0755 tmpfs /srv
cp -r "$package" /srv/package
chmod -R go+rX /srv/package

person() { useradd --key UID_MAX=65000 --no-create-home --no-log-init --home-dir /nonexistent --uid "$1" --gid "${3-64061}" "$2"; }
groupadd --gid 64051 apikeys
groupadd --gid 64061 apikeys-operators
person 64051 apikeys 64051
person 64052 alice
person 64053 carol
sed 's#/usr/bin/apikeys#/srv/package/bin/apikeys#g' /srv/package/share/sudoers.d/apikeys >/etc/sudoers.d/apikeys
chmod 0440 /etc/sudoers.d/apikeys
mkdir /etc/apikeys
# sudo passes nothing of the caller's environment on, so root's configuration names the Java.
printf 'database = /srv/data/apikeys.db\nkey-file = /srv/data/apikeys.key\njava = %s/bin/java\n' "$java_home" \
  >/etc/apikeys/apikeys.properties
chmod 0644 /etc/apikeys/apikeys.properties
mkdir -m 0700 /srv/data
chown 64051:64051 /srv/data
as() { # UID COMMAND...
  id=$1
  shift
  (cd / && env -i PATH=/usr/bin:/bin HOME=/nonexistent JAVA_HOME="$java_home" \
    setpriv --reuid="$id" --regid="$(id -g "$id")" --clear-groups "$@")
}
apikeys=/srv/package/bin/apikeys
through_sudo="sudo -n -u apikeys $apikeys"
tell() {
  echo "== $1"
  shift
  status=0
  "$@" 2>&1 || status=$?
  echo "exit $status"
}

as 64051 "$apikeys" init 2>/dev/null
as 64051 "$apikeys" admins add alice 2>/dev/null
as 64051 "$apikeys" admins add carol 2>/dev/null
tell 'carol generates' as 64053 $through_sudo generate -q --label ci --request-id r-1
userdel carol 2>/dev/null
person 64053 eve
tell 'eve has the uid of carol now' as 64053 $through_sudo show -q ci
tell 'eve does not get the code by repeating the request' as 64053 $through_sudo generate -q --label ci --request-id r-1
tell 'both names are listed' as 64052 $through_sudo admins list -o tsv
tell 'alice confirms' as 64052 $through_sudo admins add eve
tell 'eve shows' as 64053 $through_sudo show -q ci
tell 'eve repeats the request of carol' as 64053 $through_sudo generate -q --label ci --request-id r-1
userdel eve 2>/dev/null
tell 'alice takes the role from the deleted account' as 64052 $through_sudo admins remove eve
tell 'apikeys gives its role away' as 64052 $through_sudo admins remove apikeys
usermod --login alicia alice
tell 'the last administrator was renamed' as 64052 $through_sudo revoke -y ci
tell 'the account confirms' as 64051 "$apikeys" admins add --recover alicia
tell 'alicia revokes' as 64052 $through_sudo revoke -y ci
sed -i '1i zoe:x:64052:64061::/nonexistent:/bin/sh' /etc/passwd # before alicia, so that sudo finds zoe first
echo 'zoe:*:20000:0:99999:7:::' >>/etc/shadow
tell 'a second login name of the uid is no other person' as 64052 $through_sudo generate -q --label other
echo '== the trail'
sqlite3 -separator ' ' /srv/data/apikeys.db \
  "SELECT sequence, action, denied, actor_uid, actor_name, coalesce(detail, '') FROM audit WHERE sequence > 3 ORDER BY sequence"
