#!/usr/bin/env bash
# From a fresh clone to the first figures: installs what is missing, builds csm and asks it a few questions
# about the small exports in this folder. Run it from anywhere, as often as you like.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

step="start"
log=$(mktemp)
at_exit() {
  local status=$?
  rm -f "$log"
  if ((status != 0)); then printf 'quickstart: failed at: %s (status %d)\n' "$step" "$status" >&2; fi
}
trap at_exit EXIT

quietly() {
  step=$1
  shift
  printf '%s ...\n' "$step"
  "$@" >"$log" 2>&1 || {
    local status=$?
    cat "$log" >&2
    return "$status"
  }
}

ask() { # QUESTION COMMAND [FINDING]: shows both, runs the command, and says what its figure tells
  step=$2
  printf '\n# %s\n$ %s\n' "$1" "$2"
  eval "$2"
  if [[ -n ${3-} ]]; then printf '=> %s\n' "$3"; fi
}

step="installing packages (tests/support/setup.sh build)"
bash tests/support/setup.sh build
quietly "configuring (cmake --preset release)" cmake --preset release
quietly "building, a minute or two the first time (cmake --build --preset release)" \
  cmake --build --preset release
PATH="$PWD/build/release:$PATH"

ask "Which share of our customers left in May?" \
  "csm churn --from examples/subscriptions.csv --period 2026-05" \
  "One customer in sixty left; in March, after the price rise, it was one in eleven."
ask "How much do subscriptions bring in a month, and what moved it?" \
  "csm mrr --from examples/subscriptions.csv --period 2026-05" \
  "7,842.35 more than a month before: new customers first, then the seats of the campaign."
ask "What did existing customers buy on top in May, and what do they pay more a month?" \
  "csm expansion --from purchases=examples/purchases.csv --from subscriptions=examples/subscriptions.csv --period 2026-05" \
  "The campaign for seats and extras worked: in April it was 296.00."
ask "Would our customers recommend us?" \
  "csm nps --from examples/nps.csv" \
  "Half would recommend Harrowfen; in April alone, when support was overrun, the score was -34."
ask "What does a customer bring in over its time, and is that more than it cost to win?" \
  "csm clv --from examples/purchases.csv --from customers=examples/customers.csv --margin 80% --acquisition-cost 400" \
  "A customer brings in seven times the 400 it cost to win, and earns that back in two months."
ask "What does it cost us to keep a customer? (the ledger says what was spent, the other file on how many)" \
  "csm retention-cost --from costs=examples/costs.csv --from customers=examples/customers.csv --period 2026-05 \
    --category team,programmes,services,training,customer_marketing" \
  "A sixth of what the customers pay goes into keeping them."
ask "Are they satisfied with our answers to their tickets?" \
  "csm csat --from examples/csat.csv" \
  "Two of three answers are positive; of those in April it was one of four."
ask "And how easy was it for them to get help?" \
  "csm ces --from examples/ces.csv" \
  "Two of three had it easy; in April fewer than one of three."

ask "Which share of the contracts that came due in spring was renewed, and at what value?" \
  "csm renewal --from examples/contracts.csv --period 2026-03..2026-05" \
  "Three of four renewed, and who stays pays more than before."
ask "Which share of the tickets did one contact solve, and nobody came back within a week?" \
  "csm fcr --from examples/tickets.csv --period 2026-05 --repeat-within 7d" \
  "Support has recovered: in April not one ticket in five was solved at the first contact."

ask "Which customers need a call first?" \
  "csm health --from examples/health.csv --period 2026-05 \
    --factor logins:0.4:0..300 open_tickets:0.2:5..0 nps_score:0.2:0..10 adoption:0.2:0..100" \
  "Three of ten are red; since April 51 rose to a better band and 33 fell to a worse one."
ask "What do customers write about, and which theme costs us most of the score?" \
  "csm feedback --from examples/nps.csv --themes examples/themes.txt" \
  "Support and the calendar hurt most: without them the score would be 5.0 and 4.4 points higher."

step="looking for jq"
if command -v jq >/dev/null; then
  ask "Which share of the revenue at the start of May was still there at its end? (every figure is JSON, too)" \
    "csm mrr --from examples/subscriptions.csv --period 2026-05 --format json | jq '.results[0].facts.nrr'"
else
  printf '\n# (jq is not installed: the example that reads the JSON output is left out)\n'
fi

ask "No export at hand? Numbers will do: 64 of 1,000 customers left." \
  "csm churn --opening 1000 --churned 64"

ask "All of it on one page, to mail or to print?" \
  "csm report --config examples/csm.toml --output build/report.html" \
  "build/report.html is the page; any browser shows it."

cat <<END

The program is build/release/csm. Next:
  build/release/csm --help                          all figures
  build/release/csm churn --help                    one figure: rules, options, the columns it reads
  build/release/csm churn --from YOUR_EXPORT.csv    your own figure
  examples/README.md                                scripts for Slack, mail, CI, spreadsheets and others
END
