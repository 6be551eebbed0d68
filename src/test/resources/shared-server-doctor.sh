#!/bin/bash
# On the shared server of shared-server.sh, breaks what 'doctor' checks there, and types the commands that it prints. Then
# tries the policy of the system, and a backup that is put back through sudo.
# Usage: unshare --mount --propagation private shared-server-doctor.sh PACKAGE JAVA_HOME
here=${0%/*}
# Run the other script up to its first test: it sets up the accounts, the sudo rule, and the functions.
eval "$(sed "/^tell /,\$d" "$here/shared-server.sh")"
set +e

# People type 'apikeys', and sudo finds it in the package. So does the rule that the package has.
folder=${apikeys%/*}
sed -i "s#secure_path=\"#&$folder:#" /etc/sudoers
cp /etc/sudoers.d/apikeys /srv/package/share/sudoers.d/apikeys
mkdir -m 0700 /srv/alice /srv/dave /srv/superuser
chown 64002:64002 /srv/alice
chown 64009:64009 /srv/dave
configuration=/etc/apikeys/apikeys.properties

# Each types one line into a shell. The account itself has no sudo.
types() { # UID GROUPS HOME LINE
  (cd "$3" && env -i PATH="$folder:/usr/sbin:/usr/bin:/sbin:/bin" HOME="$3" JAVA_HOME="$java_home" \
    setpriv --reuid="$1" --regid="$1" --groups="$2" bash -c "$4" 2>&1)
}
root() { types 0 0 /srv/superuser "$1"; }
account() { types 64001 64001 / "$1"; }
alice() { types 64002 64011 /srv/alice "$1"; }
bob() { types 64003 64011 / "$1"; }
dave() { types 64009 64009 /srv/dave "$1"; }

examine() { # WHO CALL
  "$1" "$2" >/srv/found
  sed -n -E 's/^(error|warning|notice): ([a-z-]+): .*/found: \2 \1/p; s/^    /printed: /p; s/^(Nothing found).*/\1/p' /srv/found
}
# Examines, types what was printed, and examines again. SUBSTITUTION fills in what the printed command leaves open.
treat() { # WHAT WHO CALL TYPIST [SUBSTITUTION]
  echo "== $1"
  examine "$2" "$3"
  sed -n 's/^    //p' /srv/found >/srv/commands
  while IFS= read -r line; do
    "$4" "$(printf '%s\n' "$line" | sed "${5:-}")" >/srv/typed </dev/null || { echo "exit $? of $line" && cat /srv/typed; }
  done </srv/commands
  examine "$2" "$3"
}
through_sudo='sudo -n -u apikeys apikeys doctor'

root "$apikeys --version" >/dev/null # writes the class data
account 'faketime -f -8d apikeys init' >/dev/null
account 'apikeys admins add alice' >/dev/null
alice 'sudo -n -u apikeys apikeys generate -q --label ci --expires-in 20d' >/dev/null
treat 'there is no backup' alice "$through_sudo" alice

sed -i '/^apikeys:/d' /etc/passwd /etc/group /etc/shadow
treat 'the account is gone' account 'apikeys doctor' root
sed -i '/^apikeys:/d' /etc/passwd /etc/shadow
treat 'the account is gone, and its group is not' account 'apikeys doctor' root
sed -i '/^apikeys:/s/64001/64007/' /etc/passwd
treat 'the account got another uid' account 'apikeys doctor' root
sed -i '/^apikeys-operators:/d' /etc/group
treat 'the group of the operators is gone' root "$through_sudo" root
sed -i '/^apikeys-operators:/s/$/alice,bob/; s/^\(apikeys-operators:[^:]*:\)[0-9]*/\164011/' /etc/group
rm /etc/sudoers.d/apikeys
treat 'the sudo rule is gone' root "$through_sudo" root
chmod 0666 /etc/sudoers.d/apikeys
treat 'the sudo rule is open' root "$through_sudo --deep" root

echo '== alice forgets sudo'
examine alice 'apikeys doctor'
examine alice "$(sed -n 's/^    //p' /srv/found)"
rm /srv/data/.apikeys.key.anchor /srv/data/*.anchor 2>/dev/null
treat 'the anchor is gone' alice "$through_sudo" alice
rm /srv/data/apikeys.db.reserve
treat 'the reserve is gone' alice "$through_sudo" alice
alice 'sudo -n -u apikeys apikeys generate -q --label forever' >/dev/null
treat 'a token never expires' alice "$through_sudo" alice
chmod 0644 /srv/data/apikeys.key
treat 'the keys are open' alice "$through_sudo" root
cp /srv/data/apikeys.key /srv/superuser/copy
rm /srv/data/apikeys.key
treat 'the keys are gone' alice "$through_sudo" root s#COPY#/srv/superuser/copy#
alice 'rm *.backup; (umask 077 && sudo -n -u apikeys apikeys backup -q - >tokens.backup)'
sqlite3 /srv/data/apikeys.db 'UPDATE token SET expires_at = NULL'
treat 'tokens were changed' alice "$through_sudo" alice 's#BACKUP#tokens.backup#'
echo 'colour = red' >>$configuration
treat 'the configuration has an unknown setting' alice "$through_sudo" root

echo 'lifetime-max = 30d' >>$configuration
dave 'umask 077 && mkdir -p .config/apikeys && printf "database = %s\nkey-file = %s\nlifetime-max = 60d\n" \
  ~/d.db ~/d.key >.config/apikeys/apikeys.properties && apikeys init' >/dev/null
treat 'the user is less strict than the system' dave 'apikeys doctor' dave
policy() { # SENTENCE WHO LINE
  echo "== $1"
  "$2" "$3"
  echo "exit $?"
}
policy 'a life longer than the system allows' alice 'sudo -n -u apikeys apikeys generate --label long --expires-in 40d'
policy 'a life without end' alice 'sudo -n -u apikeys apikeys generate --label endless'
policy 'a life that the system allows' alice 'sudo -n -u apikeys apikeys generate --label short --expires-in 25d'
policy 'the system binds users' dave 'apikeys generate --label long --expires-in 40d'
dave 'echo "lifetime-max = 60d" >>.config/apikeys/apikeys.properties'
policy 'who cannot be less strict' dave 'apikeys generate --label long --expires-in 40d'
dave 'sed -i s/60d/10d/ .config/apikeys/apikeys.properties'
policy 'who can be stricter' dave 'apikeys generate --label long --expires-in 20d'
policy 'and use less than both' dave 'apikeys generate --label short --expires-in 5d'

alice 'rm tokens.backup; (umask 077 && sudo -n -u apikeys apikeys backup -q - >tokens.backup)'
policy 'bob puts a backup back' bob 'sudo -n -u apikeys apikeys restore --yes - </dev/null'
policy 'alice puts one back that lacks events' alice \
  'sudo -n -u apikeys apikeys revoke -qy ci && sudo -n -u apikeys apikeys restore --yes - <tokens.backup'
policy 'and then says that she means it' alice 'sudo -n -u apikeys apikeys restore --rollback --yes - <tokens.backup'
policy 'and the token is back' alice 'sudo -n -u apikeys apikeys list -o csv --no-header --columns label,status ci'
