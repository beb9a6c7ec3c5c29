#!/usr/bin/env bash
# What changed since the last month that was reported: the figures that moved, and whether a rule, csm or the config changed
# meanwhile. The reports are kept as JSON with the hashes of all that they were computed from, a file a period.
# Use: what-changed.sh CONFIG FOLDER [PERIOD]; CONFIG is a csm.toml, PERIOD is last-month unless given. Needs jq.
# Where csm cannot compute one of the figures, no report is kept.
set -euo pipefail
export LC_ALL=C.UTF-8

config=${1:?the config is missing}
folder=${2:?the folder for the reports is missing}
new=$(mktemp "$folder/.report.XXXXXX")
trap 'rm -f "$new"' EXIT

csm report --config "$config" --period "${3:-last-month}" --stamp --format json >"$new"
kept=$folder/$(jq -r .period "$new").json
mv "$new" "$kept"

before=
for report in "$folder"/*.json; do
  if [[ $report < $kept ]]; then before=$report; fi
done
if [[ -z $before ]]; then
  printf 'what-changed: %s is the first report, there is none to compare with\n' "$kept" >&2
else
  csm diff "$before" "$kept"
fi
