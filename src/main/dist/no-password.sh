#!/bin/sh
# sudo calls this program instead of asking for a password, as the user who called apikeys. That happens only if the
# sudo rule of a shared server is missing or does not allow the command: the rule needs no password.
echo 'apikeys: sudo does not let you run this command as the account that owns the tokens. Nothing was run. The rule in' \
  '/etc/sudoers.d/apikeys is missing, or does not allow it to the groups that you are in. The group apikeys-verifiers may run' \
  'only: apikeys verify, and apikeys verify --stream.' >&2
exit 1
