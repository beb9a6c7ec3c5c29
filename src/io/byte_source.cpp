#include "io/byte_source.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include "csm/error.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

[[noreturn]] void system_error(const std::string& name, const std::string& doing) {
  throw Error(ErrorCode::failed, name, doing + ": " + std::strerror(errno));
}

/// An open file descriptor, closed with its owner.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ > STDERR_FILENO) ::close(number_);
  }

  int number() const { return number_; }

 private:
  int number_ = -1;
};

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
      if (n == 0) {
        throw Error(ErrorCode::failed, name(), "became shorter while it was read; try again");
      }
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
  Descriptor file_;
  off_t begin_ = 0;
  off_t end_ = 0;  ///< when it was opened
  off_t position_ = 0;
};

/// A pipe, a terminal, a socket.
class PipeBytes : public ByteSource {
 public:
  PipeBytes(std::string name, Descriptor pipe)
      : ByteSource(std::move(name)), pipe_(std::move(pipe)) {}

  std::size_t read(char* to, std::size_t size) override {
    if (position_ < spooled_) return read_spool(to, size);
    ssize_t n = 0;
    do {
      n = ::read(pipe_.number(), to, size);
    } while (n < 0 && errno == EINTR);
    if (n < 0) system_error(name(), "cannot be read");
    write_spool(to, static_cast<std::size_t>(n));
    position_ = spooled_;
    return static_cast<std::size_t>(n);
  }

  void restart() override { position_ = 0; }

 private:
  std::size_t read_spool(char* to, std::size_t size) {
    const auto left = static_cast<std::size_t>(spooled_ - position_);
    const ssize_t n = ::pread(spool_.number(), to, std::min(size, left), position_);
    if (n <= 0) system_error(name(), "its copy in the temporary folder cannot be read");
    position_ += n;
    return static_cast<std::size_t>(n);
  }

  void write_spool(const char* from, std::size_t size) {
    if (size == 0) return;
    if (spool_.number() < 0) open_spool();
    while (size > 0) {
      const ssize_t n = ::pwrite(spool_.number(), from, size, spooled_);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) system_error(name(), "its copy in the temporary folder cannot be written");
      spooled_ += n;
      from += n;
      size -= static_cast<std::size_t>(n);
    }
  }

  void open_spool() {
    const char* folder = std::getenv("TMPDIR");
    std::string path =
        std::string(folder != nullptr && *folder != '\0' ? folder : "/tmp") + "/csm-XXXXXX";
    spool_ = Descriptor(::mkstemp(path.data()));
    if (spool_.number() < 0) system_error(path, "no temporary file can be made there");
    ::unlink(path.c_str());
  }

  Descriptor pipe_;
  Descriptor spool_;
  off_t spooled_ = 0;
  off_t position_ = 0;
};

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
  return std::make_unique<PipeBytes>(name, std::move(file));
}

std::unique_ptr<ByteSource> bytes_of(std::string name, std::string text) {
  return std::make_unique<TextBytes>(std::move(name), std::move(text));
}

}  // namespace csm
