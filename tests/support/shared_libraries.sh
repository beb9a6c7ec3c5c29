#!/usr/bin/env bash
# Pins the shared libraries that csm needs at start: each costs a part of a millisecond on every call.
# Use: shared_libraries.sh PROGRAM
set -euo pipefail
wanted="libc.so.6 libgcc_s.so.1 libm.so.6 libsimdjson.so libstdc++.so.6"
# The version of libsimdjson differs between distributions; the loader itself is listed by some linkers only.
mapfile -t libraries < <(readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' |
  sed 's/^\(libsimdjson\.so\).*/\1/' | grep -v '^ld-linux' | sort)
found=${libraries[*]}
if [[ $found != "$wanted" ]]; then
  printf 'needed: %s\nwanted: %s\n' "$found" "$wanted" >&2
  exit 1
fi
echo "needed: $found"
