#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "csm/records/rows.hpp"
#include "io/binding.hpp"
#include "io/block.hpp"

namespace csm {

/// Why rows are left out that a condition does not keep.
inline constexpr std::string_view not_kept_by_where = "not kept by --where";

/// A row that cannot be used, and the cell to point at; or one that the preset leaves out.
struct BadRow {
  std::size_t row;
  std::size_t slot;
  std::string_view field;
  Fault fault;
  const LeftOutRows* left_out = nullptr;
};

/// The days that the good rows of a block speak of.
struct Days {
  std::optional<Date> oldest_start;  ///< of service; of terms the oldest day due
  std::optional<Date> newest;        ///< that cannot lie in the future
  std::optional<CostDays> costs;
  std::int64_t services = 0;  ///< rows that say whether somebody has left
  bool has_anybody_left = false;

  /// Takes the oldest and the newest of further rows; `never` and `no_day` where there is none.
  void keep(Date oldest_day, Date newest_day);
  void merge(const Days& other);
};

/// Turns blocks into typed rows.
class RowReader {
 public:
  virtual ~RowReader() = default;
  /// The good rows of a block; the bad ones and those left out are appended to `bad`, in order. The
  /// rows live until the next call.
  virtual Rows read(const Block& block, const Binding& binding, std::vector<BadRow>& bad,
                    Days& days) = 0;

  /// A cell of the block read last that is no date or number in its column's form, also in a row
  /// that is bad for another reason.
  struct OddCell {
    std::size_t row;
    std::size_t slot;
  };
  const std::vector<OddCell>& odd_cells() const { return odd_cells_; }

 protected:
  std::vector<OddCell> odd_cells_;
};

/// A reader of the rows of a file; the input and the file's name live as long as it does.
std::unique_ptr<RowReader> make_row_reader(const Input& input, const std::string& file,
                                           std::optional<Currency> currency);

}  // namespace csm
