#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "io/scanner.hpp"

namespace csm {

/// A block that several readers look at; what its texts point to lives as long.
struct SharedBlock final : Block::Piece {
  Block block;
};

/// One pass over a scanner for several readers: each gets every block once, in the order of the
/// file.
///
/// Whoever comes first for the next block reads it, while the others go on with those before. A few
/// blocks are kept at most, so the slowest reader holds up the others, and one that will not read
/// on has to leave. A reader may ask from several threads.
class SharedPass {
 public:
  /// What a reader gets: a block, or nothing at the end, or nothing as the pass has failed.
  struct Taken {
    std::shared_ptr<const SharedBlock> block;
    bool has_failed = false;
  };

  /// `begin` gives the scanner at its first record, with its columns projected, when somebody asks
  /// for the first block. So many blocks are skipped: readers have had them.
  SharedPass(std::function<Scanner&()> begin, std::size_t readers, std::uint64_t skipped = 0);

  /// The next block of a reader, by its number. Waits while others read it, or lag behind.
  Taken take(std::size_t reader);
  /// The reader asks for nothing more.
  void leave(std::size_t reader);
  /// How many blocks a reader has had, those that were skipped among them.
  std::uint64_t taken_by(std::size_t reader);
  /// Of a pass that has failed: throws what the scanner threw, for the first who asks, with the
  /// block's order the place of what is wrong. For all others the pass ends there.
  void rethrow(Block& block);

 private:
  static constexpr std::size_t most_blocks = 4;
  static constexpr std::uint64_t has_left = static_cast<std::uint64_t>(-1);

  void read_next(std::unique_lock<std::mutex>& lock);
  void drop_what_all_have();
  bool depends_on_columns(const Block& block) const;

  std::function<Scanner&()> begin_;
  std::uint64_t skipped_;
  Scanner* scanner_ = nullptr;  ///< once there is a first block
  Block cursor_;                ///< the next block, for the thread that reads it

  std::mutex mutex_;  ///< guards what follows
  std::condition_variable changed_;
  bool is_reading_ = false;
  bool has_ended_ = false;
  bool has_failed_ = false;
  std::exception_ptr failure_;
  /// The last one stays here in any case, so that the scanner does not write over its texts.
  std::deque<std::shared_ptr<const SharedBlock>> blocks_;
  std::uint64_t first_ = 0;          ///< the number of the first of them
  std::vector<std::uint64_t> next_;  ///< the number of each reader's next block
};

}  // namespace csm
