#include "metrics/theme_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "csm/error.hpp"
#include "csm/records/cell.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
constexpr const char* form = "a theme is a line such as \"price: price, too expensive, expens*\"";

/// The line without a remark: from a # on that begins the line or follows a blank, outside quotes.
std::string_view without_remark(std::string_view line) {
  bool is_quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') is_quoted = !is_quoted;
    const bool stands_free = i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t';
    if (line[i] == '#' && !is_quoted && stands_free) return line.substr(0, i);
  }
  return line;
}

/// The length of the entry at the front of a text: up to a comma outside quotes.
std::size_t entry_length(std::string_view text) {
  bool is_quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') is_quoted = !is_quoted;
    if (text[i] == ',' && !is_quoted) return i;
  }
  return text.size();
}

}  // namespace

void ThemeReader::read() {
  std::string_view rest = file_.text;
  if (rest.starts_with(byte_order_mark)) rest.remove_prefix(byte_order_mark.size());
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of("\r\n"), rest.size());
    line_ = rest.substr(0, end);
    rest.remove_prefix(end);
    rest.remove_prefix(rest.starts_with("\r\n") ? 2 : rest.empty() ? 0 : 1);
    ++number_;
    read_line();
  }
  if (themes_.names_.empty()) refuse(file_.name, std::string("has no theme; ") + form);
}

void ThemeReader::refuse_at(std::string_view where, const std::string& what) const {
  const auto before = static_cast<std::size_t>(where.data() - line_.data());
  const std::size_t column = characters_in(line_.substr(0, before)) + 1;
  refuse(fmt::format("{}:{}:{}", file_.name, number_, column), what);
}

void ThemeReader::read_line() {
  if (!is_utf8(line_)) {
    refuse_at(line_, "the line is no UTF-8; save the file in that encoding");
  }
  const std::string_view text = trimmed(without_remark(line_));
  if (text.empty()) return;
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) {
    refuse_at(text, in_quotes(text) + " has no colon behind a theme's name; " + form);
  }
  read_name(text.substr(0, colon));
  read_entries(text.substr(colon + 1));
}

void ThemeReader::read_name(std::string_view text) {
  const std::string_view name = trimmed(text);
  if (name.empty()) refuse_at(text, std::string("no name stands in front of the colon; ") + form);
  const auto [at, is_new] = lines_of_.emplace(folded_like_words(name), number_);
  if (!is_new) {
    refuse_at(name, fmt::format("the theme {} stands in line {} already; put its words together",
                                in_quotes(name), at->second));
  }
  themes_.names_.emplace_back(name);
}

void ThemeReader::read_entries(std::string_view text) {
  if (trimmed(text).empty()) {
    refuse_at(text, fmt::format("the theme {} has no word; write some behind the colon, with "
                                "commas between them",
                                in_quotes(themes_.names_.back())));
  }
  while (true) {
    const std::size_t length = entry_length(text);
    read_entry(text.substr(0, length));
    if (length == text.size()) return;
    text.remove_prefix(length + 1);
  }
}

void ThemeReader::read_entry(std::string_view text) {
  std::string_view entry = trimmed(text);
  if (entry.empty()) refuse_at(text, "nothing stands here between commas; take a comma out");
  const std::size_t quote = entry.find('"');
  if (quote != std::string_view::npos) {
    const bool is_quoted = quote == 0 && entry.find('"', 1) == entry.size() - 1 && entry.size() > 1;
    if (!is_quoted) {
      refuse_at(entry.substr(quote),
                "a quote is not closed, or something stands beside the "
                "quoted words; quotes go around a whole entry");
    }
    entry = entry.substr(1, entry.size() - 2);
  }
  read_words(entry);
}

void ThemeReader::read_words(std::string_view entry) {
  Themes::Entry parsed{themes_.names_.size() - 1, {}};
  for (std::string_view rest = entry; !rest.empty();) {
    const std::size_t star = std::min(rest.find('*'), rest.size());
    const std::size_t before = parsed.parts.size();
    for (const std::string_view word : reader_.read(rest.substr(0, star))) {
      parsed.parts.push_back({std::string(word), false});
    }
    if (star == rest.size()) break;
    const bool ends_word = parsed.parts.size() > before && ends_in_word(rest.substr(0, star));
    if (!ends_word || begins_in_word(rest.substr(star + 1))) {
      refuse_at(rest.substr(star), "a star stands at the end of a word, as in expens*");
    }
    parsed.parts.back().is_stem = true;
    rest.remove_prefix(star + 1);
  }
  if (parsed.parts.empty()) {
    refuse_at(entry, in_quotes(entry) + " has no word: neither a letter nor a digit");
  }
  themes_.add(std::move(parsed));
}

}  // namespace csm
