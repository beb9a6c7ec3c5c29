#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "slow_table.hpp"

namespace csm::slow {

/// What a row of customers or subscriptions says about time: shared by churn and MRR.
struct Subscription {
  std::string customer_id;
  std::string status;  // lower case, blank where missing
  int start = 0;       // the later of started_on and trial_end
  std::optional<int> end;
  std::optional<int> paused_on;
  std::optional<int> resumed_on;
  bool is_customer = true;  // false for trials, incomplete and unpaid rows
};

/// The row read; nothing for a bad row.
std::optional<Subscription> read_subscription(const Table& table, std::size_t row,
                                              bool end_included);

/// Status trialing, incomplete, incomplete_expired or unpaid; the status in lower case.
bool is_status_of_no_customer(const std::string& status);

bool is_active_just_before(const Subscription& row, int t);
bool is_paused_just_before(const Subscription& row, int t);
bool starts_within(const Subscription& row, int begin, int end);

}  // namespace csm::slow
