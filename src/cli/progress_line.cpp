#include "cli/progress_line.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>

namespace csm::cli {
namespace {

constexpr char wipe[] = "\r\x1b[K";

/// Whether there is a line to wipe: of the process, as a signal's handler has to know.
std::atomic<bool> is_shown{false};
std::atomic<bool> is_at_the_end{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal's handler waits for nobody");

std::string bytes_in_words(double bytes) {
  constexpr const char* units[] = {"kB", "MB", "GB", "TB"};
  std::size_t unit = 0;
  for (bytes /= 1000; bytes >= 999.5 && unit + 1 < std::size(units); ++unit) bytes /= 1000;
  return fmt::format("{:.{}f} {}", bytes, bytes < 9.95 ? 1 : 0, units[unit]);
}

std::string time_in_words(double seconds) {
  if (seconds < 99.5) return fmt::format("{:.0f} s", seconds);
  if (seconds < 99.5 * 60) return fmt::format("{:.0f} min", seconds / 60);
  return fmt::format("{:.0f} h", seconds / 3600);
}

/// The end of a name, in so many columns; a character of another script may take two.
std::string_view end_of(std::string_view name, std::size_t columns) {
  std::size_t begin = name.size();
  for (std::size_t i = name.size(); i-- > 0;) {
    const auto byte = static_cast<unsigned char>(name[i]);
    if ((byte & 0xc0) == 0x80) continue;  // inside a character
    const std::size_t width = byte < 0x80 ? 1 : 2;
    if (width > columns) break;
    columns -= width;
    begin = i;
  }
  return name.substr(begin);
}

std::size_t columns_of_terminal() {
  winsize size{};
  const bool is_known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return is_known ? size.ws_col : 80;
}

}  // namespace

std::string progress_text(const Progress& progress, double seconds, std::size_t columns) {
  const auto bytes = static_cast<double>(progress.bytes);
  const double rate = seconds > 0 ? bytes / seconds : 0;
  std::string text = ": " + bytes_in_words(bytes);
  if (progress.size) {
    const auto size = static_cast<double>(std::max(*progress.size, progress.bytes));
    text += fmt::format(" of {}, {:.0f} %, {}/s", bytes_in_words(size),
                        size > 0 ? 100 * bytes / size : 100, bytes_in_words(rate));
    if (rate > 0) text += fmt::format(", {} left", time_in_words((size - bytes) / rate));
  } else {
    text += fmt::format(", {}/s", bytes_in_words(rate));
  }
  if (text.size() >= columns) return text.substr(2, columns);
  return std::string(end_of(progress.name, columns - text.size())) + text;
}

bool ProgressLine::is_wanted() {
  const char* terminal = std::getenv("TERM");
  return terminal != nullptr && std::string_view(terminal) != "dumb" &&
         std::string_view(terminal) != "" && ::isatty(STDERR_FILENO) == 1;
}

ProgressLine::~ProgressLine() {
  if (is_shown.exchange(false)) std::fputs(wipe, stderr);
}

void ProgressLine::wipe_at_the_end() noexcept {
  is_at_the_end = true;
  if (!is_shown.exchange(false)) return;
  // Where it cannot be wiped there is nobody to tell.
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, wipe, sizeof(wipe) - 1);
}

void ProgressLine::begin_pass(const Progress& progress, Clock::time_point now) {
  if (name_ == progress.name && pass_ == progress.pass) return;
  name_ = progress.name;
  pass_ = progress.pass;
  pass_begin_ = now;
  furthest_ = 0;
}

void ProgressLine::show(const Progress& progress) {
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (!lock) return;
  const Clock::time_point now = Clock::now();
  begin_pass(progress, now);
  furthest_ = std::max(furthest_, progress.bytes);
  if (now < next_) return;
  next_ = now + std::chrono::milliseconds{200};
  const double seconds = std::chrono::duration<double>(now - pass_begin_).count();
  Progress so_far = progress;
  so_far.bytes = furthest_;
  // A line as wide as the terminal would make the cursor stand in the next one.
  const std::string text = progress_text(so_far, seconds, columns_of_terminal() - 1);
  if (is_at_the_end) return;
  is_shown = true;
  std::fprintf(stderr, "%s%s", wipe, text.c_str());
}

}  // namespace csm::cli
