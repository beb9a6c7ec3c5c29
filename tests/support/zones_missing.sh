#!/usr/bin/env bash
# A csm without its module of time zones still knows UTC and offsets, and says what it lacks where a zone is named.
# Use: zones_missing.sh PROGRAM
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$1" "$work/csm"
cd "$work"
printf 'answered_at,score\n2026-05-31T22:00:00Z,10\n' >a.csv

# expect STATUS WORDS ZONE: the status of csm with the zone, and words that its output holds.
expect() {
  local status=0 output
  output=$(./csm nps --from a.csv --timezone "$3" 2>&1) || status=$?
  if [[ $status != "$1" || $output != *"$2"* ]]; then
    printf -- '--timezone %s: status %s, wanted %s with "%s"; it said:\n%s\n' "$3" "$status" "$1" "$2" "$output" >&2
    exit 1
  fi
}

expect 0 "days are those of UTC (--timezone)" UTC
expect 0 "days are those of UTC+02:00 (--timezone)" +02:00
expect 4 "csm's module of zones cannot be loaded" Europe/Berlin
expect 4 "UTC and offsets such as +02:00 are known without" Europe/Nowhere
echo "without its module csm says so"
