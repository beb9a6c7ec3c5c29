#include "metrics/quotes.hpp"

#include <tuple>

namespace csm {
namespace {

/// Answers in words by what they say; those without an answer behind all others.
int rank_of(const Quote& quote) {
  if (quote.score) return 0;
  return quote.word != nullptr
             ? 1 + static_cast<int>(Opinion::negative) - static_cast<int>(quote.word->opinion)
             : 9;
}

/// The latest first, no day last.
std::int64_t order_of(std::optional<Date> day) {
  constexpr std::int64_t behind_all_days = 1'000'000'000;
  return day ? -std::int64_t{day->time_since_epoch().count()} : behind_all_days;
}

Cell score_cell(const Quote& quote) {
  if (quote.word != nullptr) return std::string(quote.word->text);
  if (!quote.score) return Quantity{std::nullopt, Unit::score, {}};
  if (quote.score->is_whole()) return Quantity::count(quote.score->atoms() / Decimal::unit);
  return Quantity{quote.score->ratio(), Unit::score, {}};
}

}  // namespace

Quote::Quote(const Answer& row)
    : score(row.score),
      word(is_answered(row) ? row.word : nullptr),
      day(row.answered_on),
      file(row.place.file),
      line(row.place.line),
      comment(row.comment.text) {}

bool operator<(const Quote& a, const Quote& b) {
  if (rank_of(a) != rank_of(b)) return rank_of(a) < rank_of(b);
  if (a.score != b.score) return a.score < b.score;
  if (a.day != b.day) return order_of(a.day) < order_of(b.day);
  return std::tie(a.file, a.line, a.comment) < std::tie(b.file, b.line, b.comment);
}

void Quotes::add(std::size_t theme, const Quote& quote) {
  if (most_ == 0) return;
  if (by_theme_.size() <= theme) by_theme_.resize(theme + 1);
  auto& kept = by_theme_[theme];
  if (kept.size() == most_) {
    const auto last = std::prev(kept.end());
    if (!(quote < *last)) return;
    kept.erase(last);
  }
  kept.insert(quote);
}

void Quotes::merge(const Quotes& other) {
  for (std::size_t theme = 0; theme < other.by_theme_.size(); ++theme) {
    for (const Quote& quote : other.by_theme_[theme]) add(theme, quote);
  }
}

Listing Quotes::list(const std::vector<std::string>& names,
                     const std::vector<std::size_t>& order) const {
  Listing list{"quotes",
               "Verbatim, the lowest scores of each theme first",
               {"theme", "score", "place", "comment"},
               {}};
  for (const std::size_t theme : order) {
    if (theme >= by_theme_.size()) continue;
    for (const Quote& quote : by_theme_[theme]) {
      list.rows.push_back({names[theme], score_cell(quote),
                           quote.file + ":" + std::to_string(quote.line), quote.comment});
    }
  }
  return list;
}

}  // namespace csm
