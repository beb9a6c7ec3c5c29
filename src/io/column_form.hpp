#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "csm/records/cell.hpp"
#include "io/evidence.hpp"

namespace csm {

/// Gathers what the cells of one column allow, to tell how they are written.
class ColumnForm {
 public:
  virtual ~ColumnForm() = default;

  /// All cells of a block's column.
  virtual void look_at(const Block& block, std::size_t slot) = 0;
  /// More cells could still tell.
  virtual bool is_open() const = 0;
  /// Settles how the column is read, or where it is open itself, as the columns of the same field
  /// in other files tell.
  ///
  /// Errors  Error{refused} for a column that fits two readings, or that mixes them; the message
  ///         shows one cell of each and the option that settles it
  virtual void settle(CellRules& rules, std::optional<Way> told, const std::string& file,
                      std::string_view column) const = 0;
  /// What the reader of the figures is to know of the reading that was settled; or empty.
  virtual std::string warning(std::optional<Way> told, const std::string& file,
                              std::string_view column) const = 0;

  const Evidence& evidence() const { return evidence_; }

 protected:
  Evidence evidence_;
};

}  // namespace csm
