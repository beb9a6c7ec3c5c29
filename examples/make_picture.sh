#!/usr/bin/env bash
# Makes report.png anew, the picture in README: the top of the page that csm makes of csm.toml, 1280 pixels wide.
# Use: make_picture.sh [CSM]; needs chromium and pngquant.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

csm=${1:-csm}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sandbox=()
if [[ $(id -u) == 0 ]]; then sandbox=(--no-sandbox); fi

"$csm" report --config csm.toml --output "$folder/report.html"
chromium --headless "${sandbox[@]}" --disable-gpu --hide-scrollbars --window-size=1280,1050 \
  --screenshot="$folder/report.png" "file://$folder/report.html" >"$folder/log" 2>&1 || { cat "$folder/log" >&2 && exit 1; }
pngquant --force --strip --quality=60-95 --output report.png 64 "$folder/report.png"
