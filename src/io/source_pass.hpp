#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "io/block_taker.hpp"

namespace csm {

/// One question's pass over a source, block by block on some threads, each with a fork of the
/// computation.
class SourcePass {
 public:
  /// All of them live as long as this.
  SourcePass(OpenSource& source, const PassRules& rules, Computation& computation)
      : source_(source), rules_(rules), computation_(computation) {}

  OpenSource& source() const { return source_; }
  /// As many as `Reading` says and the file is worth.
  std::size_t most_threads() const;

  /// Makes ready for blocks on so many threads.
  void begin(std::size_t threads);
  /// Nothing that comes before that block has stopped it.
  bool wants(std::uint64_t order) const { return order < stopped_at_; }
  /// Takes a block on a thread, which brings its own in the order of the file. False where no
  /// further ones are wanted from it: what comes first in the file is to be found whichever thread
  /// fails first.
  bool take(std::size_t thread, Block& block);
  /// The exception that is being handled stops the thread, at the block of that order.
  void stop(std::size_t thread, std::uint64_t order);
  /// Ends the pass when all blocks have been taken; see `pass_over`.
  Findings finish();

 private:
  void stop_all_behind(std::uint64_t order);
  void take_held();
  void rethrow_first() const;
  Findings merged();

  OpenSource& source_;
  const PassRules& rules_;
  Computation& computation_;
  std::vector<std::unique_ptr<Computation>> forks_;  ///< of the threads behind the first
  std::vector<std::unique_ptr<BlockTaker>> takers_;  ///< a thread each
  std::atomic<std::uint64_t> stopped_at_ = static_cast<std::uint64_t>(-1);  ///< the first of them
};

/// Reads a source from its first record to its last, in one go with others that read it too where
/// there are such.
///
/// Errors  those of the scanner; Error{refused} for the first bad row where reading is strict;
///         OtherForm where the pass is to begin anew. Of several, the one that comes first in
///         the file, whatever the threads. SharedPassFailed, see there
Findings pass_over(OpenSource& source, const PassRules& rules, Computation& computation);

/// The days of the first block that tells any and of records close to the end, to guess a period
/// by: exports are often in the order of days, up or down.
Days days_at_ends(OpenSource& source, const PassRules& rules);

}  // namespace csm
