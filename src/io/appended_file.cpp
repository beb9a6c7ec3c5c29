#include "io/appended_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include "io/descriptor.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

[[noreturn]] void fail(const std::string& path) { system_error(shown(path), "cannot be added to"); }

/// Waits until nobody else writes; the lock ends with the descriptor.
void lock(const Descriptor& file, const std::string& path) {
  while (::flock(file.number(), LOCK_EX) != 0) {
    if (errno != EINTR) fail(path);
  }
}

bool ends_within_line(const Descriptor& file, off_t size, const std::string& path) {
  if (size == 0) return false;
  char last = '\n';
  if (::pread(file.number(), &last, 1, size - 1) != 1) fail(path);
  return last != '\n';
}

bool is_written(const Descriptor& file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(file.number(), text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return ::fsync(file.number()) == 0;
}

}  // namespace

bool append_lines(const std::string& path, std::string_view lines) {
  const Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666));
  if (file.number() < 0) fail(path);
  lock(file, path);
  struct stat found {};
  if (::fstat(file.number(), &found) != 0) fail(path);
  if (!S_ISREG(found.st_mode)) usage_error("--history", shown(path) + " is no plain file");
  const bool is_torn = ends_within_line(file, found.st_size, path);
  if (is_written(file, (is_torn ? "\n" : "") + std::string(lines))) return is_torn;
  const int fault = errno;
  if (::ftruncate(file.number(), found.st_size) != 0) fail(path);
  errno = fault;
  fail(path);
}

}  // namespace csm
