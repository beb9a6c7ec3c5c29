#pragma once

#include <cstdint>
#include <string>

#include "io/descriptor.hpp"

namespace csm {

/// A copy of what has been read from a pipe, to be read again: its first megabyte in memory, what
/// is behind in an unlinked temporary file in TMPDIR or /tmp.
///
/// Errors  Error{failed} where the file cannot be made, written (a full disk) or read
class Spool {
 public:
  /// `name` is that of the pipe, for messages.
  explicit Spool(std::string name) : name_(std::move(name)) {}

  std::uint64_t size() const { return memory_.size() + written_; }
  void append(const char* from, std::size_t size);
  /// Up to `size` bytes from there; at least one where `offset` is before the end.
  std::size_t read(std::uint64_t offset, char* to, std::size_t size) const;

  static constexpr std::size_t memory_size = 1 << 20;

 private:
  void write(const char* from, std::size_t size);
  void open_file();

  std::string name_;
  std::string memory_;
  std::string folder_;
  Descriptor file_;
  std::uint64_t written_ = 0;
};

}  // namespace csm
