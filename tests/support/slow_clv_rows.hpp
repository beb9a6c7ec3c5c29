#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "slow_clv.hpp"

/// The rows that lifetime values are computed from.
namespace csm::slow {

struct ClvPurchase {
  std::string customer;
  std::string currency;
  int day = 0;
  Rational amount;

  // "negative = refund: reduces revenue, is no purchase"
  bool is_refund() const { return amount < 0; }
};

/// From the first start to the last end of a customer; no end: still here.
struct Stay {
  int start = 0;
  std::optional<int> end;
};

using Stays = std::map<std::string, Stay>;

/// What all parts of the computation start from.
struct ClvRows {
  std::vector<ClvPurchase> purchases;
  Table services;  // the good rows
  Stays stays;
};

/// Reads all tables: counts what is bad in `clv`, and finds its days.
ClvRows read_clv_rows(const ClvTables& tables, const ClvOptions& options, Clv& clv);

}  // namespace csm::slow
