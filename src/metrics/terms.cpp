#include "metrics/terms.hpp"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "csm/error.hpp"
#include "csm/metrics/nps.hpp"
#include "csm/records/field.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

using std::chrono::days;

constexpr std::size_t none = static_cast<std::size_t>(-1);

/// The first later term that renews the term at `at`, or none. Terms are in order.
std::size_t successor_of(const std::vector<Term>& terms, std::size_t at, int grace) {
  const Term& term = terms[at];
  if (!term.start) return none;
  for (std::size_t i = at + 1; i < terms.size(); ++i) {
    const Term& other = terms[i];
    if (*other.start > term.end + days{grace}) break;
    if (*other.start > *term.start && other.end > term.end) return i;
  }
  return none;
}

/// The value of a successor, split among the terms it renewed; nothing where it cannot be.
class Split {
 public:
  void add(const Term& term) {
    ++number_;
    is_known_ = is_known_ && term.value && (number_ == 1 || term.currency == currency_);
    currency_ = term.currency;
    if (is_known_) total_ = checked_add(total_, term.value->atoms());
  }

  /// The part of the next term, in the order they were added.
  std::optional<Decimal> next(const Term& term, const Term& successor) {
    const bool is_alone = number_ == 1;
    if (!successor.value || (!is_known_ && !is_alone)) return std::nullopt;
    if (is_alone) return successor.value;
    const Int128 whole = total_ == 0 ? number_ : total_;
    const Int128 before = share_of(successor.value->atoms(), so_far_, whole);
    so_far_ += total_ == 0 ? 1 : term.value->atoms();
    return Decimal::of_atoms(share_of(successor.value->atoms(), so_far_, whole) - before);
  }

 private:
  std::int64_t number_ = 0;
  bool is_known_ = true;
  Currency currency_;
  Int128 total_ = 0;
  Int128 so_far_ = 0;
};

/// A whole number at the front of a text, and what follows it; -1 where there is none.
std::pair<int, std::string_view> leading_number(std::string_view text) {
  int number = -1;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || number < 0) return {-1, text};
  return {number, text.substr(static_cast<std::size_t>(end - text.data()))};
}

constexpr int longest = 36500;  ///< days: a hundred years

}  // namespace

bool Term::is_due(const Period& period) const { return !is_never(end) && period.contains(end); }

bool comes_before(const Term& a, const Term& b) {
  if (a.start != b.start) return a.start < b.start;
  if (a.id != b.id) return is_smaller_id(a.id, b.id);
  return std::tie(a.end, a.currency, a.value, a.renewed, a.renewed_value) <
         std::tie(b.end, b.currency, b.value, b.renewed, b.renewed_value);
}

RenewalOutcome outcome_of(const Term& term, bool has_successor, int grace,
                          std::optional<Date> known_until) {
  if (term.renewed) return *term.renewed ? RenewalOutcome::renewed : RenewalOutcome::lost;
  if (has_successor) return RenewalOutcome::renewed;
  const bool is_over = known_until && *known_until >= term.end + days{grace};
  return is_over ? RenewalOutcome::lost : RenewalOutcome::open;
}

DueTerms Terms::due_in(const Period& period, int grace, std::optional<Date> known_until,
                       Conversion& conversion) const {
  const bool is_any_due = std::any_of(terms_.begin(), terms_.end(),
                                      [&](const Term& term) { return term.is_due(period); });
  if (!is_any_due) return {{}, terms_.size()};
  std::vector<Term> terms(terms_.begin(), terms_.end());
  std::sort(terms.begin(), terms.end(), comes_before);
  std::vector<std::size_t> successors(terms.size(), none);
  std::vector<Split> splits(terms.size());
  std::vector<bool> counts(terms.size(), false);
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (terms[i].renewed == false) continue;
    successors[i] = successor_of(terms, i, grace);
    if (successors[i] != none) splits[successors[i]].add(terms[i]);
  }
  DueTerms result;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const Term& term = terms[i];
    const std::size_t next = successors[i];
    std::optional<Money> new_value;
    if (next != none) {
      if (const auto part = splits[next].next(term, terms[next])) {
        new_value = Money{*part, terms[next].currency};
      }
    }
    if (term.renewed_value) new_value = Money{*term.renewed_value, term.currency};
    if (!term.is_due(period)) continue;
    const Currency currency = conversion.currency(term.currency);
    DueTerm& due = result.due.emplace_back();
    due.fact.outcome = outcome_of(term, next != none, grace, known_until);
    if (term.value) {
      due.fact.value = Money{conversion.on_day(*term.value, term.currency, term.end), currency};
    }
    const bool is_comparable = new_value && conversion.currency(new_value->currency) == currency &&
                               due.fact.outcome == RenewalOutcome::renewed;
    if (is_comparable) {
      due.fact.new_value = conversion.on_day(new_value->amount, new_value->currency, term.end);
    }
    due.is_told = term.renewed.has_value();
    due.is_unsure = !due.is_told && !term.start;
    counts[i] = true;
    if (next != none) counts[next] = true;
  }
  result.not_counted = static_cast<std::size_t>(std::count(counts.begin(), counts.end(), false));
  return result;
}

Int128 share_of(Int128 value, Int128 part, Int128 whole) {
  const Int128 quotient = value / whole;
  const Int128 rest = value % whole;
  Int128 result = 0;
  Int128 remainder = 0;
  // Long multiplication by the bits of `part`, with the remainder kept below `whole` throughout.
  for (int bit = 126; bit >= 0; --bit) {
    result *= 2;
    remainder *= 2;
    if ((part >> bit & 1) != 0) {
      result += quotient;
      remainder += rest;
    }
    while (remainder >= whole) {
      remainder -= whole;
      ++result;
    }
  }
  return result;
}

Date Lifetime::end_of(Date start) const {
  if (months == 0) return start + std::chrono::days{days};
  using namespace std::chrono;
  const year_month_day from{start};
  const year_month month = from.year() / from.month() + std::chrono::months{months};
  const year_month_day last{month / std::chrono::last};
  return sys_days{month / std::min(from.day(), last.day())};
}

int read_days(std::string_view option, std::string_view text) {
  const auto [number, unit] = leading_number(text);
  if (number < 0 || number > longest || !(unit.empty() || unit == "d")) {
    usage_error("--" + std::string(option),
                in_quotes(text) + " is not a number of days up to 36500, such as 30 or 30d");
  }
  return number;
}

Lifetime read_lifetime(std::string_view option, std::string_view text) {
  const auto [number, unit] = leading_number(text);
  const int in_days = unit == "d" ? 1 : unit == "m" ? 31 : unit == "y" ? 366 : longest + 1;
  if (number <= 0 || number > longest / in_days) {
    usage_error("--" + std::string(option),
                in_quotes(text) + " is not a lifetime up to 36500 days, such as 365d, 12m or 1y");
  }
  if (unit == "d") return {number, 0};
  return {0, unit == "m" ? number : 12 * number};
}

}  // namespace csm
