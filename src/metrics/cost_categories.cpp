#include "metrics/cost_categories.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "csm/error.hpp"
#include "csm/records/cell.hpp"
#include "text/nearest.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

/// What stands between the separators, without surrounding blanks.
std::vector<std::string> parts_of(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    parts.emplace_back(trimmed(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return parts;
}

[[noreturn]] void refuse_unknown(std::string_view word, const std::set<std::string_view>& there) {
  const std::vector<std::string_view> names(there.begin(), there.end());
  std::vector<std::string> list;
  for (const std::string_view name : names) list.push_back(short_category(name));
  const std::string near(nearest(lower_case(word), names));
  usage_error("--category",
              fmt::format("{} is no category of the ledger; there {} {}{}", in_quotes(word),
                          names.size() == 1 ? "is" : "are", listed(list),
                          near.empty() ? "" : ". Did you mean " + shown(near) + "?"));
}

}  // namespace

CategoryChoice::CategoryChoice(std::string_view words, const std::set<std::string_view>& there)
    : has_all_(words.empty()) {
  if (has_all_ || there.empty()) return;
  std::set<std::string> known;
  for (const std::string_view category : there) known.insert(lower_case(category));
  for (const std::string& word : parts_of(words, '\n')) {
    if (known.count(lower_case(word)) > 0) {
      wanted_.insert(lower_case(word));
      continue;
    }
    for (const std::string& part : parts_of(word, ',')) {
      if (known.count(lower_case(part)) == 0) refuse_unknown(part, there);
      wanted_.insert(lower_case(part));
    }
  }
}

bool CategoryChoice::has(std::string_view category) const {
  return has_all_ || wanted_.count(lower_case(category)) > 0;
}

void CategoryChoice::check(const Question& question) {
  if (!question.has("category")) return;
  for (const std::string& word : parts_of(question.option("category", ""), '\n')) {
    for (const std::string& part : parts_of(word, ',')) {
      if (part.empty()) {
        usage_error("--category", in_quotes(word) + " lacks a name; write team or team,training");
      }
    }
  }
}

std::string short_category(std::string_view category) {
  constexpr std::size_t most = 36;
  std::string text = shown(category);
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xc0) != 0x80;
    if (begins && ++characters > most) return text.substr(0, i) + "...";
  }
  return text;
}

}  // namespace csm
