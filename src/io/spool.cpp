#include "io/spool.hpp"

#include <algorithm>
#include <cstdlib>

#include "text/shown.hpp"

namespace csm {

void Spool::append(const char* from, std::size_t size) {
  const std::size_t kept = std::min(size, memory_size - memory_.size());
  memory_.append(from, kept);
  if (size > kept) write(from + kept, size - kept);
}

void Spool::write(const char* from, std::size_t size) {
  if (file_.number() < 0) open_file();
  while (size > 0) {
    const ssize_t n = ::pwrite(file_.number(), from, size, static_cast<off_t>(written_));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      system_error(name_, "is a pipe that may have to be read twice, and its copy in " +
                              shown(folder_) + " cannot be written; give it as a file, or set " +
                              "TMPDIR to a folder with more room");
    }
    written_ += static_cast<std::uint64_t>(n);
    from += n;
    size -= static_cast<std::size_t>(n);
  }
}

void Spool::open_file() {
  const char* folder = std::getenv("TMPDIR");
  folder_ = folder != nullptr && *folder != '\0' ? folder : "/tmp";
  std::string path = folder_ + "/csm-XXXXXX";
  file_ = Descriptor(::mkstemp(path.data()));
  if (file_.number() < 0) {
    system_error(name_, "is a pipe that may have to be read twice, and no copy can be made in " +
                            shown(folder_) +
                            "; give it as a file, or set TMPDIR to another folder");
  }
  ::unlink(path.c_str());
}

std::size_t Spool::read(std::uint64_t offset, char* to, std::size_t size) const {
  if (offset < memory_.size()) return memory_.copy(to, size, static_cast<std::size_t>(offset));
  const std::uint64_t from = offset - memory_.size();
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(size, written_ - from));
  ssize_t n = 0;
  do {
    n = ::pread(file_.number(), to, wanted, static_cast<off_t>(from));
  } while (n < 0 && errno == EINTR);
  if (n < 0) system_error(name_, "its copy in " + shown(folder_) + " cannot be read");
  if (n == 0 && wanted > 0) {
    throw Error(ErrorCode::failed, name_, "its copy in " + shown(folder_) + " became shorter");
  }
  return static_cast<std::size_t>(n);
}

}  // namespace csm
