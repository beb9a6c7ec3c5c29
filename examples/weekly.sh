#!/usr/bin/env bash
# Last month's churn, net revenue retention and NPS, one line each, from csm's JSON; needs csm and jq in PATH.
# Use: weekly.sh [FOLDER [PERIOD]]; FOLDER has subscriptions.csv and nps.csv, PERIOD is last-month unless given.
# A figure that could not be computed is named on standard error, and the exit status is then 1.
set -euo pipefail

folder=${1:-.}
period=${2:-last-month}
failed=0

figure() { # NAME METRIC FILE JQ-FILTER: the filter makes the text of one result
  local name=$1 metric=$2 file=$3 filter=$4 json
  if ! json=$(csm "$metric" --from "$folder/$file" --period "$period" --format json); then
    printf 'weekly: %s: csm failed, see its message above\n' "$name" >&2
    failed=1
  elif ! jq -r --arg name "$name" \
    '.results[] | [.period.label, $name, ('"$filter"'), (if .period.partial then "(partial)" else empty end)] | join("  ")' \
    <<<"$json"; then
    printf 'weekly: %s: the answer of csm could not be read\n' "$name" >&2
    failed=1
  fi
}

for tool in csm jq; do
  command -v "$tool" >/dev/null || { printf 'weekly: %s is not in PATH\n' "$tool" >&2 && exit 1; }
done

# An absent figure is printed with its reason; it is no failure.
headline='if .value == null then "n/a: " + .reason else .text end'
# One result a currency where there are several; the currency is named then.
percent='(. * 1000 | round / 10 | tostring) + " %"'
retention='(.facts.nrr | if . == null then "n/a" else '"$percent"' end) + (if .currency then " of " + .currency else "" end)'

figure churn churn subscriptions.csv "$headline"
figure NRR mrr subscriptions.csv "$retention"
figure NPS nps nps.csv "$headline"
exit "$failed"
