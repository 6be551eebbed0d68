#!/bin/bash
# Kills one of the two processes of a rotation on the shared server of shared-server.sh before a system call, and then
# repeats the rotation. A code was deployed in the file before: whatever is in it must work at any time.
# Prints a line for each kill: the exit code, and what is wrong, if anything is.
# Usage: unshare --mount --propagation private --pid --fork --mount-proc callers-files-kills.sh PACKAGE JAVA_HOME MOST PROCESS:CALL...
#   MOST is at how many calls of each kind to kill at most; PROCESS is caller or account.
here=${0%/*}
eval "$(sed "/^tell /,\$d" "$here/shared-server.sh")"
set +e
most=$3
shift 3
mount -t tmpfs -o mode=1777 tmpfs /tmp
mkdir -p -m 0711 /srv/home
install -d -m 0700 -o alice -g alice /srv/home/alice
as 64001 64001 "$apikeys" init 2>/dev/null
as 64001 64001 "$apikeys" admins add alice 2>/dev/null
printf 'account = apikeys\n' >>/etc/apikeys/apikeys.properties
plain() {
  (cd /srv/home/alice && env -i PATH=/usr/bin:/bin HOME=/srv/home/alice JAVA_HOME="$java_home" \
    setpriv --reuid=64002 --regid=64002 --groups=64011 "$@")
}
plain "$apikeys" generate -q --label ci --secret-file code
cp -a /srv/data /srv/data.before
cp -a /srv/home/alice /srv/alice.before

# A Java for each process that runs below strace. Its children are left alone, since sudo would not work there.
for process in caller account; do
  mkdir -p /srv/java-$process/bin
  cp "$java_home/release" /srv/java-$process/
  ln -s "$java_home/lib" "$java_home/conf" /srv/java-$process/ 2>/dev/null
  cat >/srv/java-$process/bin/java <<S
#!/bin/sh
[ -r /srv/$process.inject ] || exec $java_home/bin/java "\$@"
exec strace -f -qqq -b execve -o /srv/strace.$process -e "\$(cat /srv/$process.inject)" $java_home/bin/java "\$@"
S
  chmod 0755 /srv/java-$process/bin/java
  : >/srv/strace.$process
done
chown 64002 /srv/strace.caller
chown 64001 /srv/strace.account
sed -i 's#^java.*#java = /srv/java-account/bin/java#' /etc/apikeys/apikeys.properties

alice() {
  (cd /srv/home/alice && env -i PATH=/usr/bin:/bin HOME=/srv/home/alice JAVA_HOME=/srv/java-caller \
    setpriv --reuid=64002 --regid=64002 --groups=64011 "$@")
}
rotate() { alice timeout -s KILL 60 "$apikeys" rotate ci --secret-file code --force -q --request-id r -y "$@" 2>/srv/said; }
works() { plain sh -c "$apikeys verify -q <code" 2>/dev/null; }
wrong() { echo "  WRONG $1 ($(tr '\n' ' ' </srv/said))"; }
grace=
for point in "$@"; do
  process=${point%%:*} call=${point##*:}
  for number in $(seq "$most"); do
    rm -rf /srv/data/* /srv/data/.[!.]* /srv/home/alice /tmp/apikeys-*
    cp -a /srv/data.before/. /srv/data/
    cp -a /srv/alice.before /srv/home/alice
    [ "$grace" = 0 ] && grace=1h || grace=0
    echo "inject=$call:signal=KILL:when=$number" >/srv/$process.inject
    rotate --grace $grace
    status=$?
    rm -f /srv/$process.inject
    # Whoever was not killed finds out that the other one was.
    for _ in $(seq 50); do pgrep -u apikeys -f 'apikeys.Main ' >/dev/null || break; sleep 0.1; done
    grep -q 'killed by SIGKILL' /srv/strace.$process || { echo "$process $call: $((number - 1)) times" && break; }
    : >/srv/strace.$process
    old=$(cat /srv/alice.before/code) now=$(cat /srv/home/alice/code)
    echo "$process $call $number grace $grace: exit $status, $([ "$old" = "$now" ] && echo 'the old code' || echo 'a new code')"
    [ "$(stat -c '%U %a %s' /srv/home/alice/code)" = 'alice 600 56' ] || wrong 'the file'
    works || wrong 'the code in the file does not work'
    case $status in 0 | 22 | 23 | 137) ;; *) wrong 'the exit code' ;; esac
    ! grep -q 'a bug in apikeys' /srv/said || wrong 'what is said'
    sed -n 's/^apikeys: /  the account: /p' /srv/said
    [ "$status" != 23 ] || [ "$old" = "$now" ] || wrong 'the code was delivered'
    rotate --grace $grace || wrong "repeating it ended with $?"
    works || wrong 'after the repetition, the code in the file does not work'
    [ "$(cat /srv/home/alice/code)" != "$old" ] || wrong 'the repetition changed nothing'
    [ "$(ls -A /srv/home/alice | wc -l)" = 1 ] || wrong "left behind: $(ls -A /srv/home/alice)"
    [ -z "$(ls -A /srv/data | grep -v '^apikeys\.\(db\|db.reserve\|key\|key\..*\.anchor\)$')" ] || wrong "left behind: $(ls -A /srv/data)"
    [ "$(sqlite3 /srv/data/apikeys.db 'PRAGMA integrity_check')" = ok ] || wrong 'the database is damaged'
  done
done
