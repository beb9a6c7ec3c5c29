#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace csm {

/// Tells files apart whatever they are called: device and number on it.
struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t number = 0;

  friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

/// The bytes of a file or a pipe, from the beginning, as often as is asked.
///
/// A pipe can be read once only, so what has been read is spooled (io/spool.hpp) and comes from
/// there after `restart`.
class ByteSource {
 public:
  virtual ~ByteSource() = default;

  /// Reads up to `size` bytes; 0 at the end. Error{failed} with the name where reading fails.
  virtual std::size_t read(char* to, std::size_t size) = 0;
  virtual void restart() = 0;
  /// From another thread than the one that reads: makes a `read` that waits for a pipe's writer,
  /// and each that would, return 0, until `restart`.
  virtual void interrupt() {}
  /// The next `restart` is the last, so that a pipe need not be kept behind what already is. Any
  /// thread may say so at any time; a later `restart` is Error{failed} where bytes are lost by it.
  virtual void announce_last_pass() {}

  /// How many bytes there are, where they may be read at any place by several threads at once.
  virtual std::optional<std::uint64_t> size() const { return std::nullopt; }
  /// Reads `size` bytes from there. Error{failed} where the file has become shorter.
  virtual void read_at(std::uint64_t offset, char* to, std::size_t size) const;

  /// As it is shown: a path, or "standard input".
  const std::string& name() const { return name_; }
  /// What was guessed to read it, for people; empty where nothing was.
  virtual std::string note() const { return {}; }
  /// Of a regular file; none for a pipe.
  virtual std::optional<FileIdentity> identity() const { return std::nullopt; }

 protected:
  explicit ByteSource(std::string name) : name_(std::move(name)) {}

 private:
  std::string name_;
};

/// Opens a path, or standard input for "-". Error{refused} for a folder, Error{failed} for what
/// cannot be opened.
std::unique_ptr<ByteSource> open_bytes(const std::string& path);

/// Text that is already in memory, under a name; for tests and for users of the library.
std::unique_ptr<ByteSource> bytes_of(std::string name, std::string text);

}  // namespace csm
