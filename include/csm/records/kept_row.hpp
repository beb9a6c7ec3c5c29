#pragma once

#include <memory>
#include <optional>
#include <variant>

#include "csm/customer_memory.hpp"
#include "csm/records/rows.hpp"

namespace csm {

/// The days that a row of a metric that counts rows may count on: an answer's day, or that of the
/// invitation; the days a ticket was opened and closed, the day a contract ends.
struct CountingDays {
  std::optional<Date> first;
  std::optional<Date> second;
};
inline CountingDays counting_days(const Answer& row) { return {row.answered_on, row.sent_on}; }
inline CountingDays counting_days(const Ticket& row) {
  return {row.opened_on, row.closed_on ? std::optional(*row.closed_on) : std::nullopt};
}
inline CountingDays counting_days(const Contract& row) { return {row.term_end, std::nullopt}; }

/// A row that outlives its block, with texts of its own, which copies share and which are on the
/// account of CustomerMemory.
class KeptRow {
 public:
  template <class Row>
  explicit KeptRow(const Row& row) : row_(row) {
    keep_texts();
  }

  /// As a computation takes rows.
  Rows rows() const;
  /// Blank where the row has none, as costs.
  CustomerId customer() const;
  /// The day it speaks of first; the least there is where it does not say.
  Date first_day() const;
  /// Nothing of rows that count with their customer.
  CountingDays counting_days() const;
  std::uint32_t segment() const;

 private:
  void keep_texts();

  std::variant<Customer, Snapshot, Subscription, Purchase, Answer, Ticket, Contract, Cost, Factors>
      row_;
  std::shared_ptr<const char[]> texts_;
  std::shared_ptr<const CustomerList<std::optional<Decimal>>> values_;
};

}  // namespace csm
