#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "csm/customer_memory.hpp"
#include "csm/interval.hpp"
#include "csm/money.hpp"
#include "csm/period.hpp"
#include "csm/ratio.hpp"

namespace csm {

struct Metric;
struct Rule;

/// What a number counts. A share is kept as 0..1; percent is only a way to print it.
enum class Unit { share, money, points, score, months, count };

/// "share", "money" ...: the word of the JSON output.
std::string_view name(Unit unit);

/// A figure: exact, with its unit; absent where its denominator is 0.
struct Quantity {
  std::optional<Ratio> amount;
  Unit unit = Unit::count;
  Currency currency{};  ///< of money, and of a share of money

  static Quantity count(Int128 number) { return {Ratio{number, 1}, Unit::count, {}}; }
  /// A sum of amounts, in atoms of `Decimal`.
  static Quantity money(Int128 atoms, Currency currency) {
    return {Decimal::of_atoms(atoms).ratio(), Unit::money, currency};
  }
  /// num / den as a share; absent where den is 0.
  static Quantity share(Int128 num, Int128 den);

  friend bool operator==(const Quantity&, const Quantity&) = default;
};

/// "6.4 %", "12,500.00 USD", "33.3", "1,234"; "n/a" where absent. Rounded once, half to even.
std::string to_text(const Quantity& quantity);
/// The same without the unit's sign: "12,500.00".
std::string to_number(const Quantity& quantity);

/// A fact by kind, by band, by score: name and number, in a stated order.
using Breakdown = std::vector<std::pair<std::string, Quantity>>;

/// A number that a figure is made of or that belongs beside it, by its field-wide name.
struct Fact {
  std::string_view name;
  std::variant<Quantity, Breakdown> value;
};

/// Rows of a small aligned table: label, number, remark.
struct TableRow {
  std::string label;
  std::string number;
  std::string remark;
};
using Table = std::vector<TableRow>;

/// What stands in a table's cell: a text of the data, or a number.
using Cell = std::variant<std::string, Quantity>;

/// A table with a row a thing: a customer, a theme, an answer.
struct Listing {
  std::string_view name;             ///< in JSON: "customers"
  std::string title;                 ///< for people: "Customers, the lowest score first"
  std::vector<std::string> columns;  ///< names in snake_case
  std::vector<std::vector<Cell>> rows;
  std::size_t most_in_text =
      static_cast<std::size_t>(-1);  ///< rows shown to people, 0: no word; JSON has all
  std::string rest{};                ///< what is left out of it, and how to see that, too
  /// From that column on the cells are shares by age, from age 0: people get them as a heat map.
  std::size_t shares_from = static_cast<std::size_t>(-1);
  /// Of the rows, where there is one a customer or a row of the file.
  CustomerShare memory{};

  bool is_heat_map() const { return shares_from < columns.size(); }
};

/// What a person reads under the figure: a sentence or a table.
using Paragraph = std::variant<std::string, Table>;

/// The days a result speaks of, and how far the data reaches.
struct Span {
  Period period;
  std::optional<Date> known_until;
  bool has_open = false;  ///< something of the period is not decided yet; the story says what

  /// The period's last day lies after what is known.
  bool outlasts_data() const {
    return known_until && !period.is_all() && period.end - std::chrono::days{1} > *known_until;
  }
  /// The figure may still change.
  bool is_partial() const { return has_open || outlasts_data(); }
};

/// How a figure differs from another one of the same metric.
struct Change {
  /// What it is compared with: another period, or another segment of the same.
  std::optional<Period> period;
  std::vector<std::pair<std::string, std::string>> segment;
  Quantity before;  ///< the other figure; absent where it is not defined
  std::optional<Sample> sample_before;
  Quantity difference;  ///< this figure less the other; of a share a share, too
  std::optional<Interval> interval;
  std::string interval_reason;  ///< why there is none

  /// The interval holds no 0: the difference is more than chance. Not known without an interval.
  std::optional<bool> is_more_than_chance() const {
    if (!interval) return std::nullopt;
    return interval->low > 0 || interval->high < 0;
  }
};

/// What every metric ends in: one figure for one period and one segment. Reports see nothing else.
struct Result {
  std::optional<Span> span;                                  ///< none for figures by hand
  std::vector<std::pair<std::string, std::string>> segment;  ///< empty: the total
  Quantity value;
  std::string reason;  ///< why the value is absent
  std::optional<Interval> interval;
  std::string interval_reason;   ///< why there is no interval
  std::optional<Sample> sample;  ///< what the interval is of, to compare it with others
  std::optional<Change> change;
  std::vector<Fact> facts;
  std::vector<Paragraph> story;
  std::vector<Listing> lists;
  const Rule* rule = nullptr;  ///< where not all results of the report are of one rule

  /// The fact of that name; Error{failed} where there is none.
  const Quantity& fact(std::string_view name) const;
  /// The same; null where there is none, or it has parts.
  const Quantity* find_fact(std::string_view name) const;
  /// The same; null also where its amount is absent.
  const Quantity* find_known_fact(std::string_view name) const;
  /// The parts of the fact of that name; null where there is none, or it has none.
  const Breakdown* find_parts(std::string_view name) const;
  /// Nothing was read: the value and every fact are absent, for that reason.
  void leave_unknown(const std::string& why);
};

/// Where the figures come from and what was left out of them.
struct InputSummary {
  std::vector<std::string> files;
  std::int64_t rows = 0;
  std::int64_t bad = 0;
  std::vector<std::string> first_bad;               ///< "may.csv:17:4: started_on: ..."
  std::map<std::string, std::int64_t> not_counted;  ///< good rows that are no part, by reason

  std::int64_t used() const;
  /// Says of so many good rows why they are no part; nothing where there are none.
  void leave_out(std::string_view why, std::int64_t n);
};

/// One customer's way through a figure.
struct CustomerStory {
  /// A row of the customer's, and what it decided alone.
  struct Row {
    std::string place;                                         ///< "subs.csv:17"
    std::vector<std::pair<std::string, std::string>> columns;  ///< of use, those that are filled
    std::vector<std::string> parts;                            ///< that it plays; none: no part
    std::map<std::string, std::int64_t> not_counted;           ///< why it is no part
    std::vector<Result> results;
  };
  std::string id;
  /// That the customer plays, by its rows together; none where rows play them.
  std::vector<std::string> parts;
  std::vector<Result> results;                      ///< of its rows alone
  std::map<std::string, std::int64_t> not_counted;  ///< of its rows, by the reason
  std::vector<Row> rows;
  std::vector<std::string> bad;  ///< its rows that could not be read: "may.csv:17:4: ..."
  std::map<std::string, std::int64_t> left_out;  ///< its rows that are none of the data
};

/// How the figures came about.
struct Explanation {
  /// A file's columns, and what they were read as.
  struct Columns {
    std::string file;
    std::vector<std::pair<std::string, std::string>> fields;  ///< field and header
  };
  std::vector<Columns> columns;
  std::vector<Result> by_rule;  ///< the other rules' results, each with its rule
  std::optional<CustomerStory> customer;
};

/// The answer to a question: one result a currency and segment, and what they rest on.
struct Report {
  const Metric* metric = nullptr;
  const Rule* rule = nullptr;
  std::vector<Result> results;
  std::optional<InputSummary> input;         ///< none for figures by hand
  std::vector<std::string> notes;            ///< how the figure was taken: said under it
  std::vector<std::string> warnings;         ///< what the reader must know: also on standard error
  std::optional<Explanation> explanation{};  ///< where it is asked for
  std::optional<Listing> list{};             ///< who and what is behind it, where it is asked for
};

}  // namespace csm
