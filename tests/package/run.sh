#!/usr/bin/env bash
# Packs what BUILD_DIR has built and tries the package of Debian: lintian finds nothing, and the unpacked program works
# with its module, manual and completions. Use: run.sh BUILD_DIR
set -euo pipefail
(($# == 1)) || { echo "usage: run.sh BUILD_DIR" >&2 && exit 2; }
build=$1
for program in cpack dpkg-deb dpkg-shlibdeps lintian; do
  command -v "$program" >/dev/null || { echo "$program is not installed (tests/support/setup.sh test)" >&2 && exit 1; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# expect WHAT FOUND WANTED: the same text.
expect() {
  if [[ $2 != "$3" ]]; then
    printf '%s: found\n%s\nwanted\n%s\n' "$1" "$2" "$3" >&2
    exit 1
  fi
}

(cd "$build" && umask 022 && cpack -G "DEB;TGZ" -B "$work") >"$work/log" 2>&1 || { cat "$work/log" >&2 && exit 1; }
deb=("$work"/csm_*.deb)
archive=("$work"/csm-*.tar.gz)

# Which overrides find something to override differs between lintian's versions.
options=(--suppress-tags "unused-override,mismatched-override")
if [[ $(id -u) == 0 ]]; then options+=(--allow-root); fi
expect "lintian" "$(lintian "${options[@]}" "${deb[0]}" 2>&1)" ""

root=$work/root
dpkg-deb -x "${deb[0]}" "$root"
expect "not to be in the package" "$(cd "$root/usr" && ls -d include lib/*.a lib/cmake 2>/dev/null)" ""
expect "dependencies" \
  "$(dpkg-deb -f "${deb[0]}" Depends | tr ',' '\n' | sed -E 's/^ *([a-z+-]+).*/\1/' | sort | paste -sd' ')" \
  "libc libdate-tz libgcc-s libsimdjson libstdc++"

# 18:15 UTC is midnight in Kathmandu.
printf 'answered_at,score\n2026-05-31T18:15:00Z,10\n' >"$work/a.csv"
try() { "$1/bin/csm" nps --from "$work/a.csv" --period 2026-06 --timezone Asia/Kathmandu --format value; }
expect "the program of the package" "$(try "$root/usr")" 100

expect "page of the manual" "$(gzip -dc "$root/usr/share/man/man1/csm-nps.1.gz" | sed -n 's/^csm.*nps .- //p')" \
  "Net promoter score"
# shellcheck source=/dev/null
completed=$(. "$root/usr/share/bash-completion/completions/csm" && PATH=$root/usr/bin:$PATH && COMP_WORDS=(csm nps --peri) &&
  COMP_CWORD=2 COMP_LINE="csm nps --peri" && COMP_POINT=${#COMP_LINE} && _csm csm && echo "${COMPREPLY[@]}")
expect "bash's completion" "$completed" "--period"
for file in zsh/vendor-completions/_csm fish/vendor_completions.d/csm.fish doc/csm/copyright doc/csm/README.md; do
  [[ -s $root/usr/share/$file ]] || { echo "the package lacks $file" >&2 && exit 1; }
done

tar -xzf "${archive[0]}" -C "$work"
expect "the program of the archive" "$(try "${archive[0]%.tar.gz}")" 100
echo "the packages work: ${deb[0]##*/}, ${archive[0]##*/}"
