#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "csm/records/answer.hpp"
#include "csm/result.hpp"

namespace csm {

/// A comment as an example of what is said.
struct Quote {
  std::optional<Decimal> score;
  const AnswerWord* word = nullptr;  ///< of an answer in a word
  std::optional<Date> day;
  std::string file;
  std::uint64_t line = 0;
  std::string comment;

  Quote() = default;
  explicit Quote(const Answer& row);
};

/// The lowest score first, answers without one last; then the latest day, no day last; then by file
/// and line; at last by the comment's bytes.
bool operator<(const Quote& a, const Quote& b);

/// Of each theme the first so many quotes; merging keeps the first of both.
class Quotes {
 public:
  explicit Quotes(std::size_t a_theme) : most_(a_theme) {}

  void add(std::size_t theme, const Quote& quote);
  void merge(const Quotes& other);
  /// A row a quote, for the themes in the order given.
  Listing list(const std::vector<std::string>& names, const std::vector<std::size_t>& order) const;

 private:
  std::size_t most_;
  std::vector<std::multiset<Quote>> by_theme_;
};

}  // namespace csm
