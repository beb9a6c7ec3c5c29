#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "io/descriptor.hpp"

namespace csm {

/// A file that is written beside the one it is to be, and takes its place when it is whole: nobody
/// ever sees half of it. Gone with its owner where it has not taken that place.
///
/// Errors  Error{failed} with the path where the system fails, such as a full disk
class FileBeside {
 public:
  explicit FileBeside(std::string path);
  FileBeside(const FileBeside&) = delete;
  FileBeside& operator=(const FileBeside&) = delete;
  ~FileBeside();

  void write(std::string_view text);
  std::uint64_t size() const { return size_; }
  /// What was written there.
  std::string read(std::uint64_t offset, std::size_t size) const;
  /// Brings it to the disk and puts it in the path's place.
  void take_place();

 private:
  std::string path_;
  std::string beside_;
  Descriptor file_;
  std::uint64_t size_ = 0;
};

}  // namespace csm
