#!/usr/bin/env bash
# Fails where more customers left than may: a gate for CI. Prints the figure for the job's summary.
# Use: churn-gate.sh CUSTOMERS [PERIOD [MOST]]; CUSTOMERS is an export of customers or subscriptions, PERIOD is last-month and
# MOST 5% unless given. `churn-gate.yml` beside this file runs it on GitHub.
# Exit status: 0 fine, 1 more left, or nobody was there to leave; else csm's, such as 3 where the export cannot serve.
set -euo pipefail

customers=${1:?the export is missing}
period=${2:-last-month}
most=${3:-5%}

churn=$(csm churn --from "$customers" --period "$period" --format value)
if [[ $churn == n/a ]]; then
  printf 'churn-gate: %s has no customers at the start of the period\n' "$customers" >&2
  exit 1
fi
# Four blanks make it a block of code in the summary.
csm churn --from "$customers" --period "$period" --compare previous --fail-if ">$most" | sed 's/^/    /'
