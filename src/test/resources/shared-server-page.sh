#!/bin/bash
# Runs the commands of the page about a shared server, as they stand there, with the real apt, the two real packages and
# nginx, in the private mounts of debian-package.sh. The first words of a heading say who types the commands below it.
# Before the packages are removed, ada presses TAB in each shell and runs recipes of the other page.
# Usage: unshare --mount --propagation private --net --pid --fork --kill-child --mount-proc \
#   shared-server-page.sh DEB-OF-THE-TOOL JAVA_HOME DEB-OF-THE-SERVER PAGE
set -eu
here=${0%/*}
server=$3
page=$(realpath "$4")
# Run the other script up to its first test: it makes the mounts.
eval "$(sed "/^echo /,\$d" "$here/debian-package.sh")"
unset JAVA_HOME
mkdir /mnt/packages /mnt/bin
cp "$package" "$server" "$page" "${page%/*}/recipes.md" /mnt/packages
page=/mnt/packages/${page##*/}
for folder in home run; do mount -t tmpfs -o mode=0755 tmpfs /$folder; done
mount -t tmpfs -o mode=1777 tmpfs /tmp
for user in ada bob; do useradd --create-home --no-log-init "$user"; done
perl -e 'socket S, 2, 1, 0 or die; my $up = pack "a16s", "lo", 1; ioctl S, 0x8914, $up or die' # ip link set lo up

# systemd does not run in these mounts. This does what the unit of the page tells it.
cat >/mnt/bin/systemctl <<'S'
#!/bin/bash
unit=/etc/systemd/system/token-guard.service
setting() { sed -n "s/^$1=//p" $unit; }
case $* in
  'enable --now token-guard')
    folder=/run/$(setting RuntimeDirectory)
    install -d -m "$(setting RuntimeDirectoryMode)" -o "$(setting User)" -g "$(setting Group)" "$folder"
    (cd / && env -i PATH=/usr/bin:/bin setpriv --reuid="$(setting User)" --regid="$(setting Group)" --init-groups \
      "$(setting ExecStart)" </dev/null >/mnt/guard.log 2>&1 & echo $! >/mnt/guard.pid)
    for _ in $(seq 100); do [ -S "$folder/socket" ] && break || sleep 0.1; done
    ;;
  'disable --now token-guard') kill "$(cat /mnt/guard.pid)" ;;
  'reload-or-restart nginx') nginx ;;
  *) exit 1 ;;
esac
S
chmod 0755 /mnt/bin/systemctl

clean=(env -i LC_ALL=C.UTF-8)
person() { # USER: sets login to what starts a command as after a login of hers
  login=("${clean[@]}" PATH=/usr/bin:/bin HOME="/home/$1" TERM=screen
    setpriv --reuid="$(id -u "$1")" --regid="$(id -g "$1")" --init-groups)
}
type_as() { # USER COMMAND
  case $1 in
    root) cd /mnt/packages && "${clean[@]}" PATH=/mnt/bin:/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive \
      bash -c "$2" ;;
    *) cd "/home/$1" 2>/dev/null || cd /
      person "$1"
      "${login[@]}" bash -c "$2" ;;
  esac
}

screen() { tmux -S /mnt/tmux capture-pane -p -t "$1"; }
see() { # SHELL PATTERN: waits for at most two seconds
  for _ in $(seq 40); do
    ! screen "$1" | grep -q "$2" || return 0
    sleep 0.05
  done
  return 1
}
press_tab() { # SHELL: on a busy machine, an answer can take longer than the second for which the shell waits
  person ada
  tmux -S /mnt/tmux -f /dev/null new-session -d -s "$1" -x 100 -y 20 "cd ~ada && ${login[*]} $1 -i"
  for _ in $(seq 10); do ! see "$1" '^typed>' || break; done
  tmux -S /mnt/tmux send-keys -t "$1" -l 'apikeys show --no-code de'
  for _ in $(seq 30); do
    tmux -S /mnt/tmux send-keys -t "$1" Tab
    ! see "$1" '^typed> apikeys show --no-code demo' || break
  done
  screen "$1" | sed -n "s/^typed> /$1: /p" | sed 's/ *$//'
}
ada_presses_tab() {
  echo '== ada presses TAB after de'
  # shellcheck disable=SC2016 # lines of a shell
  printf '%s\n' '. /usr/share/bash-completion/bash_completion' 'PS1="typed> "' >~ada/.bashrc
  printf '%s\n' 'autoload -Uz compinit && compinit -D -u' 'PROMPT="typed> "' >~ada/.zshrc
  mkdir -p ~ada/.config/fish ~ada/.local/share/fish/generated_completions # fish need not make the latter
  printf '%s\n' 'function fish_prompt; echo -n "typed> "; end' 'set -g fish_greeting' 'set -g fish_autosuggestion_enabled 0' \
    >~ada/.config/fish/config.fish
  chown -R ada:ada ~ada
  for shell in bash zsh fish; do press_tab $shell; done
  tmux -S /mnt/tmux kill-server
}

recipe() { # HEADING: prints the first script below it
  awk -v heading="## $1" '$0 == heading { here = 1 } !here { next } /^```$/ { exit } inside; /^```bash$/ { inside = 1 }' \
    /mnt/packages/recipes.md
}
ada_runs() { # COMMAND
  status=0
  type_as ada "$1" >/mnt/log 2>&1 </dev/null || status=$?
  perl -pe 's/\b(?=[a-z]*[A-Z0-9])[0-9A-Za-z]{12}\b/ID/g' /mnt/log
  [ "$status" -eq 0 ] || echo "exit $status"
}
ada_runs_recipes() {
  echo '== ada runs recipes'
  mkdir ~ada/recipes
  recipe 'Rotate every night, deploy to a file, finish when idle' >~ada/recipes/nightly
  recipe 'A token for one CI job' >~ada/recipes/job
  recipe 'Provision many at once' >~ada/recipes/provision
  # shellcheck disable=SC2016 # the job expands it
  printf '%s\n' '#!/bin/bash' 'echo "the job runs"; apikeys verify -q --scope deploy <"$1"' >~ada/command
  printf '%s\n' web-1 web-2 >~ada/labels
  chmod -R 0755 ~ada/recipes ~ada/command
  chown -R ada:ada ~ada
  first=$(sed -n 's/^For the first night, run `\(.*\)`\.$/\1/p' /mnt/packages/recipes.md)
  echo "ada: $first"
  ada_runs "$first"
  cp ~ada/nightly/token /mnt/old
  ada_runs 'TOKEN_IDLE=1s TOKEN_PAUSE=1 recipes/nightly'
  cmp -s ~ada/nightly/token /mnt/old || echo 'another code is deployed'
  ada_runs 'apikeys verify -q <nightly/token && ls -A nightly'
  ada_runs 'JOB_ID=4711 JOB_COMMAND=~/command recipes/job'
  ada_runs 'recipes/provision && cut -f 1 codes.tsv && cut -f 2 codes.tsv | head -n 1 | apikeys verify -q'
  ada_runs 'apikeys list --columns label,status | sort'
  find /tmp -mindepth 1 -path '*apikeys*'
}

user=
inside=
command=
file=
while IFS= read -r line; do
  case $inside$line in
    '## Root removes it')
      ada_presses_tab </dev/null
      ada_runs_recipes </dev/null
      user=root
      ;;
    '## Root '*) user=root ;;
    '## ada '*) user=ada ;;
    '## bob '*) user=bob ;;
    '## The server '*) user=guard ;;
    '## '*) user= ;;
    '```sh') inside=: ;;
    '```perl' | '```ini' | '```nginx') inside=+ && file= && : >/mnt/file ;;
    ':```') inside= ;;
    '+```')
      inside=
      echo "root: saves $file"
      mkdir -p "${file%/*}"
      cp /mnt/file "$file"
      ;;
    +*)
      echo "$line" >>/mnt/file
      case $file$line in '# /'*) file=${line#\# } ;; esac
      ;;
    :*'|') command="$command${line#"${line%%[! ]*}"} " ;; # goes on in the next line
    :*)
      command=$command${line#"${line%%[! ]*}"}
      echo "$user: $command"
      status=0
      type_as "$user" "$command" >/mnt/log 2>&1 </dev/null || status=$?
      sed -i 's/\r$//' /mnt/log # apt lets dpkg run at a terminal
      case $command in
        apt* | adduser*) sed -n '/^apikeys-server:/,/^To delete/p' /mnt/log && [ "$status" -eq 0 ] || cat /mnt/log ;;
        *) cat /mnt/log ;;
      esac
      [ "$status" -eq 0 ] || echo "exit $status"
      command=
      ;;
  esac
done <"$page"
echo '== left'
(cd /mnt && find etc usr var -path '*apikeys*' ! -type c ! -path '*/dpkg/*' ! -path 'var/log/*' ! -path 'var/cache/*') |
  sed 's/\.key\.[^.]*\./.key.XXXXXXXX./' | sort
grep -H ^apikeys /etc/passwd /etc/group | cut -d: -f 1-2
find /tmp /run -mindepth 1 -path '*apikeys*' -o -name 'hsperfdata*'
