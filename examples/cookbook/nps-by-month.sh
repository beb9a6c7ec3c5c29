#!/usr/bin/env bash
# The net promoter score of each month as a table for a spreadsheet, with the answers behind it and its interval.
# Use: nps-by-month.sh ANSWERS TABLE.csv [PERIOD]; PERIOD is such as 2026-01..2026-05, and all months of the answers unless given.
# Where csm fails, an older table stays as it was.
set -euo pipefail

answers=${1:?the export of answers is missing}
table=${2:?the table to write is missing}
csm nps --from "$answers" --every month --period "${3:-all}" --format csv --output "$table"
