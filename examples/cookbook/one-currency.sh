#!/usr/bin/env bash
# The revenue of several currencies in one, month by month: each month at the rates of its days, and in the column fx what the
# rates did rather than customers.
# Use: one-currency.sh CURRENCY RATES.csv PERIOD SUBSCRIPTIONS...; PERIOD is such as 2026-01..2026-05, and RATES.csv has the rates
# of your bank or of a central bank, from before the period's first day on:
#   date,from,to,rate
#   2025-12-31,EUR,USD,1.1650
# Prints CSV. Where a day has no rate, nothing is printed, and csm says which.
set -euo pipefail

currency=${1:?the currency is missing}
rates=${2:?the table of rates is missing}
period=${3:?the period is missing}
shift 3
csm mrr --from "${@:?the exports are missing}" --fx "$rates" --fx-to "$currency" --every month --period "$period" --format csv
