#!/bin/bash
# A shared server on this machine, in private mounts that end with this script. The service account 'apikeys' owns the
# files. alice and bob use them through sudo, a server ('guard') may only verify, and carol may do nothing.
# Prints what each of them is told.
# Usage: unshare --mount --propagation private shared-server.sh PACKAGE JAVA_HOME
set -eu
package=$1
java_home=$2

mount -t tmpfs -o mode=0755 tmpfs /mnt
cp -a /etc /mnt/etc
mount --bind /mnt/etc /etc
mount -t tmpfs -o mode=0755 tmpfs /srv
cp -r "$package" /srv/package
chmod -R go+rX /srv/package

uid=64001
for user in apikeys alice bob carol guard; do
  echo "$user:x:$uid:$uid::/nonexistent:/bin/sh" >>/etc/passwd
  echo "$user:x:$uid:" >>/etc/group
  echo "$user:*:20000:0:99999:7:::" >>/etc/shadow
  uid=$((uid + 1))
done
echo 'apikeys-operators:x:64011:alice,bob' >>/etc/group
echo 'apikeys-verifiers:x:64012:guard' >>/etc/group
sed 's#/usr/bin/apikeys#/srv/package/bin/apikeys#g' /srv/package/share/sudoers.d/apikeys >/etc/sudoers.d/apikeys
chmod 0440 /etc/sudoers.d/apikeys
mkdir /etc/apikeys
# sudo passes nothing of the caller's environment on, so root's configuration names the Java.
printf 'database = /srv/data/apikeys.db\nkey-file = /srv/data/apikeys.key\njava = %s/bin/java\n' "$java_home" \
  >/etc/apikeys/apikeys.properties
chmod 0644 /etc/apikeys/apikeys.properties
mkdir -m 0700 /srv/data
chown 64001:64001 /srv/data

as() { # UID GROUPS COMMAND...: runs it as that user, with an environment that claims to be root
  id=$1 groups=$2
  shift 2
  (cd / && env -i PATH=/usr/bin:/bin HOME=/nonexistent JAVA_HOME="$java_home" USER=root LOGNAME=root \
    setpriv --reuid="$id" --regid="$id" --groups="$groups" "$@")
}
apikeys=/srv/package/bin/apikeys
tell() {
  echo "== $1"
  shift
  status=0
  "$@" 2>&1 || status=$?
  echo "exit $status"
}
through_sudo="sudo -n -u apikeys"

tell 'the account makes the database' as 64001 64001 "$apikeys" init
tell 'and gives alice the role' as 64001 64001 "$apikeys" admins add alice
tell 'alice generates' as 64002 64011 $through_sudo "$apikeys" generate -q --label ci --once
tell 'bob has no role' as 64003 64011 $through_sudo "$apikeys" generate --label ci2
tell 'bob may list' as 64003 64011 $through_sudo "$apikeys" list -o csv --columns label,created_by
tell 'bob names other files' as 64003 64011 $through_sudo "$apikeys" --database /srv/data/apikeys.db list
tell 'bob scans files of the account' as 64003 64011 $through_sudo "$apikeys" scan /srv/data
tell 'bob scans what he reads himself' as 64003 64011 sh -c "echo hello | $through_sudo $apikeys scan -"
tell 'bob verifies' as 64003 64011 sh -c "echo hello | $through_sudo $apikeys verify"
tell 'alice has a file written' as 64002 64011 $through_sudo "$apikeys" generate --label ci2 --secret-file /srv/data/code
tell 'bob claims to be alice' as 64003 64011 env SUDO_UID=64002 $through_sudo "$apikeys" revoke -y ci
tell 'bob tells sudo to claim it' as 64003 64011 $through_sudo SUDO_UID=64002 "$apikeys" revoke -y ci
tell 'bob goes without sudo' as 64003 64011 env SUDO_UID=64002 "$apikeys" list
tell 'carol is not let in by sudo' as 64004 64004 $through_sudo "$apikeys" list
tell 'the account claims to be nobody through sudo' as 64001 64001 env SUDO_UID=-1 "$apikeys" admins list -o tsv
mkdir -m 0700 /srv/dave
chown 64009:64009 /srv/dave
tell 'dave works on files of his own and claims to be root' as 64009 64009 env HOME=/srv/dave SUDO_UID=0 SUDO_USER=root JAVA_TOOL_OPTIONS=-Duser.name=root \
  "$apikeys" init --database /srv/dave/d.db --key-file /srv/dave/d.key
tell 'a user namespace shows root' as 64003 64011 unshare --user --map-root-user "$apikeys" list
echo '== the trail'
sqlite3 -separator ' ' /srv/data/apikeys.db \
  'SELECT sequence, action, denied, actor_uid, actor_name, account_uid, via FROM audit ORDER BY sequence'
sqlite3 -separator ' ' /srv/dave/d.db 'SELECT action, actor_uid, actor_name, account_uid, via FROM audit'

guard() { as 64005 64012 sh -c "echo hello | $through_sudo $apikeys $*"; }
tell 'the guard verifies' guard verify
tell 'the guard verifies a stream' guard verify --stream
for command in list 'show ci --no-code' 'admins list' 'revoke -y ci' 'verify --debug' '--version verify' 'scan -'; do
  tell "the guard may not: $command" guard "$command"
done

# bob's own Java, which tries to run as the service account.
mkdir -p /srv/evil/bin
# shellcheck disable=SC2016 # the new script expands it
printf '#!/bin/sh\necho "taken over, as $(id -un)"\n' >/srv/evil/bin/java
echo 'JAVA_VERSION="17"' >/srv/evil/release
chmod 0755 /srv/evil/bin/java
rule=/etc/sudoers.d/apikeys
attacks() {
  tell "$1: bob sets PATH" as 64003 64011 env -u JAVA_HOME PATH=/srv/evil/bin:/usr/bin:/bin $through_sudo "$apikeys" list --columns label
  tell "$1: bob sets JAVA_HOME" as 64003 64011 env JAVA_HOME=/srv/evil $through_sudo "$apikeys" list --columns label
}
sed -i -e '/secure_path/d' -e '1i Defaults env_keep += "JAVA_HOME"' /etc/sudoers
cp $apikeys /srv/whole
cp $rule /srv/rule
without_the_launchers_lines() {
  # shellcheck disable=SC2016 # a line of the launcher
  sed -e '/^if \[ -n "${SUDO_UID:-}" \]; then$/,/^fi$/d' /srv/whole >$apikeys
  ! cmp -s /srv/whole $apikeys
}
without_the_rules_lines() {
  sed -e '/^Defaults/s/ secure_path="[^"]*",//' -e '/JAVA_HOME"$/d' /srv/rule >$rule
  ! cmp -s /srv/rule $rule
}
# The Java in root's configuration takes precedence over PATH. If the rule's PATH has a Java, remove the setting.
java_on_the_path() { [ ! -x /usr/bin/java ] || sed -i '/^java/d' /etc/apikeys/apikeys.properties; }
java_on_the_path
attacks 'both defences'
without_the_rules_lines
attacks 'the launcher alone'
without_the_launchers_lines
sed -i '/^java/d' /etc/apikeys/apikeys.properties
attacks 'neither (control)'
cp /srv/rule $rule
printf 'java = %s/bin/java\n' "$java_home" >>/etc/apikeys/apikeys.properties
java_on_the_path
attacks 'the rule alone'
cp /srv/whole $apikeys
printf 'java = %s/bin/java\n' "$java_home" >>/etc/apikeys/apikeys.properties
chmod 0666 /etc/apikeys/apikeys.properties
tell 'a Java that others could name' as 64002 64011 $through_sudo "$apikeys" list
