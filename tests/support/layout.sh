#!/usr/bin/env bash
# The arrows between the rooms point one way: values <- records <- metrics <- (io, report) <- cli, and
# public headers name no library of the front end. Use: layout.sh SOURCE_DIR
set -euo pipefail
cd "$1"
status=0

# forbid WHAT PATTERN PATH...: no file below the paths may hold the pattern.
forbid() {
  local what=$1 pattern=$2
  shift 2
  if grep -rnE "$pattern" "$@"; then
    echo "^ $what" >&2
    status=1
  fi
}

forbid "public headers name no front-end library" 'CLI/|CLI11|nlohmann|simdjson|fmt/|utf8proc' include
forbid "only the module of time zones knows their library, which is slow to load" 'date/(tz|date)\.h' include src/*.cpp src/{cli,io,metrics,presets,records,report,text}
forbid "the library neither prints nor exits nor asks the clock or the environment" \
  '\b(std::cout|std::cerr|printf *\(|fputs|std::exit|_exit|system_clock|localtime|setlocale)\b' include src/*.cpp src/records src/metrics src/io src/presets src/report src/text
forbid "records know neither metrics nor reading nor reports" '"(csm/metrics|io|report|cli)/' include/csm/records src/records
forbid "presets are data about records" '"(csm/metrics|io|report|cli)/' src/presets
forbid "metrics know neither reading nor reports" '"(io|report|cli)/' include/csm/metrics src/metrics
forbid "reading knows no single metric, no report and no command line" '"(csm/metrics|report|cli)/' src/io
forbid "reports know no single metric, no reading and no command line" '"(csm/metrics|io|cli)/' src/report
exit "$status"
