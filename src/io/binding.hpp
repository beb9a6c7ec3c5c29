#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "csm/records/rows.hpp"
#include "csm/run.hpp"
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
  /// What a row has to hold to stay, and in which column.
  struct Kept {
    std::size_t slot;
    const Condition* condition;
  };
  std::vector<Slot> slots;
  bool is_json = false;  ///< numbers may stand there bare, with a point for their decimals
  Currency currency;     ///< that signs beside amounts stand for where nothing else names it
  std::optional<std::size_t> id_slot;  ///< of the row's own id: of the subscription, the ticket ...
  const Preset* preset = nullptr;      ///< none: the columns tell for themselves
  std::vector<LeftOut> left_out;       ///< the first that fits a row counts
  std::vector<Kept> where;
  static constexpr std::size_t no_slot = static_cast<std::size_t>(-1);
  /// Of the columns of `Input::segments`, in their order; of rows that are only called by them
  /// `no_slot` for a column that is not there.
  std::vector<std::size_t> cut_slots;
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

}  // namespace csm
