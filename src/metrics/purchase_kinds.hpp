#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "csm/metrics/expansion.hpp"
#include "csm/question.hpp"

namespace csm {

/// "upsell, cross_sell ...": all kinds, for messages.
std::string kinds_in_words();
/// The kind of exactly that name.
std::optional<PurchaseKind> kind_called(std::string_view name);

/// What the words of exports mean, without regard to case, blanks and punctuation: first those that
/// --kind-of explains, then those that csm knows.
class KindWords {
 public:
  /// Error{usage} where --kind-of is not WORD=KIND, names no kind or explains a word twice.
  explicit KindWords(const Question& question);

  /// The kind of a word; nothing where it is not known. Remembers which words there are.
  std::optional<PurchaseKind> kind_of(std::string_view word);
  void merge(const KindWords& other);
  /// Error{usage} for a word of --kind-of that no purchase has; none where there are no purchases.
  void check_used() const;
  /// "kinds as --kind-of says: "gift" is loyalty", or nothing.
  std::string note() const;

 private:
  struct Explained {
    std::string word;  ///< as written
    PurchaseKind kind;
  };
  std::map<std::string, Explained> explained_;            ///< by what is left of the word
  std::map<std::string, PurchaseKind, std::less<>> met_;  ///< by the word as the rows have it
};

}  // namespace csm
