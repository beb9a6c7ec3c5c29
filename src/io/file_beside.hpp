#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

#include "io/descriptor.hpp"

namespace csm {

/// A file that is written beside the one it is to be, and takes its place when it is whole: nobody
/// ever sees half of it. Gone with its owner where it has not taken that place, and with the
/// process where a signal's handler calls `remove_files_beside`. A link stays one.
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
  /// Who may read a file that has taken its place.
  enum class Readers { as_usual, owner };
  /// Brings it to the disk and puts it in the path's place.
  void take_place(Readers readers = Readers::as_usual);
  /// From now on nobody else sees it, whatever becomes of the process. It cannot take its place.
  void remove_name() noexcept;

 private:
  void forget_name() noexcept;

  std::string path_;
  std::string target_;                   ///< what the path leads to
  char* name_ = nullptr;                 ///< on the disk, while it has one
  std::atomic<char*>* known_ = nullptr;  ///< where the name stands for a signal's handler
  Descriptor file_;
  std::uint64_t size_ = 0;
};

/// Removes the files that have not taken their place, for a process that is about to end. May be
/// called in a signal's handler.
void remove_files_beside() noexcept;

}  // namespace csm
