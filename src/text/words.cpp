#include "text/words.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <tuple>

namespace csm {
namespace {

constexpr std::int32_t no_character = -1;
constexpr std::int32_t apostrophe = '\'';

enum class Kind : std::uint8_t { other, plain, alone, katakana, mark };

struct Range {
  std::int32_t first;
  std::int32_t last;
};

/// Scripts whose letters are words, each for itself.
constexpr Range alone[] = {
    {0x0e01, 0x0edf},    // Thai, Lao
    {0x1000, 0x109f},    // Burmese
    {0x1780, 0x17ff},    // Khmer
    {0x3005, 0x3007},    // Han: repetition, closing mark and zero
    {0x3021, 0x3029},    // Han: numbers of Suzhou
    {0x3041, 0x309f},    // Hiragana
    {0x3400, 0x4dbf},    // Han
    {0x4e00, 0x9fff},    // Han
    {0xf900, 0xfaff},    // Han
    {0x20000, 0x323af},  // Han
};
constexpr Range katakana[] = {{0x30a0, 0x30ff}, {0x31f0, 0x31ff}};

template <std::size_t N>
bool lies_in(const Range (&ranges)[N], std::int32_t c) {
  return std::any_of(std::begin(ranges), std::end(ranges),
                     [c](const Range& range) { return c >= range.first && c <= range.last; });
}

Kind kind_of(std::int32_t c) {
  if (c < 0x80) {
    const bool is_plain =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    return is_plain ? Kind::plain : Kind::other;
  }
  switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
      return Kind::mark;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NO:
      return Kind::plain;
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
      return lies_in(alone, c) ? Kind::alone : lies_in(katakana, c) ? Kind::katakana : Kind::plain;
    default:
      return Kind::other;
  }
}

bool is_apostrophe(std::int32_t c) { return c == apostrophe || c == 0x2019; }

void append(std::string& bytes, std::int32_t c) {
  if (c < 0x80) {
    bytes += static_cast<char>(c);
    return;
  }
  utf8proc_uint8_t encoded[4];
  const auto size = utf8proc_encode_char(c, encoded);
  bytes.append(reinterpret_cast<const char*>(encoded), static_cast<std::size_t>(size));
}

/// The first character of a text, and its length; `no_character` of one byte where it is none.
std::pair<std::int32_t, std::size_t> first_of(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return {first, 1};
  std::int32_t c = no_character;
  const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                     static_cast<utf8proc_ssize_t>(text.size()), &c);
  return size > 0 ? std::pair{c, static_cast<std::size_t>(size)}
                  : std::pair{no_character, std::size_t{1}};
}

constexpr auto folding = static_cast<utf8proc_option_t>(
    UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);

/// Behind the characters in `out`.
void decompose(std::int32_t c, std::vector<std::int32_t>& out) {
  constexpr std::size_t enough = 32;  // U+FDFA, the longest, gives 18
  const std::size_t size = out.size();
  out.resize(size + enough);
  int boundary = 0;
  const auto added = utf8proc_decompose_char(c, out.data() + size, enough, folding, &boundary);
  out.resize(size + static_cast<std::size_t>(std::clamp<utf8proc_ssize_t>(added, 0, enough)));
}

int class_of(std::int32_t c) { return utf8proc_get_property(c)->combining_class; }

/// Puts marks in their canonical order. utf8proc's own way takes a time that grows with the square
/// of their number, and a hostile comment may have a great many.
void order_marks(std::vector<std::int32_t>& characters) {
  for (auto begin = characters.begin(); begin != characters.end();) {
    begin = std::find_if(begin, characters.end(), [](std::int32_t c) { return class_of(c) != 0; });
    const auto end =
        std::find_if(begin, characters.end(), [](std::int32_t c) { return class_of(c) == 0; });
    std::stable_sort(begin, end,
                     [](std::int32_t a, std::int32_t b) { return class_of(a) < class_of(b); });
    begin = end;
  }
}

/// Folds what is UTF-8 into `out`, which is used again and again.
void fold_valid(std::string_view text, std::vector<std::int32_t>& out) {
  out.clear();
  while (!text.empty()) {
    const auto [c, length] = first_of(text);
    decompose(c, out);
    text.remove_prefix(length);
  }
  order_marks(out);
  const auto size =
      utf8proc_normalize_utf32(out.data(), static_cast<utf8proc_ssize_t>(out.size()), folding);
  out.resize(static_cast<std::size_t>(std::max<utf8proc_ssize_t>(size, 0)));
}

/// Belongs to a run that is folded together: what stands in a word, an apostrophe, or what folding
/// drops, such as a soft hyphen. The blank of no width is dropped too, but it does part words.
bool is_of_run(std::int32_t c) {
  constexpr std::int32_t blank_of_no_width = 0x200b;
  constexpr std::int32_t wide_apostrophe = 0xff07;
  if (c == no_character || c == blank_of_no_width) return false;
  return kind_of(c) != Kind::other || is_apostrophe(c) || c == wide_apostrophe ||
         utf8proc_get_property(c)->ignorable;
}

/// The bytes at the beginning of a text that are UTF-8.
std::string_view valid_part(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size()) {
    if (static_cast<unsigned char>(text[size]) < 0x80) {
      ++size;
      continue;
    }
    const auto [c, length] = first_of(text.substr(size));
    if (c == no_character) break;
    size += length;
  }
  return text.substr(0, size);
}

}  // namespace

void WordReader::fold_run(std::string_view run, bool is_ascii) {
  if (is_ascii) {
    for (const char c : run) characters_.push_back(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    return;
  }
  fold_valid(run, run_);
  characters_.insert(characters_.end(), run_.begin(), run_.end());
}

/// What is no letter, digit or mark is told from the text as it stands: folding would make the
/// trade mark sign two letters, and a lone accent a blank and a mark.
void WordReader::fold(std::string_view text) {
  characters_.clear();
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin;
    std::size_t length = 1;
    bool is_ascii = true;
    while (end < text.size()) {
      std::int32_t c = no_character;
      std::tie(c, length) = first_of(text.substr(end));
      if (!is_of_run(c)) break;
      is_ascii = is_ascii && c < 0x80;
      end += length;
    }
    fold_run(text.substr(begin, end - begin), is_ascii);
    if (end == text.size()) break;
    characters_.push_back(no_character);
    begin = end + length;
  }
}

void WordReader::end_word() {
  if (bytes_.size() > begin_) bounds_.emplace_back(begin_, bytes_.size() - begin_);
  begin_ = bytes_.size();
}

std::span<const std::string_view> WordReader::read(std::string_view text) {
  fold(text);
  bytes_.clear();
  bounds_.clear();
  begin_ = 0;
  Kind word = Kind::other;  // of the word being read
  for (std::size_t i = 0; i < characters_.size(); ++i) {
    const std::int32_t c = characters_[i];
    const Kind kind = c == no_character ? Kind::other : kind_of(c);
    const bool is_inner_apostrophe =
        is_apostrophe(c) && word == Kind::plain && i + 1 < characters_.size() &&
        characters_[i + 1] != no_character && kind_of(characters_[i + 1]) == Kind::plain;
    if (is_inner_apostrophe) {
      append(bytes_, apostrophe);
    } else if (kind == Kind::other) {
      end_word();
      word = Kind::other;
    } else if (kind == Kind::mark) {
      append(bytes_, c);
      if (word == Kind::other) word = Kind::plain;
    } else {
      if (kind != word || kind == Kind::alone) end_word();
      append(bytes_, c);
      word = kind;
    }
  }
  end_word();
  words_.clear();
  for (const auto& [begin, size] : bounds_) {
    words_.push_back(std::string_view(bytes_).substr(begin, size));
  }
  return words_;
}

bool begins_in_word(std::string_view text) {
  if (text.empty()) return false;
  const std::int32_t c = first_of(text).first;
  return c != no_character && kind_of(c) != Kind::other;
}

bool ends_in_word(std::string_view text) {
  if (text.empty()) return false;
  std::size_t begin = text.size() - 1;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xc0) == 0x80) --begin;
  return begins_in_word(text.substr(begin));
}

std::string folded_like_words(std::string_view text) {
  std::vector<std::int32_t> characters;
  fold_valid(valid_part(text), characters);
  std::string out;
  for (const std::int32_t c : characters) append(out, c);
  return out;
}

std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

}  // namespace csm
