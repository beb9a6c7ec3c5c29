#include "io/json_elements.hpp"

#include <algorithm>
#include <cstring>

#include "io/json_error.hpp"

namespace csm {
namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::size_t npos = std::string_view::npos;

/// Behind the text whose opening quote stands there.
std::size_t behind_quoted(std::string_view text, std::size_t at) {
  for (++at; at < text.size(); ++at) {
    const auto* quote =
        static_cast<const char*>(std::memchr(text.data() + at, '"', text.size() - at));
    if (quote == nullptr) return npos;
    const auto end = static_cast<std::size_t>(quote - text.data());
    std::size_t escape = end;
    while (escape > at && text[escape - 1] == '\\') --escape;
    if ((end - escape) % 2 == 0) return end + 1;
    at = end;
  }
  return npos;
}

}  // namespace

std::size_t json_value_size(std::string_view text, bool is_final) {
  if (text.front() == '"') return behind_quoted(text, 0);
  if (text.front() != '{' && text.front() != '[') {
    const std::size_t end = text.find_first_of(",]} \t\r\n");
    return end == npos && is_final ? text.size() : end;
  }
  std::size_t depth = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '"') {
      at = behind_quoted(text, at);
      if (at == npos) return npos;
      continue;
    }
    if (c == '{' || c == '[') ++depth;
    ++at;
    if ((c == '}' || c == ']') && --depth == 0) return at;
  }
  return npos;
}

bool is_hopeless_json(std::string_view text) {
  constexpr std::size_t long_text = 1 << 20;
  constexpr std::size_t end_of_text = 16;  // a word or an escape that is cut may be told there
  if (text.size() < long_text) return false;
  const auto error = find_json_error(text);
  return error && error->offset + end_of_text < text.size();
}

JsonElements::Found JsonElements::next(std::string_view text, bool is_final, JsonRecords& records,
                                       std::size_t& at, std::string_view& element) {
  const Expects expected = expects_;
  const std::size_t begin = at;
  const Found found = find(text, is_final, records, at, element);
  if (found == Found::starved) {
    expects_ = expected;
    at = begin;
  }
  return found;
}

JsonElements::Found JsonElements::find(std::string_view text, bool is_final, JsonRecords& records,
                                       std::size_t& at, std::string_view& element) {
  for (;;) {
    if (expects_ == Expects::nothing && where_ != Where::whole_array) return Found::end;
    at = std::min(text.find_first_not_of(blanks, at), text.size());
    if (at == text.size()) {
      if (!is_final) return Found::starved;
      return expects_ == Expects::nothing ? Found::end : Found::no_json;
    }
    const char c = text[at];
    if (expects_ == Expects::nothing) return Found::no_json;
    if (expects_ == Expects::opening && where_ != Where::whole_object) {
      if (c != '[') return Found::no_json;
      ++at;
      expects_ = Expects::first;
    } else if ((expects_ == Expects::first || expects_ == Expects::comma) && c == ']') {
      ++at;
      expects_ = Expects::nothing;
    } else if (expects_ == Expects::comma) {
      if (c != ',') return Found::no_json;
      ++at;
      expects_ = Expects::element;
    } else {
      return take(text, is_final, records, at, element);
    }
  }
}

/// The value that begins there.
JsonElements::Found JsonElements::take(std::string_view text, bool is_final, JsonRecords& records,
                                       std::size_t& at, std::string_view& element) {
  const Expects behind = where_ == Where::whole_object ? Expects::nothing : Expects::comma;
  const char* const begin = text.data() + at;
  const char* const end = *begin == '{' ? records.match(begin) : nullptr;
  if (end != nullptr) {
    element = {begin, static_cast<std::size_t>(end - begin)};
    at += element.size();
    expects_ = behind;
    return Found::match;
  }
  const std::string_view rest = text.substr(at);
  const std::size_t size = json_value_size(rest, is_final);
  if (size == npos) {
    return is_final || is_hopeless_json(rest) ? Found::no_json : Found::starved;
  }
  if (size == 0) return Found::no_json;
  element = rest.substr(0, size);
  at += size;
  expects_ = behind;
  return Found::value;
}

}  // namespace csm
