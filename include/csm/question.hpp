#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "csm/compare.hpp"
#include "csm/condition.hpp"
#include "csm/exchange_rates.hpp"
#include "csm/money.hpp"
#include "csm/period.hpp"
#include "csm/segments.hpp"

namespace csm {

struct Metric;
struct Rule;

/// A text and where it comes from, for messages.
struct NamedText {
  std::string name;
  std::string text;
};

/// What is asked: everything that decides a figure besides the data itself.
struct Question {
  const Metric* metric = nullptr;
  const Rule* rule = nullptr;  ///< none: the default for what the figure is computed from
  /// Where no rule is asked for: those that further kinds of rows suggest, answered beside it.
  std::vector<const Rule*> further_rules{};
  std::optional<Period> period;  ///< none: the metric's default
  std::optional<Date> as_of;     ///< none: the newest date in the data
  double confidence = 0.95;
  bool assume_unique = false;        ///< each row is another customer
  bool end_included = false;         ///< an end is the last day with service, not the first without
  std::optional<Currency> currency;  ///< of amounts whose file does not say
  std::shared_ptr<const ExchangeRates> rates{};  ///< none: currencies stay apart
  std::vector<Condition> where{};                ///< rows stay of which all hold
  std::vector<Cut> by{};                         ///< a result a segment beside the total
  std::size_t max_segments = 200;
  std::optional<Grain> every{};  ///< a result a step of the period
  std::optional<Comparison> compare{};
  bool why = false;        ///< what moved the figure since the period compared with, by segments
  bool explain = false;    ///< how the figures came about is told, too
  std::string customer{};  ///< who is followed through the explanation; empty: nobody
  bool list = false;       ///< who and what is behind the figure is named, too
  std::vector<std::string> list_columns{};  ///< of the files, in the list; none: those of use
  std::vector<std::string> list_parts{};    ///< none: all but the rest; "all": all
  /// The metric's own options and by-hand numbers as typed, by name without dashes; where one may
  /// be given several times, a line each.
  std::map<std::string, std::string, std::less<>> options;
  std::vector<std::string_view> kinds;  ///< of records that the sources hold, once they are open
  /// What stands in the files that own options name, by the option's name.
  std::map<std::string, NamedText, std::less<>> files;

  /// The currency of a figure of money that no row has a currency for.
  Currency currency_of_nothing() const {
    return rates != nullptr ? rates->to() : currency.value_or(Currency{});
  }
  /// The currency that an amount of that one is told in.
  Currency converted(Currency own) const { return rates != nullptr ? rates->to() : own; }
  /// The text of an own option, or `otherwise`.
  std::string_view option(std::string_view name, std::string_view otherwise) const;
  bool has(std::string_view name) const { return options.find(name) != options.end(); }
  /// A source is of that kind of record, whether or not it has a good row.
  bool has_kind(std::string_view kind) const;

  /// A by-hand number. Error{usage} where it is missing, unreadable, negative or (count) not whole.
  std::int64_t count(std::string_view name) const;
  std::int64_t count(std::string_view name, std::int64_t otherwise) const;
  Decimal amount(std::string_view name) const;
};

}  // namespace csm
