#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "csm/run.hpp"
#include "io/byte_source.hpp"
#include "io/scanner.hpp"
#include "io/spooled_bytes.hpp"

namespace csm {

/// How a job opens a file, and what it found it to be.
struct OpenedAs {
  Dialect asked;
  std::size_t block_size = 0;
  std::function<void(const Progress&)> on_progress{};
  TableForm form{};
  std::vector<std::string> header{};

  /// They get the same blocks, if they ask for the same columns.
  bool reads_like(const OpenedAs& other) const;
};

class SharedFile;

/// A file that is taken apart in one way.
class SharedTable {
 public:
  SharedTable(SharedFile& file, OpenedAs opened) : file_(file), opened_(std::move(opened)) {}

  const OpenedAs& opened() const { return opened_; }
  /// A scanner of it at the first record, with these columns. Any error: it cannot be shared.
  Scanner& begin(const std::vector<std::size_t>& columns);
  SharedFile& file() const { return file_; }

 private:
  void open();

  SharedFile& file_;
  OpenedAs opened_;
  std::unique_ptr<Scanner> scanner_;  ///< once there was a pass
};

/// A file or a pipe that jobs name. A pipe is kept as it comes, so that each reads it from its
/// beginning, and may do so again. Any thread may use it.
class SharedFile {
 public:
  explicit SharedFile(std::string path) : path_(std::move(path)) {}

  /// A further job names it. For one thread alone, before the jobs begin.
  void name() { ++jobs_; }
  /// Several jobs name it, and what they share can be read to its end for all of them.
  bool is_shared() const { return jobs_ > 1 && !has_failed_; }
  /// It cannot: from now on each reads it alone.
  void share_no_more() { has_failed_ = true; }

  /// The bytes from the beginning, for one reader. Errors as those of `open_bytes`.
  std::unique_ptr<ByteSource> bytes();
  /// What a job may look for, and which file it has found there. False where that is another one
  /// than others have found.
  bool add_reader(const std::set<std::string>& column_keys,
                  const std::optional<FileIdentity>& identity);
  /// What jobs share that have opened it alike. Lives as long as the file.
  SharedTable& table(const OpenedAs& opened);

  /// Keys of all columns that any job may look for.
  std::set<std::string> column_keys();

 private:
  std::string path_;
  std::size_t jobs_ = 0;
  std::atomic<bool> has_failed_ = false;
  std::mutex mutex_;  ///< guards what follows
  std::shared_ptr<SpooledPipe> pipe_;
  bool is_known_ = false;
  std::optional<FileIdentity> identity_;
  std::set<std::string> column_keys_;
  std::vector<std::unique_ptr<SharedTable>> tables_;
};

}  // namespace csm
