#pragma once

#include <exception>
#include <memory>
#include <mutex>
#include <string>

#include "io/byte_source.hpp"
#include "io/spool.hpp"

namespace csm {

/// A pipe that several read, each from its beginning: what comes from it is kept, all of it, in a
/// spool that they share. Any thread may use it.
class SpooledPipe {
 public:
  /// Takes a pipe of which nothing has been read.
  explicit SpooledPipe(std::unique_ptr<ByteSource> pipe);

  const std::string& name() const { return pipe_->name(); }
  /// Up to `size` bytes from there, read from the pipe where nobody has come so far; 0 at the end.
  /// What fails once fails for all who come so far: bytes may be lost with it.
  std::size_t read(std::uint64_t offset, char* to, std::size_t size);

 private:
  std::mutex reading_;  ///< guards what follows
  std::unique_ptr<ByteSource> pipe_;
  Spool spool_;
  std::exception_ptr failure_;  ///< of the pipe, or of keeping what came from it
};

/// A reader of such a pipe. It is not interrupted, as others may wait for the same bytes.
std::unique_ptr<ByteSource> spooled_bytes(std::shared_ptr<SpooledPipe> pipe);

}  // namespace csm
