#include "io/question.hpp"

#include <algorithm>

#include "io/match.hpp"

namespace csm {
namespace {

/// A question has both, in this order.
struct Phrase {
  std::string_view first;
  std::string_view then;
};
constexpr Phrase asks_to_recommend[] = {{"howlikely", "recommend"},
                                        {"wahrscheinlich", "empfehlen"}};

/// A text without tags and character references.
std::string without_markup(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char closing = text[i] == '<' ? '>' : text[i] == '&' ? ';' : '\0';
    const std::size_t end = closing == '\0' ? std::string_view::npos : text.find(closing, i);
    if (end == std::string_view::npos) {
      plain += text[i];
    } else {
      plain += ' ';
      i = end;
    }
  }
  return plain;
}

}  // namespace

std::string key_of_question(std::string_view text) {
  const std::string letters = name_key(without_markup(text));
  const bool is_asked = std::any_of(
      std::begin(asks_to_recommend), std::end(asks_to_recommend), [&](const Phrase& phrase) {
        const std::size_t first = letters.find(phrase.first);
        return first != std::string::npos && letters.find(phrase.then, first) != std::string::npos;
      });
  return is_asked ? "likelihoodtorecommend" : "";
}

std::string_view grouped_column(std::string_view name) {
  constexpr std::string_view suffix = "_NPS_GROUP";
  return name.ends_with(suffix) ? name.substr(0, name.size() - suffix.size()) : "";
}

}  // namespace csm
