#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "csm/computation.hpp"
#include "io/findings.hpp"
#include "io/last_totals.hpp"
#include "io/rejects.hpp"
#include "io/row_sieve.hpp"
#include "io/table.hpp"

namespace csm {

/// How the rows of a pass are to be taken.
struct PassRules {
  const Reading* reading;
  std::optional<Currency> currency;
  bool forms_are_settled = false;  ///< of dates and numbers: they are known from the whole file
  Rejects* rejects = nullptr;      ///< that takes the bad rows; null: nobody does
  bool watches_customers = false;  ///< for ids of customers that are alike
  bool is_last = false;            ///< no pass over these sources comes after this one
};

/// Takes some of a source's blocks, one after the other in the order of the file: a thread's part
/// in a pass.
class BlockTaker {
 public:
  BlockTaker(OpenSource& source, const PassRules& rules, Computation& computation);

  /// Takes a block, but for its last rows where those are called as totals are: what they are shows
  /// what comes behind them. False where something has stopped it.
  bool take(Block& block);
  /// The exception that is being handled stops it at the block of that order.
  void stop(std::uint64_t order);
  /// Takes the rows that are held back, once all threads have come to the end and it is known which
  /// block of them all has the last rows but those. They come before what has stopped this one.
  void finish(std::optional<std::uint64_t> last_with_rows);

  /// The last block with rows that are not held back.
  std::optional<std::uint64_t> last_with_rows() const { return last_with_rows_; }
  Findings& found() { return found_; }
  const RejectsPart* rejects() const { return rejects_.get(); }
  /// What stopped it, at the block of that order; or null.
  const std::exception_ptr& failure() const { return failure_; }
  std::uint64_t stopped_at() const { return stopped_at_; }

 private:
  void take_or_hold(Block& block);
  void take_held(std::optional<std::uint64_t> last_with_rows);
  void take_rows(Block& block);
  void keep_stray_bytes(const Block& block);
  void report_bad(const Block& block, const BadRecord& record);
  void look_for_joined_ids(const Block& block, std::string_view joined_by);

  OpenSource& source_;
  const PassRules& rules_;
  Computation& computation_;
  RowSieve sieve_;
  Findings found_;
  std::unique_ptr<RejectsPart> rejects_;
  std::optional<std::size_t> customer_slot_;
  std::vector<Block> held_;  ///< rows that are called as totals are, no other ones behind them yet
  std::optional<AmountSum> sum_;  ///< of a small file
  std::optional<std::uint64_t> last_with_rows_;
  std::uint64_t taking_ = 0;  ///< the order of the block that is being taken
  std::exception_ptr failure_;
  std::uint64_t stopped_at_ = 0;
};

}  // namespace csm
