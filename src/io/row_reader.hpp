#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "csm/records/rows.hpp"
#include "csm/run.hpp"
#include "io/block.hpp"
#include "io/column_zone.hpp"
#include "io/match.hpp"
#include "presets/preset.hpp"

namespace csm {

/// How a source's columns serve an input of a metric: a slot a column, in the projection's order.
struct Binding {
  struct Slot {
    std::size_t column;     ///< in the header
    std::size_t field;      ///< in the row type's table, or behind it in Input::columns
    std::string_view name;  ///< of the field
    Need need;
    bool is_date;
    CellRules rules;
    bool is_read = true;  ///< otherwise only watched, or looked at by the preset
    bool is_number = false;
    bool is_form_told = false;  ///< by the preset: it is not found from the column
    ColumnZone zone{};          ///< of its dates, with --timezone
  };
  /// Rows that the preset leaves out, and where the column stands that tells them.
  struct LeftOut {
    std::size_t slot;
    const LeftOutRows* rows;
  };
  std::vector<Slot> slots;
  bool is_json = false;  ///< numbers may stand there bare, with a point for their decimals
  Currency currency;     ///< that signs beside amounts stand for where nothing else names it
  std::optional<std::size_t> id_slot;  ///< of the row's own id: of the subscription, the ticket ...
  const Preset* preset = nullptr;      ///< none: the columns tell for themselves
  std::vector<LeftOut> left_out;       ///< the first that fits a row counts
  /// What the preset makes amounts of: columns that are there.
  std::optional<std::size_t> times_slot;
  std::optional<std::size_t> percent_off_slot;
  std::optional<std::size_t> refunded_slot;

  std::vector<std::size_t> columns() const;
};

/// Binds a header to an input, or says what is missing.
///
/// Errors  Error{refused} where two columns fit a wanted field equally well
struct BindingResult {
  Binding binding;
  std::vector<std::string_view> missing;  ///< fields whose column must be there
  bool has_any_of = true;                 ///< of `Input::any_of`, or none is asked for
  std::vector<std::string> notes;         ///< columns that mean a field too and are not read
};
BindingResult bind(const std::string& file, const std::vector<std::string>& header,
                   const Input& input, const std::vector<FieldMapping>& mappings,
                   const Preset* preset = nullptr, std::span<const std::string> questions = {});

/// The names and aliases of a row type's fields.
std::vector<FieldNames> names_and_aliases(RowType type);
/// What the input wants of a field, or null.
const Want* find_want(const Input& input, std::string_view field);
bool must_be_there(Need need);
/// The names of a row type's fields.
std::vector<std::string_view> field_names(RowType type);
std::string_view kind_of(RowType type);

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
