#pragma once

#include <cstdint>
#include <optional>

#include "slow_table.hpp"

namespace csm::slow {

struct FcrOptions {
  std::optional<int> begin;  // both or neither: the whole file
  std::optional<int> end;
  bool resolved = false;             // `--rule resolved`
  std::optional<int> repeat_within;  // days
};

struct FcrFigures {
  long first_contact = 0;
  long received = 0;
  long resolved = 0;
  long reopened = 0;
  long no_reply = 0;
  long open = 0;
  long unknown = 0;
  long bad = 0;  // rows
  std::optional<Rational> fcr;
};

FcrFigures slow_fcr(const Table& table, const FcrOptions& options);

/// Always `ticket_id`, `opened_on`, `customer_id`, `closed_on`, and `contacts` or `first_contact`.
Table random_tickets(std::uint64_t seed);

}  // namespace csm::slow
