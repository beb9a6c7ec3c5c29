#!/usr/bin/env bash
# Churn by two rules side by side, month by month: what would change if we counted as, say, Stripe does?
# Use: two-rules.sh CUSTOMERS RULE RULE [PERIOD]; `csm churn --help` lists the rules. PERIOD is such as 2026-01..2026-05, and
# all months unless given. Prints CSV: shares, and their difference in points. Needs jq.
set -euo pipefail

customers=${1:?the export is missing}
one=${2:?the first rule is missing}
other=${3:?the second rule is missing}
by_rule() { csm churn --from "$customers" --every month --period "$period" --rule "$1" --format json; }

period=${4:-all}
of_one=$(by_rule "$one")
of_other=$(by_rule "$other")
jq --raw-output --slurp '
  def points: if . == null then null else . * 1e4 | round / 100 end;
  def difference: if .[0] == null or .[1] == null then null else .[1] - .[0] end;
  ["month", .[0].rule, .[1].rule, "points"],
  ([.[0].results, .[1].results] | transpose[] | [.[].value] as $values | [.[0].period.label, $values[], ($values | difference | points)])
  | @csv' <<<"$of_one$of_other"
