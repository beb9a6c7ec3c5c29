#!/usr/bin/env bash
# Installs what is missing, builds csm with its assertions on and runs every test.
# Options go to ctest: `tests/run.sh -R golden` runs the tests with that word in their names.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=tests/support/setup.sh
. tests/support/setup.sh
csm_setup test
csm_compiler_cache

jobs=$(nproc)
cmake --preset test
cmake --build --preset test --parallel "$jobs"
ctest --preset test --parallel "$jobs" --output-on-failure --no-tests=error "$@"
