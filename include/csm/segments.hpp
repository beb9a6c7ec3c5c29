#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "csm/customer_memory.hpp"
#include "csm/records/cell.hpp"
#include "csm/steps.hpp"

namespace csm {

/// A column that results are told apart by: `--by plan`, in bands `--by mrr:0,100,1000`, or by
/// the calendar `--by started_on:year`.
struct Cut {
  std::string column;
  std::vector<Decimal> edges;      ///< rising: a band begins at each, and one lies below the first
  std::vector<std::string> bands;  ///< what they are called
  std::optional<Grain> grain;      ///< of dates

  /// The segment of a cell, trimmed, and its place among those of the column: bands and days have
  /// an order of their own. Blank is a segment, too, without a name.
  ///
  /// Errors  a fault where the cell is to be a number or a date and is none
  struct Part {
    std::int32_t order = 0;
    std::string text;
  };
  Fault part_of(std::string_view cell, const CellRules& rules, Part& out) const;
};

/// Reads what `--by` is given. Error{usage} for edges that do not rise, and a unit of the calendar
/// that there is not.
Cut read_cut(const std::string& text);

/// The segments that rows belong to, by small numbers. Any thread may ask.
class Segments {
 public:
  using Code = std::uint32_t;
  static constexpr Code none = 0;  ///< no segment: the row's file has no such column, or all rows

  Segments(std::vector<Cut> cuts, std::size_t most) : cuts_(std::move(cuts)), most_(most) {}

  /// What rows are called by: a segment a row, whose first part is its place in its file, and then
  /// the texts of columns, blank where the file has none of the name.
  static std::shared_ptr<Segments> of_rows(const std::vector<std::string>& columns);

  const std::vector<Cut>& cuts() const { return cuts_; }
  bool are_of_rows() const { return are_of_rows_; }

  /// The code of a segment with a part a cut. Error{usage} where there are more than allowed;
  /// Error{failed} where their texts are more than CustomerMemory allows: a row of a list is one.
  Code code_of(const std::vector<Cut::Part>& parts);

  /// The parts' texts.
  std::vector<std::string> texts_of(Code code) const;
  /// Whether the first stands before the second in the output: by the order of the parts, then by
  /// their texts.
  bool stands_before(Code a, Code b) const;
  /// Whether the first's text is the smaller one, part by part.
  bool has_smaller_text(Code a, Code b) const;

  /// All segments that were met, in the order of the output.
  std::vector<Code> all() const;

 private:
  std::vector<Cut> cuts_;
  std::size_t most_;
  bool are_of_rows_ = false;
  mutable std::mutex mutex_;
  std::map<std::vector<std::string>, Code> codes_;
  std::vector<std::vector<Cut::Part>> parts_;  ///< by code, less 1
  CustomerShare memory_;                       ///< of both
};

}  // namespace csm
