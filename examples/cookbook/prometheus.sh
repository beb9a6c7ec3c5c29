#!/usr/bin/env bash
# The figures of a report as gauges for Prometheus, by way of node_exporter's textfile collector.
# Use: prometheus.sh CONFIG FOLDER [PERIOD]; FOLDER is what node_exporter has in --collector.textfile.directory, PERIOD is
# last-month unless given. For cron see `crontab` beside this file.
# Where csm cannot compute one of the figures, the old gauges stay; how old they are, csm_last_success_timestamp_seconds tells.
set -euo pipefail

config=${1:?the config is missing}
folder=${2:?the folder of the textfile collector is missing}
gauges=$(mktemp "$folder/.csm.XXXXXX") # no .prom: node_exporter leaves it alone
trap 'rm -f "$gauges"' EXIT

csm report --config "$config" --period "${3:-last-month}" --format prometheus >"$gauges"
chmod 644 "$gauges" # node_exporter is another user
mv "$gauges" "$folder/csm.prom"
