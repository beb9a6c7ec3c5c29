#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "csm/records/cell.hpp"
#include "io/block.hpp"

namespace csm {

/// Gathers what the cells of one date column allow, to tell in which form they are written.
///
/// 2026-05-03 is ISO 8601; 13/02/2026 can only be day first, 02/13/2026 only month first, and
/// 03/04/2026 is both: a column of nothing else is refused, never guessed.
class DateForm {
 public:
  /// A cell of a block.
  void add(const Block& block, std::size_t row, std::size_t slot);

  /// Only cells that fit both d/m and m/d so far.
  bool is_open() const { return both_.count > 0 && day_only_.count == 0 && month_only_.count == 0; }

  /// The reading that some cell proves against the other, where one does and none the other.
  std::optional<DateReading> proven() const;

  /// The reading. Error{refused} for a column that fits two, or that mixes day first and month
  /// first; the message shows one cell of each and the option that settles it.
  DateReading decide(const std::string& file, std::string_view column) const;

 private:
  struct Seen {
    std::int64_t count = 0;
    std::string cell;
    Place place;

    void add(std::string_view text, const Block& block, std::uint64_t offset) {
      if (count++ == 0) {
        cell = text;
        place = block.place(offset);
      }
    }
  };

  Seen iso_, both_, day_only_, month_only_;
};

/// Whether a cell that is no date in one form is one in another.
bool is_in_other_form(std::string_view cell, DateReading form);

}  // namespace csm
