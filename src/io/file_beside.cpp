#include "io/file_beside.hpp"

#include <sys/stat.h>

#include <cstdio>
#include <cstdlib>

#include "text/shown.hpp"

namespace csm {
namespace {

[[noreturn]] void fail(const std::string& path) { system_error(shown(path), "cannot be written"); }

}  // namespace

FileBeside::FileBeside(std::string path) : path_(std::move(path)), beside_(path_ + ".XXXXXX") {
  file_ = Descriptor(::mkstemp(beside_.data()));
  if (file_.number() < 0) {
    beside_.clear();
    fail(path_);
  }
}

FileBeside::~FileBeside() {
  if (!beside_.empty()) ::unlink(beside_.c_str());
}

void FileBeside::write(std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::pwrite(file_.number(), text.data(), text.size(), static_cast<off_t>(size_));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail(path_);
    size_ += static_cast<std::uint64_t>(n);
    text.remove_prefix(static_cast<std::size_t>(n));
  }
}

std::string FileBeside::read(std::uint64_t offset, std::size_t size) const {
  std::string text(size, '\0');
  std::size_t done = 0;
  while (done < size) {
    const ssize_t n =
        ::pread(file_.number(), text.data() + done, size - done, static_cast<off_t>(offset + done));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail(path_);
    done += static_cast<std::size_t>(n);
  }
  return text;
}

void FileBeside::take_place() {
  // mkstemp lets nobody else read it: give it the rights that any new file has.
  const mode_t mask = ::umask(0);
  ::umask(mask);
  const bool is_done = ::fchmod(file_.number(), 0666 & ~mask) == 0 &&
                       ::fsync(file_.number()) == 0 &&
                       ::rename(beside_.c_str(), path_.c_str()) == 0;
  if (!is_done) fail(path_);
  beside_.clear();
}

}  // namespace csm
