#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "csm/run.hpp"
#include "io/bad_records.hpp"
#include "io/table.hpp"

namespace csm {

/// How many records of a source are what; merging adds.
struct RowCounts {
  std::int64_t rows = 0;  ///< good, bad and left out
  std::int64_t bad = 0;
  std::map<std::string_view, std::int64_t> left_out;  ///< by the preset, by its reasons
  std::int64_t remarks = 0;           ///< totals, sections and footers, which are no rows
  std::int64_t repeated_headers = 0;  ///< which are no rows either
  std::int64_t protected_ids = 0;     ///< see `id_of`
  /// What became of the last rows of the file where they are called as totals are, with the place.
  struct Told {
    std::uint64_t offset;
    std::string text;
  };
  std::vector<Told> totals_left_out;
  std::vector<Told> totals_counted;

  void merge(const RowCounts& other);
};

/// Says of records of a file that are no rows that they are left out: "3 totals, sections and
/// footers ..."; and of ids that they are read otherwise than they stand. The
/// file's name stands in front where it is given.
std::vector<std::string> notes_of(const RowCounts& counts, const std::string& file = "");

/// A date or number turned out to be one in another form than the beginning of its column
/// suggested.
struct OtherForm {};

/// Reads the rows of a source block by block, and sorts out of the records that are no good rows
/// those that are no rows at all: totals, titles of sections, footers and repeated headers.
class RowSieve {
 public:
  /// A sieve for a source that is bound; it lives as long as this. With `forms_are_settled` the
  /// forms of dates and numbers are known from the whole file.
  RowSieve(const OpenSource& source, std::optional<Currency> currency, const Reading& reading,
           bool forms_are_settled);

  /// The good rows of a block, out of which totals are taken; they live until the next call. What
  /// is found adds to `counts`, and good rows' days to `days`.
  ///
  /// Errors  OtherForm where a cell contradicts a form that was guessed
  Rows read(Block& block, RowCounts& counts, Days& days);

  /// The damaged records and bad rows of the block read last, in the order of the file.
  const std::vector<BadRecord>& bad() const { return bad_; }

  /// Calls `take(id)` for the id of each good row of the block read last, and counts those that
  /// are protected.
  template <class Take>
  void for_each_good_id(const Block& block, std::size_t slot, RowCounts& counts,
                        Take&& take) const {
    const auto& cells = block.columns[slot].cells;
    for_each_good_row(block, [&](std::size_t row) {
      const std::string_view cell = trimmed(cells[row]);
      const std::string_view id = id_of(cell);
      counts.protected_ids += id.size() != cell.size() ? 1 : 0;
      take(id);
    });
  }

  /// Calls `take(row)` for each good row of the block read last.
  template <class Take>
  void for_each_good_row(const Block& block, Take&& take) const {
    std::size_t row = 0;
    for (const BadRow& odd : odd_) {
      for (; row < odd.row; ++row) take(row);
      row = odd.row + 1;
    }
    for (; row < block.rows(); ++row) take(row);
  }

 private:
  void take_totals_out(Block& block, RowCounts& counts) const;
  bool is_total_at(const Block& block, std::size_t row) const;
  void check_forms(const Block& block) const;
  void sort_out(const Block& block, RowCounts& counts);
  bool is_no_row(const Block& block, std::size_t row, RowCounts& counts) const;
  bool is_remark_at(const Block& block, std::uint64_t offset, RowCounts& counts) const;

  const OpenSource& source_;
  const Reading& reading_;
  bool forms_are_settled_;
  std::unique_ptr<RowReader> reader_;
  std::optional<std::size_t> key_slot_;  ///< the first id or date
  std::vector<BadRow> odd_;              ///< rows that are not good, for whatever reason
  std::vector<BadRecord> bad_;
};

}  // namespace csm
