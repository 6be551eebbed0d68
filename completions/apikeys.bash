# Completes apikeys in bash 4.2 and later, with or without the package bash-completion, also under set -u.
# For an alias, add: complete -F _apikeys ALIAS
#
# Typed text and candidates are never evaluated or expanded. This file splits the line itself, because bash cuts its own
# words (COMP_WORDS) at every = and :, and a : is common in labels. To support bash 4.2 and 4.3, it avoids namerefs,
# ${x@Q}, mapfile -d, local -, and "${x[@]}" for an array that may be empty.

# BEGIN of the generated command model: 'mvn test -Dtest=CompletionFilesTest -Dgolden.update=true' writes it

# Sets what a command has: subcommands with their aliases; options with their aliases, a * if they can be
# repeated, and =KIND if they take a value; the KIND of the operands, and the greatest number of them.
_apikeys_model() {
  subcommands=() options=() operand='' most=0
  case $1 in
    '')
      subcommands=(
        'generate create new'
        'list ls'
        'show describe'
        'history'
        'edit'
        'relabel'
        'rotate'
        'disable'
        'enable'
        'revoke'
        'purge'
        'verify'
        'serve'
        'scan'
        'schema'
        'init'
        'admins'
        'audit'
        'key'
        'backup'
        'restore'
        'doctor'
        'completion'
        'help'
      )
      options=(
        '--version -V'
      )
      ;;
    'generate')
      options=(
        '--label -l=nothing'
        '--label-file=files'
        '--description=nothing'
        '--scope*=allowed'
        '--owner=owners'
        '--meta*=nothing'
        '--from-network*=nothing'
        '--expires-in=nothing'
        '--expires-at=nothing'
        '--once'
        '--if-absent'
        '--secret-file=files'
        '--force'
        '--request-id=nothing'
        '--quiet -q'
        '--output -o=words text json'
      )
      ;;
    'list')
      options=(
        '--status*=list active disabled revoked expired'
        '--unused-for=nothing'
        '--expiring-within=nothing'
        '--created-by=users'
        '--scope*=scopes'
        '--owner=owners'
        '--meta*=nothing'
        '--allowed-from=nothing'
        '--sort=words id label status created expires last_accessed created_by'
        '--reverse'
        '--limit=nothing'
        '--as-of=nothing'
        '--columns*=list id label status created expires last_accessed scopes description created_by last_accessed_from revoked revoked_by revoke_reason recoverable predecessor successor owner metadata networks disabled disabled_by disable_reason'
        '--no-header'
        '--output -o=words table json jsonl csv tsv ids'
      )
      operand='labels' most=0
      ;;
    'show')
      options=(
        '--id*=ids'
        '--label*=labels'
        '--quiet -q'
        '--no-code'
        '--field=words id label status created expires last_accessed scopes description created_by last_accessed_from revoked revoked_by revoke_reason recoverable predecessor successor owner metadata networks disabled disabled_by disable_reason'
        '--output -o=words text json'
      )
      operand='recoverable' most=1
      ;;
    'history')
      options=(
        '--id*=ids'
        '--label*=labels'
        '--output -o=words text tsv json'
      )
      operand='all' most=1
      ;;
    'edit')
      options=(
        '--id*=ids'
        '--label*=labels'
        '--description=nothing'
        '--no-description'
        '--add-scope*=allowed'
        '--remove-scope*=scopes'
        '--owner=owners'
        '--no-owner'
        '--meta*=nothing'
        '--no-meta*=nothing'
        '--from-network*=nothing'
        '--no-networks'
        '--expires-in=nothing'
        '--expires-at=nothing'
        '--no-expiry'
        '--dry-run -n'
        '--quiet -q'
        '--output -o=words text json'
      )
      operand='all' most=1
      ;;
    'relabel')
      options=(
        '--id*=ids'
        '--label*=labels'
        '--quiet -q'
        '--output -o=words text json'
      )
      operand='all' most=1
      ;;
    'rotate')
      options=(
        '--id*=ids'
        '--label*=labels'
        '--grace=nothing'
        '--expires-in=nothing'
        '--expires-at=nothing'
        '--secret-file=files'
        '--force'
        '--request-id=nothing'
        '--quiet -q'
        '--output -o=words text json'
        '--status'
        '--finish'
        '--abort'
        '--if-idle=nothing'
        '--yes -y'
      )
      operand='active' most=1
      ;;
    'disable')
      options=(
        '--id*=ids'
        '--label*=labels'
        '--label-glob*=labels'
        '--owner=owners'
        '--meta*=nothing'
        '--reason=nothing'
        '--dry-run -n'
        '--expect=nothing'
        '--yes -y'
        '--quiet -q'
        '--output -o=words text json'
      )
      operand='active' most=0
      ;;
    'enable')
      options=(
        '--id*=ids'
        '--label*=labels'
        '--label-glob*=labels'
        '--owner=owners'
        '--meta*=nothing'
        '--dry-run -n'
        '--expect=nothing'
        '--yes -y'
        '--quiet -q'
        '--output -o=words text json'
      )
      operand='disabled' most=0
      ;;
    'revoke')
      options=(
        '--id*=ids'
        '--label*=labels'
        '--expired'
        '--unused-for=nothing'
        '--label-glob*=labels'
        '--owner=owners'
        '--meta*=nothing'
        '--code-stdin'
        '--reason=nothing'
        '--dry-run -n'
        '--expect=nothing'
        '--yes -y'
        '--quiet -q'
        '--output -o=words text json'
      )
      operand='current' most=0
      ;;
    'purge')
      options=(
        '--revoked-before=nothing'
        '--dry-run -n'
        '--expect=nothing'
        '--yes -y'
        '--quiet -q'
        '--output -o=words text json'
      )
      ;;
    'verify')
      options=(
        '--scope*=scopes'
        '--from=nothing'
        '--no-touch'
        '--stream'
        '--quiet -q'
        '--output -o=words text json'
      )
      ;;
    'serve')
      options=(
        '--listen*=files'
        '--socket-mode=nothing'
        '--socket-group=nothing'
        '--status-listen*=files'
        '--header=nothing'
        '--address-header=nothing'
        '--max-connections=nothing'
        '--idle-timeout=nothing'
        '--drain=nothing'
        '--access-log'
      )
      ;;
    'scan')
      options=(
        '--git'
        '--revoke'
        '--reason=nothing'
        '--yes -y'
        '--quiet -q'
        '--output -o=words text json sarif'
      )
      operand='files' most=0
      ;;
    'schema')
      operand='words admins-add@1 admins-remove@1 admins@1 audit-event@1 audit-head@1 audit-list@1 audit-verify@1 backup@1 columns@2 disable@1 doctor@1 edit@1 enable@1 error@1 generate-batch@2 generate@2 history@2 init@1 introspect@1 key-drop@1 key-list@1 key-rekey@1 key-rotate@1 list@2 purge@1 relabel@1 restore@1 revoke@1 rotate@2 rotation@2 scan@2 serve-answer@1 serve-event@1 show@2 token@2 verify@3' most=1
      ;;
    'init')
      options=(
        '--quiet -q'
        '--output -o=words text json'
      )
      ;;
    'admins')
      subcommands=(
        'list ls'
        'add'
        'remove'
      )
      ;;
    'admins list')
      options=(
        '--output -o=words table tsv json'
      )
      ;;
    'admins add')
      options=(
        '--recover'
        '--quiet -q'
        '--output -o=words text json'
      )
      operand='users' most=1
      ;;
    'admins remove')
      options=(
        '--quiet -q'
        '--output -o=words text json'
      )
      operand='administrators' most=1
      ;;
    'audit')
      subcommands=(
        'list ls'
        'verify'
        'head'
      )
      ;;
    'audit list')
      options=(
        '--token=all'
        '--actor=users'
        '--action*=list init generate show relabel revoke rotate deliver purge undelivered admins_add admins_confirm admins_remove admins_recover backup upgrade disable enable audit_verify doctor edit list history audit_list audit_head admins_list key_list key_rotate key_rekey key_drop restore'
        '--denied'
        '--since=nothing'
        '--until=nothing'
        '--after=nothing'
        '--reverse'
        '--limit=nothing'
        '--output -o=words table json jsonl csv tsv'
      )
      ;;
    'audit verify')
      options=(
        '--anchor=files'
        '--quiet -q'
        '--output -o=words text json'
      )
      ;;
    'audit head')
      options=(
        '--output -o=words text json'
      )
      ;;
    'key')
      subcommands=(
        'list ls'
        'rotate'
        'rekey'
        'drop'
      )
      ;;
    'key list')
      options=(
        '--output -o=words table tsv json'
      )
      ;;
    'key rotate')
      options=(
        '--quiet -q'
        '--output -o=words text json'
      )
      ;;
    'key rekey')
      options=(
        '--dry-run -n'
        '--quiet -q'
        '--output -o=words text json'
      )
      ;;
    'key drop')
      options=(
        '--dry-run -n'
        '--yes -y'
        '--quiet -q'
        '--output -o=words text json'
      )
      operand='keys' most=1
      ;;
    'backup')
      options=(
        '--to-dir=files'
        '--keep=nothing'
        '--quiet -q'
        '--output -o=words text json'
      )
      operand='files' most=1
      ;;
    'restore')
      options=(
        '--rollback'
        '--anchor=files'
        '--dry-run -n'
        '--yes -y'
        '--quiet -q'
        '--output -o=words text json'
      )
      operand='files' most=1
      ;;
    'doctor')
      options=(
        '--deep'
        '--fix'
        '--fail-on=words error warning notice never'
        '--quiet -q'
        '--output -o=words text json prometheus'
      )
      ;;
    'completion')
      operand='words bash zsh fish' most=1
      ;;
    'help')
      operand='commands files environment formats exit-codes security' most=0
      ;;
  esac
  options+=(
    '--database=files'
    '--key-file=files'
    '--wait=nothing'
    '--color=words auto always never'
    '--debug'
    '--help -h'
  )
}

# END

# Splits the text before the cursor. Sets:
#   words       the complete words, without quotes
#   word        the word at the cursor, and quote, its open quotation mark
#   kept        the length of the part of word that bash does not replace
#   redirected  whether a redirection needs a file here
#   starts      the positions in the text at which the words begin
_apikeys_split() {
  local line=$1 c begun='' opened=0 i
  words=() word='' quote='' kept=0 redirected='' starts=()
  for ((i = 0; i < ${#line}; i++)); do
    c=${line:i:1}
    if [[ $quote == "'" ]]; then
      if [[ $c == "'" ]]; then quote=''; else word+=$c; fi
      continue
    fi
    if [[ $quote == '"' ]]; then
      case $c in
        '"') quote='' ;;
        \\)
          case ${line:i+1:1} in
            '$' | '`' | '"' | \\) ((++i)) && word+=${line:i:1} ;;
            '') ;;
            *) word+=$c ;;
          esac
          ;;
        *) word+=$c ;;
      esac
      continue
    fi
    case $c in
      ' ' | $'\t' | $'\n' | '<' | '>')
        if [[ $c == [\<\>] && ($word == '&' || $word != *[!0-9]*) ]]; then begun=''; fi
        if [[ $begun && $redirected ]]; then
          redirected=''
        elif [[ $begun ]]; then
          words+=("$word")
        fi
        if [[ $c == [\<\>] ]]; then redirected=yes; fi
        begun='' word='' kept=0
        continue
        ;;
    esac
    if [[ ! $begun ]]; then starts[${#words[@]}]=$i; fi
    begun=yes
    case $c in
      \\) ((++i)) && word+=${line:i:1} ;;
      \' | '"') quote=$c opened=${#word} ;;
      *)
        word+=$c
        if [[ ${COMP_WORDBREAKS-} == *"$c"* ]]; then kept=${#word}; fi
        ;;
    esac
  done
  if [[ $quote ]]; then kept=$opened; fi
}

# Whether the first argument is among the others.
_apikeys_among() {
  local sought=$1
  shift
  while (($#)); do
    if [[ $1 == "$sought" ]]; then return 0; fi
    shift
  done
  return 1
}

# Finds an option of the command by name. Sets names, all its names; again, if it can be repeated; kind and values,
# which describe its value. An option without a value has an empty kind.
_apikeys_option() {
  local entry
  for entry in "${options[@]}"; do
    names=${entry%%=*} again='' kind='' values=''
    if [[ $names == *'*' ]]; then names=${names%?} again=yes; fi
    if [[ " $names " == *" $1 "* ]]; then
      if [[ $entry == *=* ]]; then kind=${entry#*=}; fi
      if [[ $kind == *' '* ]]; then values=${kind#* }; fi
      kind=${kind%% *}
      return 0
    fi
  done
  return 1
}

# Splits text into the array lines.
_apikeys_lines() {
  local IFS=$'\n' globs=yes
  if [[ $- == *f* ]]; then globs=''; fi
  set -f
  # shellcheck disable=SC2206 # split on purpose, only at line ends
  lines=($1)
  if [[ $globs ]]; then set +f; fi
}

# Sets program to the one that the command line names. Fails if the line runs it through sudo: the user's own tokens would
# be wrong there, and which account is meant is unknown. On a shared server, the program takes the account by itself.
_apikeys_program() {
  local name=${words[0]} caller alias=''
  for caller in "${FUNCNAME[@]}"; do
    case $caller in
      *_sudo | *_doas) if ((EUID)); then return 1; fi ;;
    esac
  done
  if [[ $name == \~/* ]]; then name=${HOME-}/${name:2}; fi
  if [[ $name == */* ]]; then
    program=$name
  else
    alias=${BASH_ALIASES[$name]-}
    if [[ $alias == *sudo* || $alias == *doas* ]]; then return 1; fi
    if [[ $alias ]] || ! program=$(type -P -- "$name"); then program=$(type -P apikeys); fi
  fi
  [[ -f $program && -x $program ]]
}

# Asks the database, for at most a second. Sets lines: each is a candidate, some with a tab and a description after it.
# Never passes a code to a program as an argument.
_apikeys_ask() {
  local program='' limit=''
  lines=()
  if [[ $2 == *sok_* ]] || ! _apikeys_program; then return; fi
  limit=$(type -P timeout)
  _apikeys_lines "$(
    exec 2>/dev/null </dev/null
    ${limit:+"$limit" -s KILL 1} "$program" __complete "$1" "$2" ${database:+"$database"}
  )"
}

# Adds the candidates that begin with value, each with base in front.
_apikeys_add() {
  local candidate
  for candidate; do
    if [[ ${candidate:0:${#value}} == "$value" ]]; then found+=("$base$candidate"); fi
  done
}

# Adds the files that begin with value. No character of value is special in the glob.
_apikeys_files() {
  local start=$value file
  local -a lines=()
  if [[ $start == \~/* ]]; then start=${HOME-}/${start:2}; fi
  _apikeys_lines "$(
    exec 2>/dev/null
    set +f
    shopt -u failglob
    shopt -s nullglob
    for file in "$start"*; do
      if [[ $file != *$'\n'* ]]; then printf '%s\n' "$file"; fi
    done
  )"
  for file in ${lines[@]+"${lines[@]}"}; do
    found+=("$base$value${file:${#start}}")
    if [[ -d $file ]]; then folders+=("${#found[@]}"); fi
  done
}

# Adds the candidates for the cursor's position, by the kind and values of an option or of the operands.
_apikeys_value() {
  local line word
  local -a lines=()
  case $kind in
    files)
      _apikeys_files
      ;;
    users)
      line=$(type -P timeout)
      _apikeys_lines "$(${line:+"$line" -s KILL 1} getent passwd 2>/dev/null </dev/null)"
      _apikeys_add ${lines[@]+"${lines[@]%%:*}"}
      ;;
    words)
      # shellcheck disable=SC2086 # split on purpose; no value contains a blank or a glob
      _apikeys_add $values
      if ((!${#found[@]})); then
        value=${value,,}
        # shellcheck disable=SC2086 # likewise
        _apikeys_add $values
      fi
      ;;
    list)
      value=${value,,}
      line=,$value
      line=${line%,*},
      base+=${line:1}
      value=${value##*,}
      for word in $values; do
        if [[ $line != *",$word,"* ]]; then _apikeys_add "$word"; fi
      done
      more=yes
      ;;
    commands)
      _apikeys_model "${operands[*]-}"
      _apikeys_subcommands
      # shellcheck disable=SC2086 # split on purpose; no help topic contains a blank or a glob
      if ((!${#operands[@]})); then _apikeys_add $values; fi
      ;;
    nothing) ;;
    *)
      if [[ $kind == recoverable ]] && _apikeys_among --no-code ${used[@]+"${used[@]}"}; then kind=all; fi
      if [[ $kind == recoverable ]] && _apikeys_among --field ${used[@]+"${used[@]}"}; then kind=all; fi
      _apikeys_ask "$kind" "$value"
      for line in ${lines[@]+"${lines[@]%%$'\t'*}"}; do
        if ! _apikeys_among "$line" ${taken[@]+"${taken[@]}"}; then found+=("$base$line"); fi
      done
      ;;
  esac
}

# Adds subcommands; aliases only if no subcommand's own name matches.
_apikeys_subcommands() {
  local entry
  for entry in ${subcommands[@]+"${subcommands[@]}"}; do
    _apikeys_add "${entry%% *}"
  done
  if ((!${#found[@]})); then
    for entry in ${subcommands[@]+"${subcommands[@]}"}; do
      # shellcheck disable=SC2086 # split on purpose
      _apikeys_add $entry
    done
  fi
}

# Adds the options that can be given here.
_apikeys_options() {
  local entry name names again kind values other
  for entry in "${options[@]}"; do
    name=${entry%%[ =*]*}
    _apikeys_option "$name"
    other=''
    if [[ ! $again ]]; then
      for other in $names; do
        if _apikeys_among "$other" ${used[@]+"${used[@]}"}; then break; fi
        other=''
      done
    fi
    if [[ ! $other ]]; then
      # Offer a short option only if it is typed already.
      case $value in
        - | --* | '') _apikeys_add "$name" ;;
        *) if [[ " $names " == *" $value "* ]]; then found+=("$value"); fi ;;
      esac
    fi
  done
}

# Quotes a text so that the shell takes it literally after the open quote, if any. Prevents history expansion, too.
_apikeys_quoted() {
  local text=$1 c i
  quoted=''
  case $quote in
    '')
      for ((i = 0; i < ${#text}; i++)); do
        c=${text:i:1}
        case $c in
          [\ \"\'\\\$\`\;\&\|\<\>\(\)\{\}\[\]\*\?\!\~\#^$'\t']) quoted+=\\$c ;;
          *) quoted+=$c ;;
        esac
      done
      ;;
    "'")
      for ((i = 0; i < ${#text}; i++)); do
        c=${text:i:1}
        if [[ $c == "'" ]]; then quoted+="'\\''"; else quoted+=$c; fi
      done
      ;;
    *)
      for ((i = 0; i < ${#text}; i++)); do
        c=${text:i:1}
        case $c in
          '$' | '`' | '"' | \\) quoted+=\\$c ;;
          '!') quoted+="\"'!'\"" ;;
          *) quoted+=$c ;;
        esac
      done
      ;;
  esac
}

# Turns found into COMPREPLY: the texts with which bash replaces the end of the word.
_apikeys_reply() {
  local text common='' first=yes quoted='' c
  local -a texts=()
  for text in ${found[@]+"${found[@]}"}; do
    if [[ ${text:0:kept} != "${word:0:kept}" ]]; then continue; fi
    text=${text:kept}
    texts+=("$text")
    if [[ $first ]]; then common=$text first=''; fi
    while [[ ${text:0:${#common}} != "$common" ]]; do common=${common%?}; done
    _apikeys_quoted "$text"
    # bash adds no quote next to the open one.
    if [[ $quote && $quoted == "$quote"* ]]; then quoted=$quote$quoted; fi
    COMPREPLY+=("$quoted")
  done
  if ((${#texts[@]} == 1)); then
    if [[ $quote && ! $more ]]; then COMPREPLY[0]+=$quote; fi
  elif ((${#texts[@]} > 1)); then
    # bash writes the common prefix, which must not end inside a quoting sequence. If every text continues with one,
    # quote the first text in another way.
    for text in "${texts[@]}"; do
      _apikeys_quoted "${text:${#common}:1}"
      if [[ $quoted != \\* ]]; then return; fi
    done
    text=${texts[0]}
    c="'${text:${#common}:1}'"
    if [[ $c == "'''" ]]; then c="\"'\""; fi
    if [[ $quote ]]; then c=$quote$c$quote; fi
    _apikeys_quoted "$common"
    COMPREPLY[0]=$quoted$c
    _apikeys_quoted "${text:${#common}+1}"
    COMPREPLY[0]+=$quoted
    if [[ $quote && ! $common ]]; then COMPREPLY[0]=$quote${COMPREPLY[0]}; fi
  fi
}

_apikeys() {
  local IFS=$' \t\n'
  local word quote kept redirected command='' pending='' ended='' database='' most=0 more='' first i w
  local operand='' value base='' names again kind values
  local -a words starts subcommands options operands=() used=() taken=() found=() folders=()
  COMPREPLY=()

  # Include the text after the cursor.
  _apikeys_split "${COMP_LINE:COMP_POINT}"
  taken=(${words[@]+"${words[@]}"} "$word")
  used=("${taken[@]}")
  _apikeys_split "${COMP_LINE:0:COMP_POINT}"

  if ((!${#words[@]})); then return; fi
  _apikeys_model ''
  for ((i = 1; i < ${#words[@]}; i++)); do
    w=${words[i]}
    if [[ $pending ]]; then
      if [[ $pending == --database ]]; then database=$w; fi
      if [[ $pending == --scope ]]; then taken+=("$w"); fi
      pending=''
    elif [[ $ended || $w != -?* ]]; then
      if ((${#subcommands[@]})); then
        first=''
        for names in "${subcommands[@]}"; do
          if [[ " $names " == *" $w "* ]]; then first=${names%% *}; fi
        done
        if [[ ! $first ]]; then return; fi
        command+=${command:+ }$first
        _apikeys_model "$command"
      else
        operands+=("$w")
        taken+=("$w")
      fi
    elif [[ $w == -- ]]; then
      ended=yes
    else
      used+=("${w%%=*}")
      if [[ $w == --database=* ]]; then
        database=${w#*=}
      elif [[ $w == --scope=* ]]; then
        taken+=("${w#*=}")
      elif [[ $w != *=* ]] && _apikeys_option "$w" && [[ $kind ]]; then
        pending=$w
      fi
    fi
  done
  if [[ $database == \~/* ]]; then database=${HOME-}/${database:2}; fi

  value=$word kind='' values=''
  if [[ $redirected ]]; then
    kind=files
    _apikeys_value
  elif [[ $pending ]]; then
    _apikeys_option "$pending"
    _apikeys_value
  elif [[ ! $ended && $word == --*=* ]]; then
    base=${word%%=*}=
    value=${word#*=}
    if _apikeys_option "${word%%=*}" && [[ $kind ]]; then _apikeys_value; fi
  elif [[ ! $ended && $word == -* ]]; then
    _apikeys_options
  elif ((${#subcommands[@]})); then
    _apikeys_subcommands
  else
    kind=${operand%% *}
    values=${operand#"$kind"}
    w=${#operands[@]}
    for i in ${used[@]+"${used[@]}"}; do
      if [[ $i == --id || $i == --label ]] && ((most)); then ((w++)); fi
    done
    if [[ ! $kind || $kind == nothing ]] || ((most && w >= most)); then
      kind=''
      if [[ ! $word && ! $ended ]]; then _apikeys_options; fi
    else
      _apikeys_value
    fi
  fi

  # If the file names begin where bash replaces text, let bash quote them and show only the ends of their paths.
  if [[ $kind == files ]] && ((${#found[@]} && kept == ${#base})); then
    compopt -o filenames 2>/dev/null
    COMPREPLY=("${found[@]:0}")
    for i in "${!COMPREPLY[@]}"; do COMPREPLY[i]=${COMPREPLY[i]:kept}; done
    return
  fi
  for i in ${folders[@]+"${folders[@]}"}; do found[i - 1]+=/; done
  if [[ $more || ${#folders[@]} -gt 0 ]]; then compopt -o nospace 2>/dev/null; fi
  _apikeys_reply
}

# Completes after sudo if nothing else does: skips sudo's own options, then completes the command.
_apikeys_after_sudo() {
  local IFS=$' \t\n' word quote kept redirected i
  local -a words starts
  COMPREPLY=()
  if complete -p -D >/dev/null 2>&1; then # bash-completion was loaded later and does this better
    complete -r sudo
    return 124
  fi
  _apikeys_split "${COMP_LINE:0:COMP_POINT}"
  for ((i = 1; i < ${#words[@]}; i++)); do
    case ${words[i]} in
      -[CDghpRrTtUu]) ((i++)) ;;
      -* | [A-Za-z_]*=*) ;;
      apikeys | */apikeys)
        compopt +o default +o bashdefault 2>/dev/null
        local COMP_LINE=${COMP_LINE:starts[i]} COMP_POINT=$((COMP_POINT - starts[i]))
        _apikeys
        return
        ;;
      *) return ;;
    esac
  done
}

complete -F _apikeys apikeys
if ! complete -p sudo >/dev/null 2>&1 && ! complete -p -D >/dev/null 2>&1; then
  complete -o bashdefault -o default -F _apikeys_after_sudo sudo
fi
