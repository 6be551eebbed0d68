# Completes apikeys in fish, with descriptions. Candidates are never evaluated or expanded: fish quotes what it inserts.

# Whether the cursor is in this command and, if a number is given, after fewer operands than that.
function __apikeys_at
    set -l path
    set -l operands 0
    set -l pending
    set -l ended
    set -l words (commandline -opc)
    set -l valued (__apikeys_valued '')
    for word in $words[2..-1]
        if set -q pending[1]
            set pending
        else if not set -q ended[1]; and test "$word" = --
            set ended yes
        else if not set -q ended[1]; and string match -q -- '-?*' "$word"
            contains -- "$word" $valued; and set pending yes
            # These options name a token, like an operand.
            string match -qr -- '^--(id|label)(=|$)' "$word"; and set operands (math $operands + 1)
        else
            set -l below (__apikeys_below $path $word)
            if test -n "$below"
                set path $below
                set valued (__apikeys_valued "$below")
            else
                set operands (math $operands + 1)
            end
        end
    end
    test "$path" = "$argv[1]"; and begin
        not set -q argv[2]
        or test $operands -lt $argv[2]
    end
end

# Prints what the database answers within a second. Prints nothing if the line uses sudo: the user's own tokens would be
# wrong there, and which account is meant is unknown. On a shared server, the program takes the account by itself. Never
# passes a code to a program as an argument.
function __apikeys_ask
    string match -qr -- '(sudo|doas)\.fish' (status stack-trace); and not fish_is_root_user; and return
    set -l words (commandline -opc)
    set -l prefix (commandline -ct | string replace -r -- '^--[a-z-]+=' '' | string unescape)
    set -l program (string replace -r -- '^~/' "$HOME/" "$words[1]")
    set -l kind $argv[1]
    set -l database
    set -l limit
    string match -q -- '*sok_*' "$prefix"; and return
    if not string match -q -- '*/*' "$program"
        set program (command -s -- $program apikeys)[1]
    end
    test -f "$program" -a -x "$program"; or return
    for i in (seq 2 (count $words))
        switch "$words[$i]"
            case --database
                test $i -lt (count $words); and set database $words[(math $i + 1)]
            case '--database=*'
                set database (string replace -- --database= '' "$words[$i]")
            case --no-code --field '--field=*'
                test "$kind" = recoverable; and set kind all
        end
    end
    set database (string replace -r -- '^~/' "$HOME/" $database)
    command -sq timeout; and set limit timeout -s KILL 1
    for line in (command $limit $program __complete "$kind" "$prefix" $database 2>/dev/null </dev/null)
        contains -- (string split -f 1 \t -- "$line") $words[2..-1]; or echo "$line"
    end
end

# Completes the operand of help: a command, or one of the help topics in the arguments.
function __apikeys_explained
    set -l words (commandline -opc)
    complete -C"apikeys $words[3..-1] " | string match -rv -- '^-'
    test (count $words) -eq 2; and printf '%s\n' $argv
end

complete -c apikeys -f

# BEGIN of the generated command model: 'mvn test -Dtest=CompletionFilesTest -Dgolden.update=true' writes it

# The first function prints the subcommand that a word means, the second one the options with a value.
function __apikeys_below
    switch "$argv"
        case 'generate' 'create' 'new'
            echo 'generate'
        case 'list' 'ls'
            echo 'list'
        case 'show' 'describe'
            echo 'show'
        case 'history'
            echo 'history'
        case 'edit'
            echo 'edit'
        case 'relabel'
            echo 'relabel'
        case 'rotate'
            echo 'rotate'
        case 'disable'
            echo 'disable'
        case 'enable'
            echo 'enable'
        case 'revoke'
            echo 'revoke'
        case 'purge'
            echo 'purge'
        case 'verify'
            echo 'verify'
        case 'serve'
            echo 'serve'
        case 'scan'
            echo 'scan'
        case 'schema'
            echo 'schema'
        case 'init'
            echo 'init'
        case 'admins'
            echo 'admins'
        case 'audit'
            echo 'audit'
        case 'key'
            echo 'key'
        case 'backup'
            echo 'backup'
        case 'restore'
            echo 'restore'
        case 'doctor'
            echo 'doctor'
        case 'completion'
            echo 'completion'
        case 'help'
            echo 'help'
        case 'admins list' 'admins ls'
            echo 'admins list'
        case 'admins add'
            echo 'admins add'
        case 'admins remove'
            echo 'admins remove'
        case 'audit list' 'audit ls'
            echo 'audit list'
        case 'audit verify'
            echo 'audit verify'
        case 'audit head'
            echo 'audit head'
        case 'key list' 'key ls'
            echo 'key list'
        case 'key rotate'
            echo 'key rotate'
        case 'key rekey'
            echo 'key rekey'
        case 'key drop'
            echo 'key drop'
    end
end

function __apikeys_valued
    switch "$argv"
        case ''
            string split ' ' -- '--database --key-file --wait --color'
        case 'generate'
            string split ' ' -- '--label -l --label-file --description --scope --owner --meta --from-network --expires-in --expires-at --secret-file --request-id --output -o --database --key-file --wait --color'
        case 'list'
            string split ' ' -- '--status --unused-for --expiring-within --created-by --scope --owner --meta --allowed-from --sort --limit --as-of --columns --output -o --database --key-file --wait --color'
        case 'show'
            string split ' ' -- '--id --label --field --output -o --database --key-file --wait --color'
        case 'history'
            string split ' ' -- '--id --label --output -o --database --key-file --wait --color'
        case 'edit'
            string split ' ' -- '--id --label --description --add-scope --remove-scope --owner --meta --no-meta --from-network --expires-in --expires-at --output -o --database --key-file --wait --color'
        case 'relabel'
            string split ' ' -- '--id --label --output -o --database --key-file --wait --color'
        case 'rotate'
            string split ' ' -- '--id --label --grace --expires-in --expires-at --secret-file --request-id --output -o --if-idle --database --key-file --wait --color'
        case 'disable'
            string split ' ' -- '--id --label --label-glob --owner --meta --reason --expect --output -o --database --key-file --wait --color'
        case 'enable'
            string split ' ' -- '--id --label --label-glob --owner --meta --expect --output -o --database --key-file --wait --color'
        case 'revoke'
            string split ' ' -- '--id --label --unused-for --label-glob --owner --meta --reason --expect --output -o --database --key-file --wait --color'
        case 'purge'
            string split ' ' -- '--revoked-before --expect --output -o --database --key-file --wait --color'
        case 'verify'
            string split ' ' -- '--scope --from --output -o --database --key-file --wait --color'
        case 'serve'
            string split ' ' -- '--listen --socket-mode --socket-group --status-listen --header --address-header --max-connections --idle-timeout --drain --database --key-file --wait --color'
        case 'scan'
            string split ' ' -- '--reason --output -o --database --key-file --wait --color'
        case 'schema'
            string split ' ' -- '--database --key-file --wait --color'
        case 'init'
            string split ' ' -- '--output -o --database --key-file --wait --color'
        case 'admins'
            string split ' ' -- '--database --key-file --wait --color'
        case 'admins list'
            string split ' ' -- '--output -o --database --key-file --wait --color'
        case 'admins add'
            string split ' ' -- '--output -o --database --key-file --wait --color'
        case 'admins remove'
            string split ' ' -- '--output -o --database --key-file --wait --color'
        case 'audit'
            string split ' ' -- '--database --key-file --wait --color'
        case 'audit list'
            string split ' ' -- '--token --actor --action --since --until --after --limit --output -o --database --key-file --wait --color'
        case 'audit verify'
            string split ' ' -- '--anchor --output -o --database --key-file --wait --color'
        case 'audit head'
            string split ' ' -- '--output -o --database --key-file --wait --color'
        case 'key'
            string split ' ' -- '--database --key-file --wait --color'
        case 'key list'
            string split ' ' -- '--output -o --database --key-file --wait --color'
        case 'key rotate'
            string split ' ' -- '--output -o --database --key-file --wait --color'
        case 'key rekey'
            string split ' ' -- '--output -o --database --key-file --wait --color'
        case 'key drop'
            string split ' ' -- '--output -o --database --key-file --wait --color'
        case 'backup'
            string split ' ' -- '--to-dir --keep --output -o --database --key-file --wait --color'
        case 'restore'
            string split ' ' -- '--anchor --output -o --database --key-file --wait --color'
        case 'doctor'
            string split ' ' -- '--fail-on --output -o --database --key-file --wait --color'
        case 'completion'
            string split ' ' -- '--database --key-file --wait --color'
        case 'help'
            string split ' ' -- '--database --key-file --wait --color'
    end
end

complete -c apikeys -l database -r -F -d 'The token database (APIKEYS_DATABASE)'
complete -c apikeys -l key-file -r -F -d 'The key file (APIKEYS_KEY_FILE)'
complete -c apikeys -l wait -x -d 'How long to wait if another process has locked the database (default: 30s; for serve, 2s). With 0, do not wait'
complete -c apikeys -l color -x -a 'auto always never' -d 'When to use colour: auto, always or never'
complete -c apikeys -l debug -d 'On a failure, print a stack trace (without secrets)'
complete -c apikeys -l help -s h -d 'Show this help'

# apikeys
complete -c apikeys -n '__apikeys_at ""' -a generate -d 'Generate an API token and print its code'
complete -c apikeys -n '__apikeys_at ""' -a list -d 'List tokens with their labels, statuses and last uses'
complete -c apikeys -n '__apikeys_at ""' -a show -d 'Show a token and its code'
complete -c apikeys -n '__apikeys_at ""' -a history -d 'Show what happened to a token, when, and who did it'
complete -c apikeys -n '__apikeys_at ""' -a edit -d 'Change the scopes, owner, expiry or other details of a token'
complete -c apikeys -n '__apikeys_at ""' -a relabel -d 'Change the label of a token'
complete -c apikeys -n '__apikeys_at ""' -a rotate -d 'Replace a token, and keep its old code working for a grace period'
complete -c apikeys -n '__apikeys_at ""' -a disable -d 'Refuse the codes of tokens until the tokens are enabled again'
complete -c apikeys -n '__apikeys_at ""' -a enable -d 'Enable disabled tokens again'
complete -c apikeys -n '__apikeys_at ""' -a revoke -d 'Revoke tokens permanently'
complete -c apikeys -n '__apikeys_at ""' -a purge -d 'Permanently delete tokens that were revoked long ago'
complete -c apikeys -n '__apikeys_at ""' -a verify -d 'Check a code, and exit with 0 if it is valid'
complete -c apikeys -n '__apikeys_at ""' -a serve -d 'Answer web servers that ask over HTTP whether a code is valid'
complete -c apikeys -n '__apikeys_at ""' -a scan -d 'Find token codes in files, and name their tokens'
complete -c apikeys -n '__apikeys_at ""' -a schema -d 'Print a JSON Schema of the JSON output, or the names of all schemas'
complete -c apikeys -n '__apikeys_at ""' -a init -d 'Create the token database and its key file'
complete -c apikeys -n '__apikeys_at ""' -a admins -d 'List, add and remove System Administrators'
complete -c apikeys -n '__apikeys_at ""' -a audit -d 'List and check the audit trail'
complete -c apikeys -n '__apikeys_at ""' -a key -d 'List and change the master keys in the key file'
complete -c apikeys -n '__apikeys_at ""' -a backup -d 'Copy the whole database, verified, while others use it'
complete -c apikeys -n '__apikeys_at ""' -a restore -d 'Put back a backup, verified, and keep the former database'
complete -c apikeys -n '__apikeys_at ""' -a doctor -d 'Check the installation, and say what mends it'
complete -c apikeys -n '__apikeys_at ""' -a completion -d 'Print the script that lets a shell complete apikeys commands'
complete -c apikeys -n '__apikeys_at ""' -a help -d 'Explain a command or a topic'
complete -c apikeys -n '__apikeys_at ""' -l version -s V -d 'Show the versions of apikeys, Java, SQLite and the database schema'

# apikeys generate
complete -c apikeys -n '__apikeys_at "generate"' -l label -s l -x -d 'The name that people use for the token. No other Active token may have it'
complete -c apikeys -n '__apikeys_at "generate"' -l label-file -r -F -d 'Read one label per line from FILE (\'-\' is standard input), and generate a token for each. If one of them fails, none is generated. The codes are printed in the same order, one per line'
complete -c apikeys -n '__apikeys_at "generate"' -l description -x -d 'What the token is for, in one sentence'
complete -c apikeys -n '__apikeys_at "generate"' -l scope -x -a '(__apikeys_ask allowed)' -d 'A word for one thing that the token allows, such as deploy. \'verify --scope deploy\' rejects codes of tokens without it. Can be repeated'
complete -c apikeys -n '__apikeys_at "generate"' -l owner -x -a '(__apikeys_ask owners)' -d 'The person, team or system that the token belongs to'
complete -c apikeys -n '__apikeys_at "generate"' -l meta -x -d 'A note for programs, such as team=payroll. \'verify -o json\' returns all notes. Can be repeated, up to 16 times'
complete -c apikeys -n '__apikeys_at "generate"' -l from-network -x -d 'Allow the token only from this network, such as 10.0.0.0/8, 2001:db8::/32 or 203.0.113.9. \'verify --from\' rejects codes from other addresses. Can be repeated, up to 16 times'
complete -c apikeys -n '__apikeys_at "generate"' -l expires-in -x -d 'Expire after this long, such as 90d or 12h'
complete -c apikeys -n '__apikeys_at "generate"' -l expires-at -x -d 'Expire at this time, such as 2027-03-31 (0:00 UTC) or 2027-03-31T18:00Z'
complete -c apikeys -n '__apikeys_at "generate"' -l once -d 'Keep no copy of the code. It is printed now and cannot be shown again'
complete -c apikeys -n '__apikeys_at "generate"' -l if-absent -d 'If an Active token already has the label, exit with 0 without generating a token'
complete -c apikeys -n '__apikeys_at "generate"' -l secret-file -r -F -d 'Write the code to a new file with mode 0600 instead of standard output. The file is written completely or not at all'
complete -c apikeys -n '__apikeys_at "generate"' -l force -d 'Allow --secret-file to replace an existing file'
complete -c apikeys -n '__apikeys_at "generate"' -l request-id -x -d 'Makes a retry safe: repeating the call with this id returns the same token, even after a crash. After \'key drop\', an earlier request may no longer be recognised. Its repetition is then refused'
complete -c apikeys -n '__apikeys_at "generate"' -l quiet -s q -d 'Print no summary on standard error'
complete -c apikeys -n '__apikeys_at "generate"' -l output -s o -x -a 'text json' -d 'text (only the code) or json'

# apikeys list
complete -c apikeys -n '__apikeys_at "list"' -l status -x -a '(__fish_append , active disabled revoked expired)' -d 'active, disabled, revoked or expired, or several of them separated by commas'
complete -c apikeys -n '__apikeys_at "list"' -l unused-for -x -d 'Tokens that were not used for this long. If a token was never used, the time since its creation counts'
complete -c apikeys -n '__apikeys_at "list"' -l expiring-within -x -d 'Active tokens that expire within this time'
complete -c apikeys -n '__apikeys_at "list"' -l created-by -x -a '(__fish_complete_users)' -d 'Tokens that this user (name or uid) generated'
complete -c apikeys -n '__apikeys_at "list"' -l scope -x -a '(__apikeys_ask scopes)' -d 'Tokens with this scope. If repeated, tokens with all these scopes'
complete -c apikeys -n '__apikeys_at "list"' -l owner -x -a '(__apikeys_ask owners)' -d 'Tokens of this owner'
complete -c apikeys -n '__apikeys_at "list"' -l meta -x -d 'Tokens with this metadata. If repeated, tokens with all these values'
complete -c apikeys -n '__apikeys_at "list"' -l allowed-from -x -d 'Tokens that may be used from this address: those without networks, and those with a network that contains it'
complete -c apikeys -n '__apikeys_at "list"' -l sort -x -a 'id label status created expires last_accessed created_by' -d 'Sort by id, label, status, created (the default), expires, last_accessed or created_by'
complete -c apikeys -n '__apikeys_at "list"' -l reverse -d 'Reverse the order, so that the greatest or latest comes first'
complete -c apikeys -n '__apikeys_at "list"' -l limit -x -d 'Show at most N tokens'
complete -c apikeys -n '__apikeys_at "list"' -l as-of -x -d 'List the tokens that existed at TIME, as they were then, including those that were purged since. Only the last access, and an expiry that a rotation changed, are current'
complete -c apikeys -n '__apikeys_at "list"' -l columns -x -a '(__fish_append , id label status created expires last_accessed scopes description created_by last_accessed_from revoked revoked_by revoke_reason recoverable predecessor successor owner metadata networks disabled disabled_by disable_reason)' -d 'The columns to print, in this order'
complete -c apikeys -n '__apikeys_at "list"' -l no-header -d 'Omit the line with the column names'
complete -c apikeys -n '__apikeys_at "list"' -l output -s o -x -a 'table json jsonl csv tsv ids' -d 'table, json, jsonl, csv, tsv, or ids (one id per line)'
complete -c apikeys -n '__apikeys_at "list"' -a '(__apikeys_ask labels)'

# apikeys show
complete -c apikeys -n '__apikeys_at "show"' -l id -x -a '(__apikeys_ask ids)' -d 'The token with this id, or with an id that starts with these characters'
complete -c apikeys -n '__apikeys_at "show"' -l label -x -a '(__apikeys_ask labels)' -d 'The token with this label'
complete -c apikeys -n '__apikeys_at "show"' -l quiet -s q -d 'Print only the code'
complete -c apikeys -n '__apikeys_at "show"' -l no-code -d 'Print the details without the code'
complete -c apikeys -n '__apikeys_at "show"' -l field -x -a 'id label status created expires last_accessed scopes description created_by last_accessed_from revoked revoked_by revoke_reason recoverable predecessor successor owner metadata networks disabled disabled_by disable_reason' -d 'Print only this value. NAME is a column of \'list --columns\'. If the token has no such value, an empty line is printed'
complete -c apikeys -n '__apikeys_at "show"' -l output -s o -x -a 'text json' -d 'text or json'
complete -c apikeys -n '__apikeys_at "show" 1' -a '(__apikeys_ask recoverable)'

# apikeys history
complete -c apikeys -n '__apikeys_at "history"' -l id -x -a '(__apikeys_ask ids)' -d 'The token with this id, or with an id that starts with these characters'
complete -c apikeys -n '__apikeys_at "history"' -l label -x -a '(__apikeys_ask labels)' -d 'The token with this label'
complete -c apikeys -n '__apikeys_at "history"' -l output -s o -x -a 'text tsv json' -d 'text, tsv or json'
complete -c apikeys -n '__apikeys_at "history" 1' -a '(__apikeys_ask all)'

# apikeys edit
complete -c apikeys -n '__apikeys_at "edit"' -l id -x -a '(__apikeys_ask ids)' -d 'The token with this id, or with an id that starts with these characters'
complete -c apikeys -n '__apikeys_at "edit"' -l label -x -a '(__apikeys_ask labels)' -d 'The token with this label'
complete -c apikeys -n '__apikeys_at "edit"' -l description -x -d 'What the token is for'
complete -c apikeys -n '__apikeys_at "edit"' -l no-description -d 'Remove the description'
complete -c apikeys -n '__apikeys_at "edit"' -l add-scope -x -a '(__apikeys_ask allowed)' -d 'Give the token this scope as well. Can be repeated'
complete -c apikeys -n '__apikeys_at "edit"' -l remove-scope -x -a '(__apikeys_ask scopes)' -d 'Take this scope from the token. Can be repeated'
complete -c apikeys -n '__apikeys_at "edit"' -l owner -x -a '(__apikeys_ask owners)' -d 'The person, team or system that the token belongs to from now on'
complete -c apikeys -n '__apikeys_at "edit"' -l no-owner -d 'Remove the owner'
complete -c apikeys -n '__apikeys_at "edit"' -l meta -x -d 'Add this metadata, or replace the value of KEY. Other keys stay. Can be repeated'
complete -c apikeys -n '__apikeys_at "edit"' -l no-meta -x -d 'Remove KEY and its value from the metadata. Can be repeated'
complete -c apikeys -n '__apikeys_at "edit"' -l from-network -x -d 'Allow the token only from this network. Replaces all former networks. Can be repeated, up to 16 times'
complete -c apikeys -n '__apikeys_at "edit"' -l no-networks -d 'Remove the networks: allow the token from everywhere'
complete -c apikeys -n '__apikeys_at "edit"' -l expires-in -x -d 'Expire this long from now, such as 90d or 12h'
complete -c apikeys -n '__apikeys_at "edit"' -l expires-at -x -d 'Expire at this time, such as 2027-03-31 (0:00 UTC) or 2027-03-31T18:00Z'
complete -c apikeys -n '__apikeys_at "edit"' -l no-expiry -d 'Never expire'
complete -c apikeys -n '__apikeys_at "edit"' -l dry-run -s n -d 'Print what would change, and change nothing'
complete -c apikeys -n '__apikeys_at "edit"' -l quiet -s q -d 'Do not report what was done. Warnings and errors are still printed'
complete -c apikeys -n '__apikeys_at "edit"' -l output -s o -x -a 'text json' -d 'text (a message on standard error, the default) or json (on standard output)'
complete -c apikeys -n '__apikeys_at "edit" 1' -a '(__apikeys_ask all)'

# apikeys relabel
complete -c apikeys -n '__apikeys_at "relabel"' -l id -x -a '(__apikeys_ask ids)' -d 'The token with this id, or with an id that starts with these characters'
complete -c apikeys -n '__apikeys_at "relabel"' -l label -x -a '(__apikeys_ask labels)' -d 'The token with this label'
complete -c apikeys -n '__apikeys_at "relabel"' -l quiet -s q -d 'Do not report what was done. Warnings and errors are still printed'
complete -c apikeys -n '__apikeys_at "relabel"' -l output -s o -x -a 'text json' -d 'text (a message on standard error, the default) or json (on standard output)'
complete -c apikeys -n '__apikeys_at "relabel" 1' -a '(__apikeys_ask all)'

# apikeys rotate
complete -c apikeys -n '__apikeys_at "rotate"' -l id -x -a '(__apikeys_ask ids)' -d 'The token with this id, or with an id that starts with these characters'
complete -c apikeys -n '__apikeys_at "rotate"' -l label -x -a '(__apikeys_ask labels)' -d 'The token with this label'
complete -c apikeys -n '__apikeys_at "rotate"' -l grace -x -d 'How long the old token keeps working (default: 24h). With 0, it is revoked as soon as the new code is written'
complete -c apikeys -n '__apikeys_at "rotate"' -l expires-in -x -d 'The new token expires after this long, such as 90d or 12h'
complete -c apikeys -n '__apikeys_at "rotate"' -l expires-at -x -d 'The new token expires at this time, such as 2027-03-31 (0:00 UTC) or 2027-03-31T18:00Z'
complete -c apikeys -n '__apikeys_at "rotate"' -l secret-file -r -F -d 'Write the code to a new file with mode 0600 instead of standard output. The file is written completely or not at all'
complete -c apikeys -n '__apikeys_at "rotate"' -l force -d 'Allow --secret-file to replace an existing file'
complete -c apikeys -n '__apikeys_at "rotate"' -l request-id -x -d 'Makes a retry safe: repeating the call with this id returns the same token, even after a crash. After \'key drop\', an earlier request may no longer be recognised. Its repetition is then refused'
complete -c apikeys -n '__apikeys_at "rotate"' -l quiet -s q -d 'Print no summary on standard error'
complete -c apikeys -n '__apikeys_at "rotate"' -l output -s o -x -a 'text json' -d 'text (only the code) or json'
complete -c apikeys -n '__apikeys_at "rotate"' -l status -d 'Show both tokens, their last accesses, and the time left'
complete -c apikeys -n '__apikeys_at "rotate"' -l finish -d 'Revoke the old token now'
complete -c apikeys -n '__apikeys_at "rotate"' -l abort -d 'Revoke the new token. The old token keeps working, and gets back the expiry that it had before the rotation'
complete -c apikeys -n '__apikeys_at "rotate"' -l if-idle -x -d 'With --finish: if the old token was used within this time, change nothing and exit with 6. apikeys first waits 15 seconds, because \'verify --stream\' records accesses only every ten seconds. Codes that were checked with \'verify --no-touch\' do not count as used'
complete -c apikeys -n '__apikeys_at "rotate"' -l yes -s y -d 'Do not ask before revoking a token'
complete -c apikeys -n '__apikeys_at "rotate" 1' -a '(__apikeys_ask active)'

# apikeys disable
complete -c apikeys -n '__apikeys_at "disable"' -l id -x -a '(__apikeys_ask ids)' -d 'The token with this id, or with an id that starts with these characters'
complete -c apikeys -n '__apikeys_at "disable"' -l label -x -a '(__apikeys_ask labels)' -d 'The token with this label'
complete -c apikeys -n '__apikeys_at "disable"' -l label-glob -x -a '(__apikeys_ask labels)' -d 'All tokens with a label that matches GLOB, a pattern with *, ? and [a-z]. If repeated, all tokens with a label that matches any of them'
complete -c apikeys -n '__apikeys_at "disable"' -l owner -x -a '(__apikeys_ask owners)' -d 'Tokens of this owner'
complete -c apikeys -n '__apikeys_at "disable"' -l meta -x -d 'Tokens with this metadata. If repeated, tokens with all these values'
complete -c apikeys -n '__apikeys_at "disable"' -l reason -x -d 'Why the tokens are disabled. Stored with the tokens and in the audit trail'
complete -c apikeys -n '__apikeys_at "disable"' -l dry-run -s n -d 'Print the tokens that would be changed, and change nothing'
complete -c apikeys -n '__apikeys_at "disable"' -l expect -x -d 'Change nothing (exit code 6) unless exactly N tokens would be changed'
complete -c apikeys -n '__apikeys_at "disable"' -l yes -s y -d 'Do not ask for confirmation'
complete -c apikeys -n '__apikeys_at "disable"' -l quiet -s q -d 'Do not report what was done. Warnings and errors are still printed'
complete -c apikeys -n '__apikeys_at "disable"' -l output -s o -x -a 'text json' -d 'text (a message on standard error, the default) or json (on standard output)'
complete -c apikeys -n '__apikeys_at "disable"' -a '(__apikeys_ask active)'

# apikeys enable
complete -c apikeys -n '__apikeys_at "enable"' -l id -x -a '(__apikeys_ask ids)' -d 'The token with this id, or with an id that starts with these characters'
complete -c apikeys -n '__apikeys_at "enable"' -l label -x -a '(__apikeys_ask labels)' -d 'The token with this label'
complete -c apikeys -n '__apikeys_at "enable"' -l label-glob -x -a '(__apikeys_ask labels)' -d 'All tokens with a label that matches GLOB, a pattern with *, ? and [a-z]. If repeated, all tokens with a label that matches any of them'
complete -c apikeys -n '__apikeys_at "enable"' -l owner -x -a '(__apikeys_ask owners)' -d 'Tokens of this owner'
complete -c apikeys -n '__apikeys_at "enable"' -l meta -x -d 'Tokens with this metadata. If repeated, tokens with all these values'
complete -c apikeys -n '__apikeys_at "enable"' -l dry-run -s n -d 'Print the tokens that would be changed, and change nothing'
complete -c apikeys -n '__apikeys_at "enable"' -l expect -x -d 'Change nothing (exit code 6) unless exactly N tokens would be changed'
complete -c apikeys -n '__apikeys_at "enable"' -l yes -s y -d 'Do not ask for confirmation'
complete -c apikeys -n '__apikeys_at "enable"' -l quiet -s q -d 'Do not report what was done. Warnings and errors are still printed'
complete -c apikeys -n '__apikeys_at "enable"' -l output -s o -x -a 'text json' -d 'text (a message on standard error, the default) or json (on standard output)'
complete -c apikeys -n '__apikeys_at "enable"' -a '(__apikeys_ask disabled)'

# apikeys revoke
complete -c apikeys -n '__apikeys_at "revoke"' -l id -x -a '(__apikeys_ask ids)' -d 'The token with this id, or with an id that starts with these characters'
complete -c apikeys -n '__apikeys_at "revoke"' -l label -x -a '(__apikeys_ask labels)' -d 'The token with this label'
complete -c apikeys -n '__apikeys_at "revoke"' -l expired -d 'All tokens that have expired'
complete -c apikeys -n '__apikeys_at "revoke"' -l unused-for -x -d 'All tokens that were not used for this long. If a token was never used, the time since its creation counts. apikeys first waits 15 seconds, because \'verify --stream\' records accesses only every ten seconds. Codes that were checked with \'verify --no-touch\' do not count as used'
complete -c apikeys -n '__apikeys_at "revoke"' -l label-glob -x -a '(__apikeys_ask labels)' -d 'All tokens with a label that matches GLOB, a pattern with *, ? and [a-z]. If repeated, all tokens with a label that matches any of them'
complete -c apikeys -n '__apikeys_at "revoke"' -l owner -x -a '(__apikeys_ask owners)' -d 'Tokens of this owner'
complete -c apikeys -n '__apikeys_at "revoke"' -l meta -x -d 'Tokens with this metadata. If repeated, tokens with all these values'
complete -c apikeys -n '__apikeys_at "revoke"' -l code-stdin -d 'Revoke the token of the code on standard input. The input must contain nothing else'
complete -c apikeys -n '__apikeys_at "revoke"' -l reason -x -d 'Why the tokens are revoked. Stored with the tokens and in the audit trail'
complete -c apikeys -n '__apikeys_at "revoke"' -l dry-run -s n -d 'Print the tokens that would be changed, and change nothing'
complete -c apikeys -n '__apikeys_at "revoke"' -l expect -x -d 'Change nothing (exit code 6) unless exactly N tokens would be changed'
complete -c apikeys -n '__apikeys_at "revoke"' -l yes -s y -d 'Do not ask for confirmation'
complete -c apikeys -n '__apikeys_at "revoke"' -l quiet -s q -d 'Do not report what was done. Warnings and errors are still printed'
complete -c apikeys -n '__apikeys_at "revoke"' -l output -s o -x -a 'text json' -d 'text (a message on standard error, the default) or json (on standard output)'
complete -c apikeys -n '__apikeys_at "revoke"' -a '(__apikeys_ask current)'

# apikeys purge
complete -c apikeys -n '__apikeys_at "purge"' -l revoked-before -x -d 'Delete tokens that were revoked longer ago than this (such as 365d) or before this time (such as 2026-01-01)'
complete -c apikeys -n '__apikeys_at "purge"' -l dry-run -s n -d 'Print the tokens that would be changed, and change nothing'
complete -c apikeys -n '__apikeys_at "purge"' -l expect -x -d 'Change nothing (exit code 6) unless exactly N tokens would be changed'
complete -c apikeys -n '__apikeys_at "purge"' -l yes -s y -d 'Do not ask for confirmation'
complete -c apikeys -n '__apikeys_at "purge"' -l quiet -s q -d 'Do not report what was done. Warnings and errors are still printed'
complete -c apikeys -n '__apikeys_at "purge"' -l output -s o -x -a 'text json' -d 'text (a message on standard error, the default) or json (on standard output)'

# apikeys verify
complete -c apikeys -n '__apikeys_at "verify"' -l scope -x -a '(__apikeys_ask scopes)' -d 'Reject the code if its token does not have this scope. Can be repeated'
complete -c apikeys -n '__apikeys_at "verify"' -l from -x -d 'The address of the client that presented the code. Recorded with the last access. If the token has networks, the code is rejected from any other address'
complete -c apikeys -n '__apikeys_at "verify"' -l no-touch -d 'Do not record the access'
complete -c apikeys -n '__apikeys_at "verify"' -l stream -d 'Read one code or JSON object per line, and answer each line, until the input ends'
complete -c apikeys -n '__apikeys_at "verify"' -l quiet -s q -d 'Print nothing; the exit code is the answer'
complete -c apikeys -n '__apikeys_at "verify"' -l output -s o -x -a 'text json' -d 'text or json'

# apikeys serve
complete -c apikeys -n '__apikeys_at "serve"' -l listen -r -F -d 'Where to listen: the path of a Unix socket, or a loopback address with a port, such as 127.0.0.1:8080. Can be repeated. The socket that systemd hands over is served as well. Default: that socket, or else serve.sock in RUNTIME_DIRECTORY or in XDG_RUNTIME_DIR/apikeys'
complete -c apikeys -n '__apikeys_at "serve"' -l socket-mode -x -d 'The mode of Unix sockets: 0600, or 0660, the default with --socket-group'
complete -c apikeys -n '__apikeys_at "serve"' -l socket-group -x -d 'The group of Unix sockets. Its members may connect'
complete -c apikeys -n '__apikeys_at "serve"' -l status-listen -r -F -d 'Where to answer /healthz, /readyz and /metrics. They are then not answered at --listen. Can be repeated'
complete -c apikeys -n '__apikeys_at "serve"' -l header -x -d 'A header that has the code. A request can also use Authorization, but not both'
complete -c apikeys -n '__apikeys_at "serve"' -l address-header -x -d 'The header in which the proxy passes on the address of the client. If it has a list, the last address counts. Without this option, the networks of tokens are not checked'
complete -c apikeys -n '__apikeys_at "serve"' -l max-connections -x -d 'How many connections may be open (default: 1024). A further one takes the place of the one that has been idle the longest'
complete -c apikeys -n '__apikeys_at "serve"' -l idle-timeout -x -d 'How long a connection may be idle before it is closed (default: 60s)'
complete -c apikeys -n '__apikeys_at "serve"' -l drain -x -d 'How long the end may take: the last answers, and recording the last accesses (default: 10s)'
complete -c apikeys -n '__apikeys_at "serve"' -l access-log -d 'Print a line of JSON for each answer'

# apikeys scan
complete -c apikeys -n '__apikeys_at "scan"' -l git -d 'Also search the git repositories that contain the PATHs, and their submodules. All objects are searched, including staged and unreachable ones, and git\'s own files'
complete -c apikeys -n '__apikeys_at "scan"' -l revoke -d 'Revoke all Active tokens with a code that was found. If one cannot be revoked, none is. If all were revoked, the exit code is 0, or 18 if something could not be searched. Needs the System Administrator role'
complete -c apikeys -n '__apikeys_at "scan"' -l reason -x -d 'Why the tokens are revoked (default: \'found by scan\')'
complete -c apikeys -n '__apikeys_at "scan"' -l yes -s y -d 'Do not ask for confirmation'
complete -c apikeys -n '__apikeys_at "scan"' -l quiet -s q -d 'Do not print the summary and what was revoked. The findings, warnings and errors are still printed'
complete -c apikeys -n '__apikeys_at "scan"' -l output -s o -x -a 'text json sarif' -d 'text, json or sarif'
complete -c apikeys -n '__apikeys_at "scan"' -F

# apikeys schema
complete -c apikeys -n '__apikeys_at "schema" 1' -a 'admins-add@1 admins-remove@1 admins@1 audit-event@1 audit-head@1 audit-list@1 audit-verify@1 backup@1 columns@2 disable@1 doctor@1 edit@1 enable@1 error@1 generate-batch@2 generate@2 history@2 init@1 introspect@1 key-drop@1 key-list@1 key-rekey@1 key-rotate@1 list@2 purge@1 relabel@1 restore@1 revoke@1 rotate@2 rotation@2 scan@2 serve-answer@1 serve-event@1 show@2 token@2 verify@3'

# apikeys init
complete -c apikeys -n '__apikeys_at "init"' -l quiet -s q -d 'Do not report what was done. Warnings and errors are still printed'
complete -c apikeys -n '__apikeys_at "init"' -l output -s o -x -a 'text json' -d 'text (a message on standard error, the default) or json (on standard output)'

# apikeys admins
complete -c apikeys -n '__apikeys_at "admins"' -a list -d 'List the users who hold the System Administrator role'
complete -c apikeys -n '__apikeys_at "admins"' -a add -d 'Give a user the System Administrator role'
complete -c apikeys -n '__apikeys_at "admins"' -a remove -d 'Take the System Administrator role from a user'

# apikeys admins list
complete -c apikeys -n '__apikeys_at "admins list"' -l output -s o -x -a 'table tsv json' -d 'table, tsv or json'

# apikeys admins add
complete -c apikeys -n '__apikeys_at "admins add"' -l recover -d 'Grant the role without holding it yourself, when no System Administrator is left. Only root and the owner of the database can do this. The audit trail records it as a recovery'
complete -c apikeys -n '__apikeys_at "admins add"' -l quiet -s q -d 'Do not report what was done. Warnings and errors are still printed'
complete -c apikeys -n '__apikeys_at "admins add"' -l output -s o -x -a 'text json' -d 'text (a message on standard error, the default) or json (on standard output)'
complete -c apikeys -n '__apikeys_at "admins add" 1' -a '(__fish_complete_users)'

# apikeys admins remove
complete -c apikeys -n '__apikeys_at "admins remove"' -l quiet -s q -d 'Do not report what was done. Warnings and errors are still printed'
complete -c apikeys -n '__apikeys_at "admins remove"' -l output -s o -x -a 'text json' -d 'text (a message on standard error, the default) or json (on standard output)'
complete -c apikeys -n '__apikeys_at "admins remove" 1' -a '(__apikeys_ask administrators)'

# apikeys audit
complete -c apikeys -n '__apikeys_at "audit"' -a list -d 'List what was done and attempted: who, what, when, from where'
complete -c apikeys -n '__apikeys_at "audit"' -a verify -d 'Check the whole audit trail, all rows, and their sums'
complete -c apikeys -n '__apikeys_at "audit"' -a head -d 'Print the end of the audit trail, as one line to keep elsewhere'

# apikeys audit list
complete -c apikeys -n '__apikeys_at "audit list"' -l token -x -a '(__apikeys_ask all)' -d 'Events about this token (a label or an id). A purged token can be named, too'
complete -c apikeys -n '__apikeys_at "audit list"' -l actor -x -a '(__fish_complete_users)' -d 'Events that this user (name or uid) caused'
complete -c apikeys -n '__apikeys_at "audit list"' -l action -x -a '(__fish_append , init generate show relabel revoke rotate deliver purge undelivered admins_add admins_confirm admins_remove admins_recover backup upgrade disable enable audit_verify doctor edit list history audit_list audit_head admins_list key_list key_rotate key_rekey key_drop restore)' -d 'Events of this kind, such as revoke or admins_add, or of several kinds separated by commas'
complete -c apikeys -n '__apikeys_at "audit list"' -l denied -d 'Only attempts that were denied'
complete -c apikeys -n '__apikeys_at "audit list"' -l since -x -d 'Events since this time (such as 2026-01-01), or within this long (such as 7d)'
complete -c apikeys -n '__apikeys_at "audit list"' -l until -x -d 'Events before this time (such as 2026-02-01), or longer ago than this (such as 24h)'
complete -c apikeys -n '__apikeys_at "audit list"' -l after -x -d 'Events after the event with this number. A program that has read the trail up to there gets only what is new'
complete -c apikeys -n '__apikeys_at "audit list"' -l reverse -d 'List the last event first'
complete -c apikeys -n '__apikeys_at "audit list"' -l limit -x -d 'Show at most N events: the first ones, or with --reverse the last ones'
complete -c apikeys -n '__apikeys_at "audit list"' -l output -s o -x -a 'table json jsonl csv tsv' -d 'table, json, jsonl, csv or tsv'

# apikeys audit verify
complete -c apikeys -n '__apikeys_at "audit verify"' -l anchor -r -F -d 'Also compare the trail with every line of \'audit head\' in FILE (\'-\' is standard input)'
complete -c apikeys -n '__apikeys_at "audit verify"' -l quiet -s q -d 'Print nothing; the exit code is the answer'
complete -c apikeys -n '__apikeys_at "audit verify"' -l output -s o -x -a 'text json' -d 'text (the default) or json'

# apikeys audit head
complete -c apikeys -n '__apikeys_at "audit head"' -l output -s o -x -a 'text json' -d 'text (the default) or json'

# apikeys key
complete -c apikeys -n '__apikeys_at "key"' -a list -d 'List the master keys, and what each is needed for'
complete -c apikeys -n '__apikeys_at "key"' -a rotate -d 'Add a new master key to the key file, for new codes'
complete -c apikeys -n '__apikeys_at "key"' -a rekey -d 'Renew all MACs and sealed codes in the database with the newest key'
complete -c apikeys -n '__apikeys_at "key"' -a drop -d 'Remove a master key that nothing needs from the key file'

# apikeys key list
complete -c apikeys -n '__apikeys_at "key list"' -l output -s o -x -a 'table tsv json' -d 'table, tsv or json'

# apikeys key rotate
complete -c apikeys -n '__apikeys_at "key rotate"' -l quiet -s q -d 'Print no message if all is well'
complete -c apikeys -n '__apikeys_at "key rotate"' -l output -s o -x -a 'text json' -d 'text (the default) or json'

# apikeys key rekey
complete -c apikeys -n '__apikeys_at "key rekey"' -l dry-run -s n -d 'Print what would remain, and change nothing'
complete -c apikeys -n '__apikeys_at "key rekey"' -l quiet -s q -d 'Print no message if all is well'
complete -c apikeys -n '__apikeys_at "key rekey"' -l output -s o -x -a 'text json' -d 'text (the default) or json'

# apikeys key drop
complete -c apikeys -n '__apikeys_at "key drop"' -l dry-run -s n -d 'Say whether the key can be dropped, and change nothing'
complete -c apikeys -n '__apikeys_at "key drop"' -l yes -s y -d 'Do not ask for confirmation'
complete -c apikeys -n '__apikeys_at "key drop"' -l quiet -s q -d 'Print no message if all is well'
complete -c apikeys -n '__apikeys_at "key drop"' -l output -s o -x -a 'text json' -d 'text (the default) or json'
complete -c apikeys -n '__apikeys_at "key drop" 1' -a '(__apikeys_ask keys)'

# apikeys backup
complete -c apikeys -n '__apikeys_at "backup"' -l to-dir -r -F -d 'Write a new file in this folder. Its name contains the time in UTC'
complete -c apikeys -n '__apikeys_at "backup"' -l keep -x -d 'Then delete all but the newest N backups of this database in the folder. A file is deleted only if it is verified to be such a backup'
complete -c apikeys -n '__apikeys_at "backup"' -l quiet -s q -d 'Print no message if all is well'
complete -c apikeys -n '__apikeys_at "backup"' -l output -s o -x -a 'text json' -d 'text or json'
complete -c apikeys -n '__apikeys_at "backup" 1' -F

# apikeys restore
complete -c apikeys -n '__apikeys_at "restore"' -l rollback -d 'Restore the backup even if it lacks events that were recorded here since'
complete -c apikeys -n '__apikeys_at "restore"' -l anchor -r -F -d 'Also refuse a backup that lacks an event which FILE names. FILE has lines of \'audit head\' that were kept elsewhere'
complete -c apikeys -n '__apikeys_at "restore"' -l dry-run -s n -d 'Verify and compare the backup, and change nothing'
complete -c apikeys -n '__apikeys_at "restore"' -l yes -s y -d 'Do not ask for confirmation'
complete -c apikeys -n '__apikeys_at "restore"' -l quiet -s q -d 'Print no message if all is well'
complete -c apikeys -n '__apikeys_at "restore"' -l output -s o -x -a 'text json' -d 'text or json'
complete -c apikeys -n '__apikeys_at "restore" 1' -F

# apikeys doctor
complete -c apikeys -n '__apikeys_at "doctor"' -l deep -d 'Read everything: the whole audit trail, and the whole file with its indexes'
complete -c apikeys -n '__apikeys_at "doctor"' -l fix -d 'Mend what is safe to mend: the modes of your own files, a missing reserve file or anchor file, and files that dead processes left behind. Through sudo, this needs the System Administrator role'
complete -c apikeys -n '__apikeys_at "doctor"' -l fail-on -x -a 'error warning notice never' -d 'End with 16 if there is a finding of this severity or worse: error, warning (the default), notice or never'
complete -c apikeys -n '__apikeys_at "doctor"' -l quiet -s q -d 'Print nothing; the exit code is the answer'
complete -c apikeys -n '__apikeys_at "doctor"' -l output -s o -x -a 'text json prometheus' -d 'text (the default), json or prometheus'

# apikeys completion
complete -c apikeys -n '__apikeys_at "completion" 1' -a 'bash zsh fish'

# apikeys help
complete -c apikeys -n '__apikeys_at "help"' -a '(__apikeys_explained files environment formats exit-codes security)'

# END
