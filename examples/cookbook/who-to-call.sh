#!/usr/bin/env bash
# Whom to call first: customers with a red health score, the lowest first, of those who pay enough to be worth a call.
# Use: who-to-call.sh CONFIG [LEAST [PERIOD]]; CONFIG is a csm.toml whose [health] has the export and the factors, LEAST is the
# least MRR (0 unless given), PERIOD is last-month unless given. Prints CSV: the customer, its score, and the row behind it.
set -euo pipefail

config=${1:?the config is missing}
csm health --config "$config" --period "${3:-last-month}" --where "mrr>=${2:-0}" --list --part all --format csv |
  awk -F, 'NR == 1 || $1 == "red"'
