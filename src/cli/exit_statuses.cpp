#include "cli/exit_statuses.hpp"

#include <string_view>

namespace csm::cli {
namespace {

struct ExitStatus {
  std::string_view status;
  std::string_view in_short;
  std::string_view meaning;
};

constexpr ExitStatus statuses[] = {
    {"0", "fine, also where a figure is not defined (n/a)",
     "fine, also where a figure is not defined or nothing could be read (`n/a`, with the reason)"},
    {"1", "a condition of --fail-if holds", "a condition of `--fail-if` holds"},
    {"2", "the command is wrong", "the command is wrong: an unknown option, rule or period"},
    {"3", "the input is refused",
     "the input is refused: a column is missing, a quote never closes, it is a web page"},
    {"4", "the system failed: a read or write error",
     "the system failed: a file cannot be read, the disk is full"},
};

std::vector<Entry> entries(std::string_view ExitStatus::*text) {
  std::vector<Entry> all;
  for (const ExitStatus& one : statuses) {
    all.push_back({std::string(one.status), std::string(one.*text)});
  }
  return all;
}

}  // namespace

std::vector<Entry> exit_statuses() { return entries(&ExitStatus::meaning); }

std::vector<Entry> exit_statuses_in_short() { return entries(&ExitStatus::in_short); }

}  // namespace csm::cli
