#include "text/nearest.hpp"

#include <algorithm>

#include "text/shown.hpp"

namespace csm {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

/// Optimal string alignment distance, any case.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1;
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + change});
      const bool swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                           lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

bool begins(std::string_view text, std::string_view with) {
  return with.size() >= 3 && text.substr(0, with.size()) == with;
}

}  // namespace

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates) {
  std::string_view best;
  std::size_t best_distance = 0;
  if (word.size() > 60) return best;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > 60) continue;
    std::size_t away = distance(word, candidate);
    if (begins(candidate, word) || begins(word, candidate)) away = std::min<std::size_t>(away, 2);
    const std::size_t allowed = std::max(word.size(), candidate.size()) / 3 + 1;
    if (away > allowed || away >= std::max(word.size(), candidate.size())) continue;
    if (best.empty() || away < best_distance) {
      best = candidate;
      best_distance = away;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  const std::string_view best = nearest(word, candidates);
  return best.empty() ? "" : ". Did you mean " + shown(best) + "?";
}

std::string joined(std::span<const std::string_view> words) {
  std::string out;
  for (const std::string_view word : words) {
    if (!out.empty()) out += ", ";
    out += word;
  }
  return out;
}

std::string joined(const std::vector<std::string>& words) {
  return joined(std::vector<std::string_view>(words.begin(), words.end()));
}

std::string listed(std::span<const std::string> words) {
  constexpr std::size_t most = 12;
  const auto first = words.first(std::min(words.size(), most));
  std::string out = joined(std::vector<std::string>(first.begin(), first.end()));
  if (words.size() > most) out += " and " + std::to_string(words.size() - most) + " more";
  return out;
}

}  // namespace csm
