#!/bin/bash
# The files that operators of a shared server name: apikeys runs as the service account, but their files are used with
# their own rights. Prints what each of them is told, and what attacks come to, each beside a control.
# Usage: unshare --mount --propagation private --pid --fork --mount-proc callers-files.sh PACKAGE JAVA_HOME
here=${0%/*}
# Run the other script up to its first test: it sets up the accounts, the sudo rule, and the functions.
eval "$(sed "/^tell /,\$d" "$here/shared-server.sh")"
mount -t tmpfs -o mode=1777 tmpfs /tmp
configuration=/etc/apikeys/apikeys.properties
printf 'account = apikeys\n' >>$configuration
mkdir -m 0711 /srv/home
for user in alice bob; do
  install -d -m 0700 -o $user -g $user /srv/home/$user
done
operator() { # NAME UID COMMAND...: runs it at home
  user=$1 id=$2
  shift 2
  (cd /srv/home/$user && env -i PATH=/usr/bin:/bin HOME=/srv/home/$user JAVA_HOME="$java_home" \
    setpriv --reuid="$id" --regid="$id" --groups=64011 "$@")
}
alice() { operator alice 64002 "$@"; }
bob() { operator bob 64003 "$@"; }
modes() { (cd "$1" && ls -A | while read -r name; do stat -c '%U %a %n' "$name"; done); }
left() { ls -d /tmp/apikeys-* 2>/dev/null || echo 'no rendezvous is left'; }

as 64001 64001 "$apikeys" init 2>/dev/null
as 64001 64001 "$apikeys" admins add alice 2>/dev/null

echo '== everything works for alice, whose home is closed to the account'
tell 'generate' alice "$apikeys" generate --label ci --secret-file code
tell 'once more' alice "$apikeys" generate --label ci2 --secret-file code
tell 'rotate' alice "$apikeys" rotate ci --secret-file=code --force --grace 0 -y -q
alice sh -c "$apikeys verify -q <code" && echo 'the code in the file works'
tell 'repeat a request' alice "$apikeys" generate --label once --once --request-id r --secret-file once -q
tell 'repeat it again' alice "$apikeys" generate --label once --once --request-id r --secret-file once -q
alice sh -c 'printf "many-1\nmany-2\n" >labels'
tell 'labels' alice "$apikeys" generate --label-file labels --secret-file codes -q
tell 'labels from another file descriptor' alice bash -c "$apikeys generate -q --label-file <(echo piped) --secret-file piped"
tell 'backup' alice "$apikeys" backup tokens.backup
tell 'backup again' alice "$apikeys" backup tokens.backup
alice mkdir -m 0700 backups
for _ in 1 2 3; do tell 'backups' alice "$apikeys" backup -q --to-dir backups --keep 2; done
ls /srv/home/alice/backups | wc -l
tell 'restore' alice "$apikeys" restore --dry-run tokens.backup --rollback -q
alice sh -c "$apikeys audit head >anchor"
tell 'anchor' alice "$apikeys" audit verify --anchor anchor -q
alice sh -c 'mkdir src && cp code src/leak && git init -q src && git -C src add . &&
  git -C src -c user.name=a -c user.email=a@a commit -qm x && rm src/leak'
tell 'scan' alice "$apikeys" scan . -q
tell 'scan a history' alice "$apikeys" scan --git src
tell 'scan both' alice sh -c "$apikeys scan - code -q <once"
tell 'scan nothing' alice "$apikeys" scan nothing
tell 'scan and revoke' alice "$apikeys" scan --revoke -y -q once
modes /srv/home/alice
left

echo '== with the rights of the caller, and not with those of the account'
tell 'a label file of the account' alice "$apikeys" generate --label-file /srv/data/apikeys.key -q
alice ln -s /srv/data/apikeys.key /srv/home/alice/link
tell 'through a link' alice "$apikeys" generate --label-file link -q
tell 'a secret file of the account' alice "$apikeys" generate --label x --secret-file /srv/data/x
tell 'a secret file through a link' alice "$apikeys" generate --label x --secret-file link --force
tell 'a secret file that others could replace' alice "$apikeys" generate --label x --secret-file /tmp/x
tell 'a backup to the account' alice "$apikeys" backup /srv/data/x
tell 'a backup of the account' alice "$apikeys" restore /srv/data/apikeys.db
tell 'a scan of the account' alice "$apikeys" scan /srv/data
tell 'the files of alice' bob "$apikeys" scan /srv/home/alice/code
tell 'bob has no role' bob "$apikeys" generate --label x --secret-file x
modes /srv/home/bob
tell 'root may not destroy the database' env -C / -i PATH=/usr/bin:/bin HOME=/root JAVA_HOME="$java_home" \
  "$apikeys" generate --label x --secret-file /srv/data/apikeys.db --force
tell 'an account taken by hand' alice $through_sudo "$apikeys" generate --label x --secret-file x
left

echo '== links to files of the account, also while they are looked at'
code=$(as 64001 64001 "$apikeys" show -q ci)
echo "leaked: $code" >/srv/data/leak
echo stolen >/srv/data/labels
chown 64001:64001 /srv/data/leak /srv/data/labels
install -d -m 0755 -o alice -g alice /srv/home/open
alice sh -c 'cd ../open && echo nothing >harmless && ln -s /srv/data/labels labels && ln -s /srv/data/leak leak && ln -s leak swapped'
tell 'labels' alice "$apikeys" generate -q --label-file /srv/home/open/labels
tell 'labels (control)' as 64001 64001 sh -c "$apikeys generate -q --label-file /srv/home/open/labels | wc -l"
alice perl -e 'alarm 300; chdir "/srv/home/open"; for (;;) { for (qw(harmless /srv/data/leak)) {
  symlink $_, "new"; rename "new", "swapped"; select undef, undef, undef, 0.001 } }' 2>/dev/null &
found() { # TIMES COMMAND...: whether one of several searches finds the code
  times=$1
  shift
  for _ in $(seq "$times"); do
    ! "$@" "$apikeys" scan /srv/home/open/swapped 2>/dev/null | grep -q . || { echo 'the code was found'; return; }
  done
  echo 'the code was not found'
}
tell 'a link that changes all the time' found 4 alice
tell 'a link that changes all the time (control)' found 20 as 64001 64001
kill $(pgrep -u alice -f 'rename "new", "swapped"')
wait
tell 'a backup to the account (control)' as 64001 64001 "$apikeys" backup -q /srv/data/x
rm /srv/data/x /srv/data/leak /srv/data/labels

echo '== a place that apikeys did not make'
folder=/tmp/apikeys-0123456789abcdef0123456789abcdef
wait_there() { # UID: as this user, waits at a place of alice's, and prints whether it is sent anything
  rm -rf $folder
  install -d -m 0777 -o alice -g alice $folder
  setpriv --reuid="$1" --regid="$1" --clear-groups perl -e 'use Socket; $SIG{ALRM} = sub { exit }; alarm 20;
    socket(my $s, AF_UNIX, SOCK_STREAM, 0) or die; bind($s, pack_sockaddr_un("$ARGV[0]/socket")) or die;
    chmod 0666, "$ARGV[0]/socket"; listen($s, 5); accept(my $c, $s); my $n = sysread($c, my $b, 99) || 0;
    print $n ? "it is spoken to\n" : "it is told nothing\n"' $folder >/srv/told &
  until [ -S $folder/socket ]; do sleep 0.1; done
}
told() {
  wait
  cat /srv/told
}
by_hand() { alice $through_sudo "$apikeys" "__caller=$1" generate --label x --secret-file x; }
wait_there 64003
tell 'bob waits where alice leads her command' by_hand $folder
told
chown bob $folder
tell 'the place belongs to bob' by_hand $folder
wait_there 64002
tell 'alice waits there herself (control)' by_hand $folder
told
rm -rf $folder
tell 'another path' by_hand /run/socket
tell 'without sudo' as 64001 64001 "$apikeys" "__caller=$folder" list
tell 'nobody waits' by_hand $folder

echo '== somebody else comes first'
cat >/srv/first.pl <<'P'
# Connects to every new place as fast as it can, greets like the account's process, and asks for a file.
use Socket; $| = 1; $SIG{ALRM} = sub { exit }; alarm 60; $SIG{PIPE} = 'IGNORE';
for (my $met = 0; !$met; ) {
  for my $place (glob "/tmp/apikeys-*") {
    socket(my $s, AF_UNIX, SOCK_STREAM, 0) or die;
    next unless connect($s, pack_sockaddr_un("$place/socket"));
    $met = 1;
    syswrite($s, pack("n", length $ARGV[0]) . $ARGV[0]);
    print sysread($s, my $b, 99) ? "it is answered\n" : "it gets no answer\n";
  }
}
P
version=$(as 64001 64001 "$apikeys" --version | sed -n 's/^apikeys //p')
first() { # UID
  setpriv --reuid="$1" --regid="$1" --clear-groups perl /srv/first.pl "$version" >/srv/told &
  sleep 0.3
}
first 64003
tell 'bob' alice "$apikeys" generate --label first --secret-file first -q
told
first 64001
tell 'the account (control)' alice "$apikeys" generate --label second --secret-file second -q
told

echo '== alice ends it'
alice sh -c 'head -c 200000000 /dev/zero >big; for i in 1 2 3 4 5 6 7; do ln big big$i; done'
ended() { # SIGNAL
  alice "$apikeys" scan . 2>/dev/null &
  until pgrep -u alice -f 'apikeys.CallerMain' >/dev/null && pgrep -u apikeys -f 'apikeys.Main' >/dev/null; do sleep 0.1; done
  sleep 1
  kill "-$1" $(pgrep -u alice -f apikeys.CallerMain)
  status=0
  wait $! || status=$?
  echo "$1: exit $status"
  for _ in $(seq 50); do pgrep -u apikeys -f apikeys.Main >/dev/null || break; sleep 0.1; done
  ! pgrep -u apikeys -f apikeys.Main >/dev/null || echo 'the process of the account goes on'
}
ended TERM
ended HUP
left
