#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "csm/customer_map.hpp"
#include "csm/records/ticket.hpp"
#include "csm/result.hpp"

namespace csm {

/// Which tickets are the base of the figure, in the order of the registry's rules.
enum class FcrRule : std::uint8_t { received, resolved };

/// What is asked of tickets: the base and the days in which no further ticket may follow.
struct FcrFact {
  bool is_received = false;  ///< opened in the period
  bool is_resolved = false;  ///< solved, and closed in the period
  bool is_in_base = false;   ///< one of the rule's tickets; unknown ones are taken out of the base
  bool is_solved = false;
  bool is_first_contact = false;
  bool is_reopened = false;
  bool has_no_reply = false;  ///< solved with 0 contacts
  bool is_repeated = false;   ///< would be first contact, but a further ticket followed
  bool is_unknown = false;    ///< does not say how many contacts it took

  /// Facts are few, so that they can be counted by their number before they are classified.
  static constexpr std::size_t kinds = 512;
  std::size_t number() const {
    return std::size_t{is_received} | std::size_t{is_resolved} << 1 | std::size_t{is_in_base} << 2 |
           std::size_t{is_solved} << 3 | std::size_t{is_first_contact} << 4 |
           std::size_t{is_reopened} << 5 | std::size_t{has_no_reply} << 6 |
           std::size_t{is_repeated} << 7 | std::size_t{is_unknown} << 8;
  }
  static FcrFact of(std::size_t number) {
    const auto bit = [&](int i) { return ((number >> i) & 1) != 0; };
    return {bit(0), bit(1), bit(2), bit(3), bit(4), bit(5), bit(6), bit(7), bit(8)};
  }

  friend bool operator==(const FcrFact&, const FcrFact&) = default;
};

/// The fact of a ticket that is not deleted, before anything is known of later tickets.
FcrFact fcr_fact(const Ticket& ticket, FcrRule rule, const Period& period);

/// Counts of tickets by how they were solved; merging adds.
struct FcrTally {
  std::int64_t received = 0;
  std::int64_t resolved = 0;
  std::int64_t base = 0;  ///< without the unknown
  std::int64_t first_contact = 0;
  std::int64_t reopened = 0;
  std::int64_t no_reply = 0;
  std::int64_t open = 0;
  std::int64_t repeated = 0;
  std::int64_t unknown = 0;

  void add(const FcrFact& fact, std::int64_t n = 1);
  void merge(const FcrTally& other);
  friend bool operator==(const FcrTally&, const FcrTally&) = default;
};

/// The tickets of one customer, in any order: whether a further one followed is only known when
/// all of them are here.
struct FcrState {
  struct Entry {
    Date opened_on;
    Date closed_on;  ///< of first contacts only
    CustomerText topic;
    FcrFact fact;
  };
  CustomerList<Entry> entries;

  void merge(const FcrState& other);
  /// The facts, those with a further ticket from the day after their opening up to `days` after
  /// their close marked as repeated. A ticket with a topic is followed by tickets of that topic
  /// alone, one without by any.
  std::vector<FcrFact> facts(int days) const;
};

/// First contact resolution: the share of tickets that one contact solved.
///
/// First contact is a ticket that is solved, took exactly one contact and was never reopened, or
/// what the export's own yes/no column says. Tickets that say neither are out of the base.
/// Formula  solved at the first contact / tickets           Unit  share, 0..1
/// Empty    no tickets: absent, never 0                      Cost  O(1) a ticket, 72 bytes
/// Errors   none here: negative counts were rejected on reading
/// Merging  counts add; where repeats are asked for, once every customer is whole
/// Source   Freshservice, "How do you calculate FCR%?" (rule resolved);
///          CustomerFacing glossary, "First contact resolution rate" (rule received)
/// Example  FcrTally t; t.base = 50; t.first_contact = 40;  finish(t).value.amount == Ratio{4, 5}
Result finish(const FcrTally& tally, FcrRule rule = FcrRule::received, double confidence = 0.95);

struct Metric;
extern const Metric fcr_metric;

}  // namespace csm
