#!/bin/bash
# An operator without the role tries to stop an administrator from revoking, on the shared server of shared-server.sh.
# The script checks whether the administrator has to wait, and prints a line for each attack.
# Usage: unshare --mount --propagation private shared-server-attacks.sh PACKAGE JAVA_HOME
here=${0%/*}
# Run the other script up to its first test: it sets up the accounts, the sudo rule, and the functions.
eval "$(sed "/^tell /,\$d" "$here/shared-server.sh")"
trap '' PIPE
sudos=
trap 'kill $(jobs -p) 2>/dev/null; kill -KILL $sudos 2>/dev/null' EXIT
set +e +m

# Other commands wait up to 30 seconds for the lock. A revocation should take at most five seconds. A machine that runs
# other tests may need several seconds only to start Java, so the test requires less than those 30 seconds.
limit=25
mount -t tmpfs -o mode=0700,uid=64001,gid=64001,size=8m tmpfs /srv/data
database=/srv/data/apikeys.db
# Use a separate session, because when its command is stopped, sudo stops its own process group.
alice() { as 64002 64011 setsid -w $through_sudo "$apikeys" "$@"; }
bob() { as 64003 64011 setsid -w $through_sudo "$apikeys" "$@"; }
as 64001 64001 "$apikeys" init 2>/dev/null
as 64001 64001 "$apikeys" admins add alice 2>/dev/null
seq -f 't%g' 3000 | alice generate -q --label-file - >/dev/null

token=0
revoked() { # ATTACK
  token=$((token + 1))
  begin=$SECONDS
  message=$(alice revoke -y "t$token" 2>&1)
  status=$?
  took=$((SECONDS - begin))
  if [ "$status" -eq 0 ] && [ "$took" -le "$limit" ]; then echo "$1: revoked"; else echo "$1: exit $status after $took s: $message"; fi
}
holder() { # prints the process of this package that locks the database; other file systems can have the same inode
  for candidate in $(awk -v inode=":$(stat -c %i "$database")$" '$2 == "POSIX" && $6 ~ inode { print $5 }' /proc/locks); do
    if tr '\0' ' ' <"/proc/$candidate/cmdline" | grep -q '/srv/package/.*apikeys.Main'; then
      echo "$candidate"
      return
    fi
  done
}
stopped() { # COMMAND...: starts it, stops it as soon as it holds a lock, and sets pid
  pid=
  for _ in $(seq 50); do
    "$@" >/dev/null 2>&1 &
    while kill -0 $! 2>/dev/null; do
      pid=$(holder)
      [ -z "$pid" ] || {
        sudos="$sudos $(ps -o ppid= -p "$pid")" # sudo stops with its command, and stays stopped
        kill -STOP "$pid" && sleep 0.1 && [ "$(holder)" = "$pid" ] && return
        kill -CONT "$pid"
      }
    done
    pid=
  done
  echo 'nobody was stopped in time'
}

stopped bob list -o json
as 64003 64011 sh -c "kill -STOP $pid 2>/dev/null || echo 'bob may not signal it'"
revoked 'a reader is stopped'
stopped bob list -o json
(while kill -STOP "$pid" 2>/dev/null; do sleep 0.1; done) &
revoked 'a reader is stopped again and again'
stopped alice relabel t2999 other
(while kill -STOP "$pid" 2>/dev/null; do sleep 0.1; done) &
revoked 'a writer is stopped again and again'
bob list -o json | sleep 15 &
sleep 2
revoked 'nobody reads what a list prints'
(sleep 1; printf '\032'; sleep 5) | as 64003 64011 script -qec "$through_sudo $apikeys list -o json" /dev/null >/dev/null 2>&1 &
sleep 1.2
revoked 'Ctrl-Z is pressed'
for _ in 1 2; do (while :; do bob revoke -y $(seq -f 't%g' 500) >/dev/null 2>&1; done) & done
sleep 3
revoked 'denied attempts come all the time'
kill $(jobs -p) 2>/dev/null
wait 2>/dev/null
echo "denials: $(sqlite3 "$database" "SELECT count(*) < 12 FROM audit WHERE denied")"

printf '#!/bin/sh\necho "$@" >>/tmp/logged\n' >/srv/logger
chmod 0755 /srv/logger
mount -t tmpfs -o mode=1777 tmpfs /tmp
mount --bind /srv/logger /usr/bin/logger
head -c 8388608 /dev/zero >/srv/data/filler 2>/dev/null
full=
for _ in $(seq 40); do
  # A denial gets its own event again after a minute. To save that minute, empty the table.
  [ -n "$full" ] || full=$(bob generate --label x 2>&1 | grep "written to the system log")
  [ -n "$full" ] && break
  sqlite3 "$database" 'DELETE FROM denial' 2>/dev/null
done
grep -q "denied to bob (uid 64003); the audit trail cannot be written" /tmp/logged && echo 'a denial without room is logged'
[ -e "$database.reserve" ] && echo 'the reserve is there'
revoked 'the disk is full'
