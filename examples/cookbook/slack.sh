#!/usr/bin/env bash
# The figures of a month as one message in Slack: each with its value, and whether it got better or worse.
# Use: slack.sh CONFIG [PERIOD], with the webhook's address in SLACK_WEBHOOK_URL. CONFIG is a csm.toml; PERIOD is last-month
# unless given. Needs jq and curl; for cron see `crontab` beside this file.
# Where csm cannot compute one of the figures, nothing is sent and the exit status is csm's.
set -euo pipefail

config=${1:?the config is missing}
period=${2:-last-month}
: "${SLACK_WEBHOOK_URL:?the address of the webhook is missing}"

report=$(csm report --config "$config" --period "$period" --format json)
# Slack takes &, < and > for its own, and no other characters.
message=$(jq '
  def escaped: gsub("&"; "&amp;") | gsub("<"; "&lt;") | gsub(">"; "&gt;");
  def course: .change | if .better == null then "" else ", \(if .better then "better" else "worse" end) than in \(.period)" end;
  def name($figure): $figure.figure + if any($figure.results[]; has("rule")) then ", \(.rule // $figure.rule)" else "" end;
  [.title, (.figures[] | . as $figure | .results[] | select(.segment == {}) | "\(name($figure)): \(.text) (\(.period.label))\(course)")]
  | {text: (join("\n") | escaped)}' <<<"$report")
# The address is a secret, and what stands in a command can be read by all users of the machine.
curl --fail --silent --show-error --max-time 30 --output /dev/null --config <(printf 'url = "%s"\n' "$SLACK_WEBHOOK_URL") \
  --header 'Content-Type: application/json' --data-binary @- <<<"$message"
