#!/bin/bash
# The account is taken on its own: people on the shared server of shared-server.sh type apikeys without sudo. Prints what
# each of them is told, what TAB offers and which lines it leaves in the logs, and what attacks come to, each beside a
# control without the defence.
# Usage: unshare --mount --propagation private shared-account.sh PACKAGE JAVA_HOME
here=${0%/*}
# Run the other script up to its first test: it sets up the accounts, the sudo rule, and the functions.
eval "$(sed "/^tell /,\$d" "$here/shared-server.sh")"
configuration=/etc/apikeys/apikeys.properties
rule=/etc/sudoers.d/apikeys
printf 'account = apikeys\n' >>"$configuration"
mkdir /srv/home
for user in alice bob carol; do
  install -d -m 0700 -o $user -g $user /srv/home/$user
done
root() { (cd / && env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/nonexistent "$@"); }
alice() { as 64002 64011 env HOME=/srv/home/alice "$@"; }
bob() { as 64003 64011 env HOME=/srv/home/bob "$@"; }
carol() { as 64004 64004 env HOME=/srv/home/carol "$@"; }
guard() { as 64005 64012 "$@"; }

# A log of its own for everything that sudo and PAM report.
mkdir /mnt/dev
for device in null zero full random urandom tty ptmx; do
  cp -a /dev/$device /mnt/dev/$device
done
ln -s /proc/self/fd /mnt/dev/fd
mkdir /mnt/dev/pts
mount --bind /dev/pts /mnt/dev/pts
mount --rbind /mnt/dev /dev
perl -e 'use Socket; socket(my $s, AF_UNIX, SOCK_DGRAM, 0) or die; bind($s, pack_sockaddr_un("/dev/log")) or die;
  chmod 0666, "/dev/log"; $| = 1; print "$_\n" while defined recv($s, $_, 65536, 0)' >/srv/log 2>/dev/null &
logger=$!
trap 'kill $logger $background 2>/dev/null || true' EXIT
background=
until [ -S /dev/log ]; do sleep 0.1; done
lines() { # COMMAND...: prints how many lines it leaves in the log
  : >/srv/log
  "$@" >/dev/null 2>&1 || true
  sleep 0.3
  grep -c . /srv/log || true
}

tell 'there is no database yet' alice "$apikeys" list
tell 'root makes the database' root "$apikeys" init
tell 'root gives alice the role' root "$apikeys" admins add alice
tell 'alice generates' alice "$apikeys" generate --label ci
tell 'alice takes the hint' alice "$apikeys" show -q ci
tell 'bob has no role' bob "$apikeys" generate --label ci2
tell 'bob may list' bob "$apikeys" list -o csv --columns label,created_by
tell 'bob verifies a code from a pipe' bob sh -c "echo hello | $apikeys verify"
tell 'the guard verifies' guard sh -c "echo hello | $apikeys verify"
tell 'the guard may not list' guard "$apikeys" list
tell 'carol is in no group' carol "$apikeys" list
tell 'bob has joined the group after this login' as 64003 64003 "$apikeys" list
tell 'the account itself needs no sudo' as 64001 64001 "$apikeys" list --columns label
tell 'sudo in front still works' alice $through_sudo "$apikeys" list --columns label
tell 'sudo made her root before' root env SUDO_UID=64002 "$apikeys" list
sed -i '$a operators = staff others' $configuration
tell 'other groups are the operators' alice "$apikeys" list
sed -i '$d' $configuration
tell 'bob names the database of this machine' bob "$apikeys" --database /srv/data/apikeys.db list
echo '== the trail'
sqlite3 -separator ' ' /srv/data/apikeys.db \
  'SELECT sequence, action, denied, actor_uid, actor_name, account_uid, via FROM audit ORDER BY sequence'
echo '== everybody may ask for help, and work on files of their own'
for arguments in --version --help 'list --help' 'help list' 'completion bash' schema; do
  carol "$apikeys" $arguments >/dev/null && echo "$arguments"
done
tell 'carol works on files of her own' carol env APIKEYS_DATABASE=/srv/home/carol/c.db APIKEYS_KEY_FILE=/srv/home/carol/c.key \
  "$apikeys" init
tell 'a user configuration does not lead elsewhere' alice sh -c "mkdir -m 0700 -p ~/.config/apikeys &&
  printf 'database = /srv/home/alice/other.db\n' >~/.config/apikeys/apikeys.properties &&
  chmod 600 ~/.config/apikeys/apikeys.properties && $apikeys list --columns label"

tab() { # COMMAND...: what TAB offers to whom this runs apikeys as; on a busy machine an answer may take over a second
  for _ in $(seq 30); do
    answered=0
    answer=$("$@" "$apikeys" __complete all '' 2>/dev/null) || answered=$?
    [ "$answered" -eq 137 ] || break
  done
  echo "$answer" | sed 's/\t.*//; /^$/d'
}
echo '== TAB'
tell 'alice' tab alice
tell 'bob' tab bob
tell 'root' tab root
tell 'carol is not offered any' tab carol
tell 'the guard is not offered any' tab guard
tell 'and not with a database of their own' alice "$apikeys" __complete all '' /srv/home/alice/other.db
echo "lines in the log: list $(($(lines alice "$apikeys" list) > 0)), TAB $(lines tab alice), TAB of carol $(lines tab carol), of root $(lines tab root)"
cp $rule /srv/rule
grep -v '^Defaults!APIKEYS_TAB' /srv/rule >$rule
echo "without the defaults of TAB (control): $(($(lines tab alice) > 0))"
sed '/^%apikeys-operators/d' /srv/rule >$rule
tell 'TAB without the rule' tab alice
tell 'alice without the rule' alice "$apikeys" list
terminal() { alice script -qec "$apikeys list" /dev/null </dev/null | tr -d '\r'; }
tell 'alice at a terminal without the rule' terminal
cp /srv/rule $rule

limited() { # two attempts; a journal that the first leaves cannot be rolled back by the second
  before=$(sqlite3 /srv/data/apikeys.db 'SELECT max(sequence) FROM audit')
  for command in rotate enable; do
    status=0
    bob bash -c "ulimit -f 20; exec $apikeys $command ci" >/srv/said 2>&1 || status=$?
    echo "$command: exit $status"
    grep -oE 'limit on the size of files|The attempt was [^.,]*|cannot grow' /srv/said || true
  done
  root "$apikeys" list -q >/dev/null 2>&1 || true # recovers
  sqlite3 /srv/data/apikeys.db "SELECT 'recorded: ' || count(*) FROM audit WHERE denied = 1 AND sequence > $before"
}
echo '== bob limits how far files may grow'
limited
cp "$apikeys" /srv/whole
echo '== the same without the check of the launcher (control)'
sed '/= unlimited \] ||$/,/of the audit trail/d' /srv/whole >"$apikeys"
limited
cp /srv/whole "$apikeys"

echo '== only administrators look'
code=$(alice "$apikeys" show -q ci)
printf 'viewers = administrators\n' >>$configuration
tell 'bob may not list any more' bob "$apikeys" list
tell 'nor with a configuration of his own' bob sh -c "mkdir -m 0700 -p ~/.config/apikeys &&
  printf 'viewers = everyone-in-group\n' >~/.config/apikeys/apikeys.properties &&
  chmod 600 ~/.config/apikeys/apikeys.properties && $apikeys list -o json; status=\$?; rm -r ~/.config; exit \$status"
tell 'nor by a dry run' bob "$apikeys" disable ci --dry-run
tell 'bob may not see the trail' bob "$apikeys" audit list
tell 'bob may not ask doctor' bob "$apikeys" doctor
tell 'TAB offers bob nothing' tab bob
tell 'bob verifies a code that he has' bob sh -c "echo $code | $apikeys verify | cut -f 2"
tell 'bob scans for it' bob sh -c "echo $code | $apikeys scan -q - | cut -d ' ' -f 3-"
tell 'the guard verifies' guard sh -c "echo $code | $apikeys verify | cut -f 2"
tell 'the account itself has no role' as 64001 64001 "$apikeys" list
tell 'but is told what is wrong' as 64001 64001 sh -c "$apikeys doctor --fail-on never >/dev/null && echo answered"
tell 'alice lists' alice "$apikeys" list --columns label
alice "$apikeys" admins remove -q root
tell 'root, without the role, asks doctor' root sh -c "$apikeys doctor --fail-on never >/dev/null && echo answered"
tell 'but may not list' root "$apikeys" list
alice "$apikeys" admins add -q root
tell 'alice asks doctor' alice sh -c "$apikeys doctor --fail-on never >/dev/null && echo answered"
tell 'TAB offers alice tokens' tab alice
echo '== what was denied'
sqlite3 -separator ' ' /srv/data/apikeys.db \
  "SELECT action, actor_name FROM audit WHERE denied = 1 AND action <> 'generate' ORDER BY sequence"
sed -i '$d' $configuration

# What bob plants for himself and others.
mkdir -p /srv/evil/bin
# shellcheck disable=SC2016 # the new script expands it
printf '#!/bin/sh\necho "taken over, as $(id -un)"\n' >/srv/evil/bin/java
echo 'JAVA_VERSION="17"' >/srv/evil/release
chmod 0755 /srv/evil/bin/java
cp /srv/evil/bin/java /srv/evil/bin/sudo
cp $apikeys /srv/whole
cp $configuration /srv/configuration
without() { # SED-EXPRESSION...: the launcher without a defence
  sed "$@" /srv/whole >$apikeys
  ! cmp -s /srv/whole $apikeys || echo 'nothing was taken out'
}
planted() { # WHAT: bob's Java in root's configuration
  tell "$1" alice "$apikeys" list --columns label
  without -e '/^require_root_alone() {/a return 0'
  tell "$1 (control)" alice "$apikeys" list --columns label
  cp /srv/whole $apikeys
}
evil_configuration() { sed 's#^java.*#java = /srv/evil/bin/java#' /srv/configuration; }
echo '== a planted configuration'
evil_configuration >$configuration
chown bob $configuration
planted 'it belongs to bob'
chown root $configuration
chmod 0666 $configuration
planted 'everybody can write it'
chmod 0644 $configuration
mv $configuration /srv/home/evil.properties
ln -s /srv/home/evil.properties $configuration
planted 'it is a link'
rm $configuration
mv /srv/home/evil.properties $configuration
chmod 0777 /etc/apikeys
planted 'everybody can replace it'
chmod 0755 /etc/apikeys
cp /srv/configuration $configuration

echo '== the environment of bob'
tell 'a sudo on the PATH' bob env PATH=/srv/evil/bin:/usr/bin:/bin "$apikeys" list --columns label
# shellcheck disable=SC2016 # a line of the launcher
without -e 's#^  for sudo in .*#  for sudo in $(command -v sudo); do#'
tell 'a sudo on the PATH (control)' bob env PATH=/srv/evil/bin:/usr/bin:/bin "$apikeys" list --columns label
cp /srv/whole $apikeys
tell 'JAVA_HOME' bob env JAVA_HOME=/srv/evil "$apikeys" list --columns label
# shellcheck disable=SC2016 # a line of the launcher
without -e '/^if \[ -n "${SUDO_UID:-}" \]; then$/,/^fi$/d'
sed -e '1i Defaults env_keep += "JAVA_HOME"' -e '/JAVA_HOME"$/d' /srv/rule >$rule
tell 'JAVA_HOME (control)' bob env JAVA_HOME=/srv/evil "$apikeys" list --columns label
cp /srv/whole $apikeys
cp /srv/rule $rule
tell 'SUDO_USER and SUDO_COMMAND' bob env SUDO_USER=alice SUDO_COMMAND=/bin/sh USER=apikeys "$apikeys" list --columns label
tell 'SUDO_ASKPASS is not called' bob env SUDO_ASKPASS=/srv/evil/bin/sudo "$apikeys" list --columns label
tell 'a variable of Java' bob env JAVA_TOOL_OPTIONS=-version _JAVA_OPTIONS=-version "$apikeys" list --columns label

echo '== whom bob claims to be'
claims() { # COMMAND...: what apikeys says, and whom the last event names
  "$@" || echo "exit $?"
  sqlite3 -separator ' ' /srv/data/apikeys.db \
    'SELECT action, denied, actor_name, via FROM audit ORDER BY sequence DESC LIMIT 1'
}
tell 'SUDO_UID' claims bob env SUDO_UID=64002 SUDO_USER=alice "$apikeys" enable -y ci
tell 'SUDO_UID, if he had a shell of the account (control)' claims as 64001 64001 env SUDO_UID=64002 SUDO_USER=alice \
  "$apikeys" generate -q --label forged
root_of_a_namespace="unshare --user --map-root-user env"
tell 'a user namespace' bob $root_of_a_namespace SUDO_UID=64002 SUDO_USER=alice "$apikeys" list
without -e '/^require_root_alone() {/a return 0' -e 's/^      \[ -z "${SUDO_UID:-}" \] ||/      true ||/'
tell 'a user namespace (control: who looks only at the uid)' bob $root_of_a_namespace id -u
without -e '/^require_root_alone() {/a return 0' -e 's/^      \[ -z "${SUDO_UID:-}" \] ||/      true ||/'
tell 'a user namespace, and a launcher that takes him for root' \
  bob sh -c "$root_of_a_namespace $apikeys list 2>&1 | sed -n 's/^sudo: .*/sudo refuses/p' | head -n 1"
cp /srv/whole $apikeys
tell 'a user namespace, with the files of the account' bob $root_of_a_namespace \
  APIKEYS_DATABASE=/srv/data/apikeys.db APIKEYS_KEY_FILE=/srv/data/apikeys.key "$apikeys" list

# bob may run one program as root and as alice. The program calls apikeys, with bob's words.
printf '#!/bin/sh\nexec %s "$@"\n' $apikeys >/srv/program
chmod 0755 /srv/program
echo 'bob ALL=(root, alice) NOPASSWD: /srv/program' >/etc/sudoers.d/program
chmod 0440 /etc/sudoers.d/program
tell 'a program that he may run as root' claims bob sudo -n /srv/program generate -q --label nested
without -e 's/^      \[ -z "${SUDO_UID:-}" \] ||/      true ||/'
tell 'a program that he may run as root (control)' claims bob sudo -n /srv/program generate -q --label nested
cp /srv/whole $apikeys
tell 'who may act as alice is alice' claims bob sudo -n -u alice /srv/program disable -y -q nested
rm /etc/sudoers.d/program

echo '== what the process of the account gets'
library=$(find /usr/libexec /usr/lib -name libstdbuf.so | head -n 1)
[ -n "$library" ] || echo 'there is no libstdbuf.so'
echo secret >/srv/home/bob/file
chown bob /srv/home/bob/file
process() { # prints the Java that answers for a stream
  for _ in $(seq 300); do
    for candidate in $(pgrep -f '/srv/package/.*apikeys.Main .*verify --stream' -n); do
      [ "$(cat "/proc/$candidate/comm")" != java ] || { echo "$candidate"; return; }
    done
    sleep 0.1
  done
}
look() { # COMMAND...: what bob's library, descriptor and environment become in a process that lives for a while
  mkfifo /srv/home/fifo
  chmod 0666 /srv/home/fifo
  bob env LD_PRELOAD="$library" BASH_ENV=/srv/evil/bin/java PERL5LIB=/srv/evil ENV=/srv/evil/bin/java "$@" \
    "$apikeys" verify --stream </srv/home/fifo 7</srv/home/bob/file >/dev/null 2>&1 &
  exec 8>/srv/home/fifo
  pid=$(process)
  sleep 0.5
  echo "uid $(stat -c %u "/proc/$pid"), library $(grep -c libstdbuf "/proc/$pid/maps" | sed 's/[1-9].*/loaded/; s/^0$/not loaded/')," \
    "descriptor $(find "/proc/$pid/fd" -lname /srv/home/bob/file | grep -c . | sed 's/[1-9].*/open/; s/^0$/not open/')," \
    "variable $(tr '\0' '\n' <"/proc/$pid/environ" | grep -c PERL5LIB | sed 's/1/set/; s/0/not set/')"
  exec 8>&-
  wait $! || true
  rm /srv/home/fifo
}
look
bob env APIKEYS_DATABASE=/srv/home/bob/b.db APIKEYS_KEY_FILE=/srv/home/bob/b.key "$apikeys" init 2>/dev/null
echo 'in a process of his own (control):'
look env APIKEYS_DATABASE=/srv/home/bob/b.db APIKEYS_KEY_FILE=/srv/home/bob/b.key

echo '== other programs'
cp -r /srv/package /srv/copy
sed -i 's/^set -u/set -u; echo "taken over, as $(id -un)" >\&2/' /srv/copy/bin/apikeys
tell 'a copy of the package is not run as the account' bob sh -c '/srv/copy/bin/apikeys list 2>&1 | sort -u'
tell 'a link to the package is' bob sh -c "ln -s $apikeys ~/link && ~/link list --columns label"
tell 'a shell is not run as the account' bob sudo -n -u apikeys /bin/sh -c id
tell 'nor the tool as root' bob sudo -n "$apikeys" list

echo '== what helps, where only root can'
chmod 0644 /srv/data/apikeys.key
tell 'the keys are open' alice "$apikeys" list
chmod 0600 /srv/data/apikeys.key
chmod 0777 /srv/data
tell 'the folder is open' alice "$apikeys" list
chmod 0700 /srv/data
mv /srv/data/apikeys.key /srv/key
tell 'the keys are gone' alice "$apikeys" list
mv /srv/key /srv/data/apikeys.key
ln /srv/data/apikeys.db /srv/data/other
tell 'the database has two names' alice "$apikeys" list
rm /srv/data/other
mv /srv/data/apikeys.db /srv/db
tell 'the database is gone' alice "$apikeys" list
mv /srv/db /srv/data/apikeys.db
sed -i '/^key-file/d' $configuration
tell 'the configuration names no keys' alice "$apikeys" list
cp /srv/configuration $configuration
mkdir -m 0777 /srv/home/alice/open
chown alice /srv/home/alice/open
tell 'a folder of alice is open' alice "$apikeys" backup /srv/home/alice/open/tokens
