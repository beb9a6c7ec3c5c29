#include "cli/screen.hpp"

#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <ctime>
#include <string_view>

namespace csm::cli {
namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// Whether a terminal shows UTF-8, by the variables that say so to all programs.
bool is_utf8_terminal() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string_view locale = environment(name);
    if (locale.empty()) continue;
    for (const std::string_view word : {"UTF-8", "utf-8", "UTF8", "utf8"}) {
      if (locale.find(word) != std::string_view::npos) return true;
    }
    return false;
  }
  return false;
}

}  // namespace

Screen screen_of_output(bool without_colours) {
  Screen screen;
  screen.is_terminal = ::isatty(STDOUT_FILENO) == 1;
  const std::string_view terminal = environment("TERM");
  screen.has_colours = !without_colours && screen.is_terminal && !terminal.empty() &&
                       terminal != "dumb" && environment("NO_COLOR").empty();
  screen.written_at = seconds_of_output();
  screen.has_blocks = !screen.is_terminal || is_utf8_terminal();
  return screen;
}

std::int64_t seconds_of_output() {
  const std::string_view told = environment("SOURCE_DATE_EPOCH");
  std::int64_t seconds = 0;
  const auto [end, fault] = std::from_chars(told.data(), told.data() + told.size(), seconds);
  const bool is_told = !told.empty() && fault == std::errc{} && end == told.data() + told.size();
  return is_told ? seconds : static_cast<std::int64_t>(std::time(nullptr));
}

}  // namespace csm::cli
