#!/usr/bin/env bash
# Stands for curl and sendmail: keeps in the folder $SENT, as a file of the program's name, the words it was called with, what
# the files of --config hold, and what came by standard input. $FAILING names the one that fails.
set -euo pipefail
name=${0##*/}
[[ $name != "${FAILING-}" ]] || exit 22
printf '%s\n' "$@" >"$SENT/$name.words"
while (($# > 0)); do
  if [[ $1 == --config ]]; then cat "$2" >"$SENT/$name.config"; fi
  shift
done
cat >"$SENT/$name.input"
