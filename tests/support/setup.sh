#!/usr/bin/env bash
# Installs what csm needs on Debian 12 and Ubuntu 24.04, and only what is missing: a second run needs no network and no root.
# Run it as `setup.sh build|test|check`, or source it and call csm_setup with the same word:
# build compiles the program, test adds what the tests use, check adds the format and shell checks.

csm_say() { printf 'setup: %s\n' "$*"; }

csm_packages() {
  local build="g++ cmake ninja-build libcli11-dev libfmt-dev nlohmann-json3-dev libsimdjson-dev libhwy-dev libutf8proc-dev zlib1g-dev libzstd-dev libre2-dev libhowardhinnant-date-dev nettle-dev libtomlplusplus-dev boost"
  local test="catch2 python3 python3-jsonschema jq sqlite3 zsh fish mandoc dpkg-dev lintian tidy cmark prometheus"
  local check="clang-format-14 shellcheck"
  # Where Chromium is a snap instead, what a browser shows is not tried.
  if grep -q '^ID=debian' /etc/os-release 2>/dev/null; then test+=" chromium"; fi
  case $1 in
    build) echo "$build" ;;
    test) echo "$build $test" ;;
    check) echo "$build $test $check" ;;
    *) echo "usage: setup.sh build|test|check" >&2 && return 2 ;;
  esac
}

# Whether a package is installed; for boost, any package of its headers from 1.81 on (unordered_flat_map came with it).
csm_has() {
  local patterns=("$1") least=0 list status version
  if [[ $1 == boost ]]; then patterns=(libboost-dev 'libboost1.*-dev') least=1.81; fi
  list=$(dpkg-query -W -f='${db:Status-Status} ${Version}\n' "${patterns[@]}" 2>/dev/null || true)
  while read -r status version; do
    if [[ $status == installed ]] && dpkg --compare-versions "$version" ge "$least"; then return 0; fi
  done <<<"$list"
  return 1
}

csm_boost_name() {
  local name
  for name in libboost1.83-dev libboost1.81-dev; do
    if [[ -n $(apt-cache show "$name" 2>/dev/null) ]]; then echo "$name" && return; fi
  done
  # No package list yet: Debian 12's plain libboost-dev would be 1.74.
  if grep -q bookworm /etc/os-release 2>/dev/null; then echo libboost1.81-dev; else echo libboost-dev; fi
}

csm_setup() {
  local wanted package missing=() root=() log
  wanted=$(csm_packages "${1-}") || return 2
  if ! command -v dpkg-query >/dev/null; then
    csm_say "not a Debian or Ubuntu system, nothing is installed here; csm needs: $wanted (Boost 1.81 or newer)"
    return 0
  fi
  for package in $wanted; do csm_has "$package" || missing+=("$package"); done
  if ((${#missing[@]} == 0)); then csm_say "all packages to $1 are there" && return 0; fi

  if [[ $(id -u) != 0 ]]; then
    if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [[ -t 0 ]]; }; then
      root=(sudo)
    else
      missing=("${missing[@]/#boost/$(csm_boost_name)}")
      csm_say "missing: ${missing[*]}" >&2
      csm_say "not root, and sudo is not there or wants a password; let an administrator run: apt-get update && apt-get install ${missing[*]}" >&2
      return 1
    fi
  fi
  root+=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300)
  log=$(mktemp)
  csm_say "updating the package lists"
  "${root[@]}" -q update </dev/null >"$log" 2>&1 || csm_say "the update failed, trying with the lists that are here" >&2
  missing=("${missing[@]/#boost/$(csm_boost_name)}")
  csm_say "installing ${missing[*]}"
  if ! "${root[@]}" -q install -y --no-install-recommends --no-remove "${missing[@]}" </dev/null >>"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    csm_say "could not install: ${missing[*]}" >&2
    csm_say "what apt-get said stands above; to try by hand: apt-get update && apt-get install ${missing[*]}" >&2
    return 1
  fi
  rm -f "$log"
  csm_say "all packages to $1 are there"
}

# For the tests' own builds: goes through ccache where there is one (it must be told that precompiled headers are fine).
csm_compiler_cache() {
  if command -v ccache >/dev/null; then
    export CMAKE_CXX_COMPILER_LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER-ccache}
    export CCACHE_SLOPPINESS=${CCACHE_SLOPPINESS-pch_defines,time_macros,include_file_mtime,include_file_ctime}
  fi
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
  set -euo pipefail
  csm_setup "$@"
fi
