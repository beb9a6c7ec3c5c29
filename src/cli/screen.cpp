#include "cli/screen.hpp"

#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace csm::cli {
namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

Screen screen_of_output() {
  Screen screen;
  screen.is_terminal = ::isatty(STDOUT_FILENO) == 1;
  const std::string_view terminal = environment("TERM");
  screen.has_colours = screen.is_terminal && !terminal.empty() && terminal != "dumb" &&
                       environment("NO_COLOR").empty();
  return screen;
}

}  // namespace csm::cli
