#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "csm/records/cell.hpp"

namespace csm {

/// A cell that could not be read.
struct CellFault {
  std::size_t row;
  Fault fault;
};

/// What a metric asks of a field.
enum class Need : std::uint8_t {
  unread,    ///< the column would be read with an option that is not given
  optional,  ///< the column may be absent, a cell may be blank
  filled,    ///< the column may be absent; where it is there, a blank cell makes a bad row
  column,    ///< the column must be there, a cell may be blank
  value,     ///< the column must be there, a blank cell makes a bad row
};

/// A field of a kind of record: its name, the headers that mean it, and how its column is read.
///
/// `aliases` are headers that mean the field, separated by blanks, in tiers separated by '|': a
/// match of an earlier tier is the better one.
template <class Row>
struct Field {
  using ReadColumn = void (*)(CellColumn, const CellRules&, Need, const Row& blank, std::span<Row>,
                              std::vector<CellFault>&);

  std::string_view name;
  std::string_view aliases;
  bool is_date = false;
  bool is_id = false;
  ReadColumn read_column = nullptr;
  bool is_number = false;
};

/// Reads a whole column into one member of the rows, which is as in the blank row where the cell is
/// missing; cells that cannot be read are reported.
template <class Row, auto Member>
void read_column(CellColumn cells, const CellRules& rules, Need need, const Row& blank,
                 std::span<Row> rows, std::vector<CellFault>& faults) {
  const bool must_be_filled = need == Need::filled || need == Need::value;
  PlainCells<std::remove_cvref_t<decltype(blank.*Member)>> plain;
  plain.begin(cells, must_be_filled);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (plain.read(cells[i], rules, rows[i].*Member)) continue;
    const std::string_view text = trimmed(cells[i]);
    Fault fault = nullptr;
    rows[i].*Member = blank.*Member;
    if (rules.is_id ? text.empty() : is_missing(text)) {
      if (must_be_filled) {
        fault = text.empty() ? "is blank" : "stands for no value, and one is needed";
      }
    } else {
      fault = read_value(text, rules, rows[i].*Member);
      if (fault == nullptr) plain.keep(text, rows[i].*Member);
    }
    if (fault != nullptr) faults.push_back({i, fault});
  }
}

template <class Value>
struct ValueOf {
  using Type = Value;
};
template <class Value>
struct ValueOf<std::optional<Value>> {
  using Type = Value;
};
template <>
struct ValueOf<OptionalDay> {
  using Type = Date;
};

template <class Row, auto Member>
using ValueOfMember = std::remove_cvref_t<decltype(std::declval<Row>().*Member)>;

/// A row of a field table: `field<Answer, &Answer::score>("score", "rating|answer")`.
template <class Row, auto Member>
constexpr Field<Row> field(std::string_view name, std::string_view aliases = "") {
  using Type = typename ValueOf<ValueOfMember<Row, Member>>::Type;
  return {name,
          aliases,
          std::is_same_v<Type, Date>,
          std::is_same_v<Type, CustomerId> || std::is_same_v<Type, RecordId> ||
              std::is_same_v<Type, Comment>,
          &read_column<Row, Member>,
          std::is_same_v<Type, Decimal>};
}

/// The fields of a row in one table after another.
template <class Row, std::size_t N, std::size_t M>
constexpr std::array<Field<Row>, N + M> joined_fields(const std::array<Field<Row>, N>& first,
                                                      const std::array<Field<Row>, M>& second) {
  std::array<Field<Row>, N + M> all{};
  for (std::size_t i = 0; i < N; ++i) all[i] = first[i];
  for (std::size_t i = 0; i < M; ++i) all[N + i] = second[i];
  return all;
}

/// Headers that mean the customer's id in every kind of record.
inline constexpr std::string_view customer_id_aliases =
    "account_id client_id company_id account_code customer customer_number customer_no cust_id "
    "customer_oid|account client|organization_id org_id tenant_id|"
    "user_id rc_original_app_user_id";

/// Headers that mean the currency of the row's amounts.
inline constexpr std::string_view currency_aliases =
    "currency_code amount_currency plan_currency mrr_currency order_currency value_currency "
    "currency_iso_code";

/// Where a row stands.
struct RowPlace {
  std::string_view file;
  std::uint64_t line = 0;
  std::uint64_t column = 0;
};

/// What concerns a whole row rather than a cell: the field to point at and what is wrong with it.
struct RowFault {
  std::string_view field;
  Fault fault = nullptr;
};

/// What the completion of a row depends on besides the row: what the question asks of rows.
struct RowRules {
  bool end_included = false;  ///< an end is the last day with service
  Decimal lowest_score = 0;
  Decimal highest_score = 10;
  Fault off_scale = "lies outside the scale 0..10";
  bool columns_are_scored = false;     ///< numbers of columns the user chose lie on the scale too
  bool takes_words = false;            ///< an answer may be a word instead of a score
  bool scored_needs_day = false;       ///< an answer must say its day
  bool scored_needs_customer = false;  ///< an answer must say its customer
};

/// Keeps the later of two days, of which each may be `no_day`; one in the year 9999 is none.
inline void keep_newest(Date& newest, Date date) {
  newest = std::max(newest, is_never(date) ? no_day : date);
}
inline void keep_newest(Date& newest, const std::optional<Date>& date) {
  if (date) keep_newest(newest, *date);
}
inline void keep_newest(Date& newest, OptionalDay day) {
  newest = std::max(newest, day.or_no_day());
}

}  // namespace csm
