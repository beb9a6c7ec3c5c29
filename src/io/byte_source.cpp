#include "io/byte_source.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "csm/error.hpp"
#include "io/descriptor.hpp"
#include "io/pipe_bytes.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

/// A regular file, read by position so that standard input can be one too: from where the shell has
/// left it.
class FileBytes : public ByteSource {
 public:
  FileBytes(std::string name, Descriptor file)
      : ByteSource(std::move(name)), file_(std::move(file)) {
    begin_ = position_ = std::max<off_t>(::lseek(file_.number(), 0, SEEK_CUR), 0);
    struct stat status {};
    if (::fstat(file_.number(), &status) == 0) end_ = status.st_size;
  }

  std::size_t read(char* to, std::size_t size) override {
    ssize_t n = 0;
    do {
      n = ::pread(file_.number(), to, size, position_);
    } while (n < 0 && errno == EINTR);
    if (n < 0) system_error(name(), "cannot be read");
    if (n == 0 && size > 0) refuse_shorter();
    position_ += n;
    return static_cast<std::size_t>(n);
  }

  void restart() override { position_ = begin_; }

  /// Files of the system, as in /proc, say that they are empty and are not.
  std::optional<std::uint64_t> size() const override {
    if (end_ <= begin_) return std::nullopt;
    return static_cast<std::uint64_t>(end_ - begin_);
  }

  void read_at(std::uint64_t offset, char* to, std::size_t size) const override {
    auto from = begin_ + static_cast<off_t>(offset);
    while (size > 0) {
      const ssize_t n = ::pread(file_.number(), to, size, from);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) system_error(name(), "cannot be read");
      if (n == 0) fail_as_shorter();
      to += n;
      from += n;
      size -= static_cast<std::size_t>(n);
    }
  }

  std::optional<FileIdentity> identity() const override {
    struct stat status {};
    if (::fstat(file_.number(), &status) != 0) return std::nullopt;
    return FileIdentity{status.st_dev, status.st_ino};
  }

 private:
  /// At the end of the file, that it is where it was at first. Asked of the system: files of its
  /// own may say that they have more than can be read.
  void refuse_shorter() const {
    struct stat status {};
    if (position_ >= end_ || ::fstat(file_.number(), &status) != 0) return;
    if (status.st_size < end_) fail_as_shorter();
  }
  [[noreturn]] void fail_as_shorter() const {
    throw Error(ErrorCode::failed, name(), "became shorter while it was read; try again");
  }

  Descriptor file_;
  off_t begin_ = 0;
  off_t end_ = 0;  ///< when it was opened
  off_t position_ = 0;
};

/// Text in memory.
class TextBytes : public ByteSource {
 public:
  TextBytes(std::string name, std::string text)
      : ByteSource(std::move(name)), text_(std::move(text)) {}

  std::size_t read(char* to, std::size_t size) override {
    const std::size_t n = std::min(size, text_.size() - position_);
    text_.copy(to, n, position_);
    position_ += n;
    return n;
  }

  void restart() override { position_ = 0; }

  std::optional<std::uint64_t> size() const override { return text_.size(); }
  void read_at(std::uint64_t offset, char* to, std::size_t size) const override {
    text_.copy(to, size, static_cast<std::size_t>(offset));
  }

 private:
  std::string text_;
  std::size_t position_ = 0;
};

}  // namespace

void ByteSource::read_at(std::uint64_t, char*, std::size_t) const {
  throw Error(ErrorCode::failed, name_, "can only be read from the beginning");
}

std::unique_ptr<ByteSource> open_bytes(const std::string& path) {
  if (path.empty()) usage_error("--from", "is given a blank name");
  const bool is_stdin = path == "-";
  const std::string name = is_stdin ? "standard input" : shown(path);
  Descriptor file(is_stdin ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) system_error(name, "cannot be opened");
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) system_error(name, "cannot be opened");
  if (S_ISDIR(status.st_mode)) {
    refuse(name, "is a folder; name the files in it, such as --from " + name + "/*.csv");
  }
  if (S_ISREG(status.st_mode)) return std::make_unique<FileBytes>(name, std::move(file));
  return make_pipe_bytes(name, std::move(file));
}

std::unique_ptr<ByteSource> bytes_of(std::string name, std::string text) {
  return std::make_unique<TextBytes>(std::move(name), std::move(text));
}

}  // namespace csm
