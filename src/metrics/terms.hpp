#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "csm/customer_map.hpp"
#include "csm/date.hpp"
#include "csm/metrics/renewal.hpp"
#include "csm/period.hpp"
#include "metrics/conversion.hpp"

namespace csm {

/// A contract, or a purchase with the day it expires: what comes due, and what renews another.
struct Term {
  std::optional<Date> start;
  Date end{};
  CustomerText id;
  std::optional<Decimal> value;
  Currency currency;
  std::optional<bool> renewed;  ///< what the row itself says
  std::optional<Decimal> renewed_value;

  /// Comes due on a day of the period; what runs to the year 9999 never does.
  bool is_due(const Period& period) const;
};

/// By start (none first), then by id, then by everything else: rows that differ in nothing are the
/// only ones without an order.
bool comes_before(const Term& a, const Term& b);

/// A term that came due and what is known of its renewal.
struct DueTerm {
  RenewalFact fact;
  bool is_told = false;    ///< by the row itself, yes or no
  bool is_unsure = false;  ///< the row does not say, and without its start no later one can either
};

/// What came due of one customer.
struct DueTerms {
  std::vector<DueTerm> due;
  std::size_t not_counted = 0;  ///< neither due nor the renewal of what was
};

/// All terms of one customer, in any order.
///
/// A term's successor is another term with a later start and a later end that starts at most
/// `grace` days after the term's end: the first in the order of `comes_before`. A row's own yes or
/// no goes before it. Where several terms have one successor, its value is split among those it
/// renewed, whatever their period, by their values: in the order of `comes_before`, each part is
/// the difference of two running totals rounded down at the decimal's last place, so that the parts
/// add up to the whole; where all values are 0, by their number.
/// Cost  a sort, and for each term a look at the later ones up to its successor
class Terms {
 public:
  void add(Term term) { terms_.push_back(std::move(term)); }
  void merge(const Terms& other) {
    terms_.insert(terms_.end(), other.terms_.begin(), other.terms_.end());
  }
  /// Amounts are converted at the rates of the day that comes due, also those of the renewal: what
  /// rates change is no uplift.
  DueTerms due_in(const Period& period, int grace, std::optional<Date> known_until,
                  Conversion& conversion) const;

 private:
  CustomerList<Term> terms_;
};

/// What became of a term: by its own word, else by whether it has a successor.
RenewalOutcome outcome_of(const Term& term, bool has_successor, int grace,
                          std::optional<Date> known_until);

/// floor(value * part / whole), exact for all 0 <= part <= whole < 2^125, whole > 0, value >= 0.
Int128 share_of(Int128 value, Int128 part, Int128 whole);

/// How long a product lasts, in days or in calendar months.
struct Lifetime {
  int days = 0;
  int months = 0;

  /// The day it is over; where the month is too short for the day, its last day.
  Date end_of(Date start) const;
};

/// Reads `30` or `30d`. Error{usage} for anything else.
int read_days(std::string_view option, std::string_view text);
/// Reads `365d`, `12m` or `1y`. Error{usage} for anything else, and for 0.
Lifetime read_lifetime(std::string_view option, std::string_view text);

}  // namespace csm
