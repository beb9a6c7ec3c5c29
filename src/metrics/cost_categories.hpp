#pragma once

#include <set>
#include <string>
#include <string_view>

#include "csm/question.hpp"

namespace csm {

/// The category of costs whose row says none.
inline constexpr std::string_view no_category = "no category";

/// Which categories of a ledger belong: those that --category names, without regard to case, or
/// all. A word with commas in it is a category of that name, else several.
class CategoryChoice {
 public:
  /// `words` a line each; `there` are the categories of the ledger.
  ///
  /// Errors  Error{usage} where a word matches none of them; none where the ledger is empty
  CategoryChoice(std::string_view words, const std::set<std::string_view>& there);

  bool has(std::string_view category) const;

  /// Error{usage} where --category is given without a name.
  static void check(const Question& question);

 private:
  bool has_all_;
  std::set<std::string> wanted_;  ///< in lower case
};

/// A category as a label: safe for a screen, and cut to a width that leaves room for its numbers.
std::string short_category(std::string_view category);

}  // namespace csm
