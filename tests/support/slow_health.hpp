#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "slow_table.hpp"

namespace csm::slow {

/// A factor as its option says it: a column, its weight and its line, as texts.
struct HealthFactor {
  std::string column;
  std::string weight = "1";
  std::string worst = "0";
  std::string best = "100";
};

struct HealthOptions {
  std::vector<HealthFactor> factors;
  bool is_sum = false;  // raw answers 1..10 are added; weights and lines play no part
  std::string red = "50";
  std::string green = "75";
  std::optional<int> begin;  // both or neither: the whole file
  std::optional<int> end;
};

/// A line of the list of customers.
struct HealthCustomer {
  std::string id;
  std::optional<Rational> score;                // rounded to 12 decimals; absent: insufficient
  std::string band;                             // red, yellow, green or insufficient
  std::vector<std::optional<Rational>> shares;  // exact, in the order of the factors
  std::vector<bool> is_missing;                 // of each factor
  std::optional<Rational> earlier;              // the score at the earlier snapshot, rounded
};

struct HealthFigures {
  std::optional<Rational> mean;
  std::optional<Rational> median;
  long customers = 0;
  long scored = 0;
  std::map<std::string, long> bands;
  std::map<std::pair<std::string, std::string>, Rational> mrr;  // by currency and band
  bool has_movers = false;
  long compared = 0;
  long improved = 0;
  long worsened = 0;
  std::vector<HealthCustomer> list;  // the lowest score first, insufficient at the end
  long bad = 0;
  long undated = 0;
  long after_end = 0;  // rows on or after the period's end
  long earlier = 0;    // rows of the earlier snapshot, where it is not the latest one itself
  long others = 0;     // all other rows before the period's end
};

HealthFigures slow_health(const Table& table, const HealthOptions& options);

/// To 12 decimals, half to even.
Rational rounded_half_even(const Rational& number);

}  // namespace csm::slow
