#!/usr/bin/env bash
# Proves that an installed csm can be used: installs BUILD_DIR into a temporary prefix, builds the little
# program beside this script against it and checks what it prints. Use: run.sh BUILD_DIR SOURCE_DIR
set -euo pipefail
(($# == 2)) || { echo "usage: run.sh BUILD_DIR SOURCE_DIR" >&2 && exit 2; }
build=$1
consumer=$2/tests/consumer

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The same compiler and flags as csm's own: a library with sanitizers needs a program with sanitizers.
cached() { sed -n "s/^$1:[A-Z]*=//p" "$build/CMakeCache.txt"; }
type=$(cached CMAKE_BUILD_TYPE)
flags="$(cached CMAKE_CXX_FLAGS) $(cached "CMAKE_CXX_FLAGS_${type^^}")"
sanitizers=$(cached CSM_SANITIZE)
if [[ -n $sanitizers ]]; then flags+=" -fsanitize=$sanitizers"; fi
same=(-G "$(cached CMAKE_GENERATOR)" "-DCMAKE_CXX_COMPILER=$(cached CMAKE_CXX_COMPILER)" "-DCMAKE_CXX_FLAGS=$flags")

cmake --install "$build" --prefix "$work/prefix" >"$work/install.log" || { cat "$work/install.log" && exit 1; }
# The installed program finds its module of time zones: 18:15 UTC is midnight in Kathmandu.
printf 'answered_at,score\n2026-05-31T18:15:00Z,10\n' >"$work/a.csv"
found=$("$work/prefix/bin/csm" nps --from "$work/a.csv" --period 2026-06 --timezone Asia/Kathmandu --format value)
if [[ $found != 100 ]]; then
  printf 'the installed csm printed "%s", wanted was "100"\n' "$found" >&2
  exit 1
fi

cmake -S "$consumer" -B "$work/build" "${same[@]}" -DCMAKE_PREFIX_PATH="$work/prefix"
cmake --build "$work/build"

wanted="NPS 33.33"
found=$("$work/build/consumer")
if [[ $found != "$wanted" ]]; then
  printf 'the consumer printed "%s", wanted was "%s"\n' "$found" "$wanted" >&2
  exit 1
fi
echo "the consumer printed what it should: $found"
