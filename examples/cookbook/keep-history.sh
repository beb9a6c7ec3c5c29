#!/usr/bin/env bash
# The course of figures whose exports have no dates, such as a list of today's health: each run adds today's figures to a
# file, and shows how they went so far.
# Use: keep-history.sh CONFIG HISTORY.ndjson [FIGURE...]; CONFIG is a csm.toml, a FIGURE is a title of one (else all are shown).
# Run it once a day, week or month by cron, see `crontab` beside this file.
# Where csm cannot compute one of the figures, nothing is added.
set -euo pipefail

config=${1:?the config is missing}
history=${2:?the file of figures is missing}
shift 2

new=$(mktemp)
trap 'rm -f "$new"' EXIT
csm report --config "$config" --format value --history "$new" >/dev/null
cat "$new" >>"$history"
csm history --from "$history" ${1+--figure "$@"}
