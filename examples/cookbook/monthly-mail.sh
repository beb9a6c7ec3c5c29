#!/usr/bin/env bash
# The month's report by mail: as text, with the page of pictures attached, for programs that read mail show no SVG.
# Use: monthly-mail.sh CONFIG ADDRESS [PERIOD]; CONFIG is a csm.toml, PERIOD is last-month unless given. Needs a sendmail, which
# postfix, exim, msmtp and others bring; for cron see `crontab` beside this file.
# Where csm cannot compute one of the figures, nothing is sent and the exit status is csm's.
set -euo pipefail

config=${1:?the config is missing}
address=${2:?the address is missing}
period=${3:-last-month}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

csm report --config "$config" --period "$period" >"$folder/report.txt"
csm report --config "$config" --period "$period" --output "$folder/report.html"

part() { # TYPE FILE HEADER...
  printf -- '--=_csm\nContent-Type: %s; charset=utf-8\nContent-Transfer-Encoding: base64\n' "$1"
  printf '%s\n' "${@:3}" ""
  base64 "$2"
}
{
  title=$(head -n 1 "$folder/report.txt" | base64 -w 0) # it may have letters that a header may not
  printf 'To: %s\nSubject: =?UTF-8?B?%s?=\nMIME-Version: 1.0\n' "$address" "$title"
  printf 'Content-Type: multipart/mixed; boundary="=_csm"\n\n'
  part text/plain "$folder/report.txt"
  part text/html "$folder/report.html" 'Content-Disposition: attachment; filename="report.html"'
  printf -- '--=_csm--\n'
} >"$folder/mail"
sendmail -t -i <"$folder/mail"
