#include "slow_text.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <stdexcept>
#include <utility>

namespace csm::slow {

namespace {

constexpr char32_t no_character = 0xFFFFFFFF;

/// The characters of a text; `no_character` for each byte that is no part of one.
std::u32string characters_of(const std::string& text) {
  std::u32string characters;
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  for (std::size_t i = 0; i < text.size();) {
    const char32_t a = byte(i);
    const char32_t b = byte(i + 1) & 0x3FU;
    const char32_t c = byte(i + 2) & 0x3FU;
    const char32_t d = byte(i + 3) & 0x3FU;
    if (a < 0x80) {
      characters += a;
      i += 1;
      continue;
    }
    const char32_t two = (a & 0x1FU) * 64 + b;
    const char32_t three = ((a & 0x0FU) * 64 + b) * 64 + c;
    const char32_t four = (((a & 0x07U) * 64 + b) * 64 + c) * 64 + d;
    if ((a & 0xE0U) == 0xC0U && follows(i + 1) && two >= 0x80) {
      characters += two;
      i += 2;
    } else if ((a & 0xF0U) == 0xE0U && follows(i + 1) && follows(i + 2) && three >= 0x800 &&
               (three < 0xD800 || three > 0xDFFF)) {
      characters += three;
      i += 3;
    } else if ((a & 0xF8U) == 0xF0U && follows(i + 1) && follows(i + 2) && follows(i + 3) &&
               four >= 0x10000 && four <= 0x10FFFF) {
      characters += four;
      i += 4;
    } else {
      characters += no_character;
      i += 1;
    }
  }
  return characters;
}

std::string utf8_of(const std::u32string& characters) {
  std::string text;
  const auto add = [&](char32_t byte) { text += static_cast<char>(byte); };
  for (const char32_t c : characters) {
    if (c < 0x80) {
      add(c);
    } else if (c < 0x800) {
      add(0xC0 + c / 64);
      add(0x80 + c % 64);
    } else if (c < 0x10000) {
      add(0xE0 + c / 4096);
      add(0x80 + c / 64 % 64);
      add(0x80 + c % 64);
    } else {
      add(0xF0 + c / 262144);
      add(0x80 + c / 4096 % 64);
      add(0x80 + c / 64 % 64);
      add(0x80 + c % 64);
    }
  }
  return text;
}

bool is_ideograph(char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; }

bool is_apostrophe(char32_t c) { return c == U'\'' || c == 0x2019; }

bool lies_in(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

/// Of one character of a word, what stands for it without case; nothing where it is in no word.
std::optional<std::u32string> folded(char32_t c) {
  const auto itself = std::u32string(1, c);
  const auto next_by = [&](char32_t step) { return std::u32string(1, c + step); };
  if (c == no_character) return std::nullopt;
  if (c < 0x80) {
    if (lies_in(c, U'A', U'Z')) return next_by(0x20);
    if (lies_in(c, U'a', U'z') || lies_in(c, U'0', U'9')) return itself;
    return std::nullopt;
  }
  if (c == 0xDF || c == 0x1E9E) return U"ss";                        // sharp s, small and capital
  if (c == 0x130) return U"i\u0307";                                 // I with a dot
  if (c == 0x131) return itself;                                     // i without one
  if (c == 0xD7 || c == 0xF7) return std::nullopt;                   // times, divided by
  if (lies_in(c, 0xC0, 0xDE)) return next_by(0x20);                  // Latin capitals
  if (lies_in(c, 0xE0, 0xFF)) return itself;                         // and small ones
  if (lies_in(c, 0x391, 0x3A9) && c != 0x3A2) return next_by(0x20);  // Greek
  if (c == 0x3C2) return U"\u03C3";                                  // the sigma that ends a word
  if (lies_in(c, 0x3B1, 0x3C9)) return itself;
  if (lies_in(c, 0x410, 0x42F)) return next_by(0x20);  // Cyrillic
  if (lies_in(c, 0x430, 0x44F)) return itself;
  if (lies_in(c, 0x660, 0x669)) return itself;    // Arabic digits
  if (lies_in(c, 0x904, 0x957)) return itself;    // Devanagari, vowel signs too
  if (c == 0x964) return std::nullopt;            // its full stop
  if (lies_in(c, 0xAC00, 0xD7A3)) return itself;  // Hangul
  if (is_ideograph(c)) return itself;
  if (c == 0x300 || c == 0x301 || c == 0x307 || c == 0x308) return itself;      // marks
  if (lies_in(c, 0xFF21, 0xFF3A)) return std::u32string(1, c - 0xFF21 + U'a');  // of full width
  if (lies_in(c, 0xFF41, 0xFF5A)) return std::u32string(1, c - 0xFF41 + U'a');
  if (lies_in(c, 0xFF10, 0xFF19)) return std::u32string(1, c - 0xFF10 + U'0');
  if (c == 0xB2) return U"2";     // raised
  if (c == 0xFB01) return U"fi";  // as one letter
  if (c == 0x2122 || c == 0xAE || c == 0xB4 || c == 0xA8 || c == 0x200B) {
    return std::nullopt;  // trade marks, accents alone, the blank of no width
  }
  if (c == 0xA0 || c == 0xA1 || c == 0xBF || c == 0xAB || c == 0xBB || c == 0xA3 || c == 0xAC ||
      lies_in(c, 0x2010, 0x2027) || c == 0x2028 || c == 0x20AC || c == 0x3001 || c == 0x3002 ||
      lies_in(c, 0x1F600, 0x1F64F)) {
    return std::nullopt;  // blanks, quotation marks, money, full stops, faces
  }
  throw std::invalid_argument("the folding of character " +
                              std::to_string(static_cast<unsigned long>(c)) + " is not known here");
}

/// A letter and the mark behind it as one character, where there is one.
std::u32string composed(const std::u32string& folded_word) {
  static const std::map<std::pair<char32_t, char32_t>, char32_t> pairs = {
      {{U'a', 0x300}, 0xE0}, {{U'e', 0x300}, 0xE8}, {{U'i', 0x300}, 0xEC}, {{U'o', 0x300}, 0xF2},
      {{U'u', 0x300}, 0xF9}, {{U'a', 0x301}, 0xE1}, {{U'e', 0x301}, 0xE9}, {{U'i', 0x301}, 0xED},
      {{U'o', 0x301}, 0xF3}, {{U'u', 0x301}, 0xFA}, {{U'y', 0x301}, 0xFD}, {{U'a', 0x308}, 0xE4},
      {{U'e', 0x308}, 0xEB}, {{U'i', 0x308}, 0xEF}, {{U'o', 0x308}, 0xF6}, {{U'u', 0x308}, 0xFC},
      {{U'y', 0x308}, 0xFF}};
  std::u32string result;
  for (const char32_t c : folded_word) {
    const auto found = result.empty() ? pairs.end() : pairs.find({result.back(), c});
    if (found == pairs.end()) {
      result += c;
    } else {
      result.back() = found->second;
    }
  }
  return result;
}

/// What is to be seen only where a line breaks or characters join is not there at all.
bool is_ignorable(char32_t c) { return c == 0xAD || c == 0x200D || c == 0x2060 || c == 0xFE0F; }

bool is_letter(const std::u32string& characters, std::size_t i) {
  return i < characters.size() && folded(characters[i]) && !is_ideograph(characters[i]);
}

}  // namespace

std::vector<std::string> words_of(const std::string& text) {
  std::u32string characters = characters_of(text);
  characters.erase(std::remove_if(characters.begin(), characters.end(), is_ignorable),
                   characters.end());
  std::vector<std::string> words;
  std::u32string word;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(utf8_of(composed(word)));
    word.clear();
  };
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const char32_t c = characters[i];
    if (is_apostrophe(c) && !word.empty() && is_letter(characters, i + 1)) {
      word += U'\'';
    } else if (is_apostrophe(c) || !folded(c)) {
      end_word();
    } else if (is_ideograph(c)) {
      end_word();
      words.push_back(utf8_of(*folded(c)));
    } else {
      word += *folded(c);
    }
  }
  end_word();
  return words;
}

std::vector<std::string> word_pairs_of(const std::vector<std::string>& words) {
  std::vector<std::string> pairs;
  for (std::size_t i = 1; i < words.size(); ++i) pairs.push_back(words[i - 1] + " " + words[i]);
  return pairs;
}

std::vector<EntryWord> entry_words_of(const std::string& entry) {
  std::vector<EntryWord> result;
  std::string piece;
  const auto end_piece = [&] {
    const bool is_stem = !piece.empty() && piece.back() == '*';
    if (is_stem) piece.pop_back();
    for (const std::string& word : words_of(piece)) result.push_back({word, false});
    if (is_stem) result.back().is_stem = true;
    piece.clear();
  };
  for (const char c : entry) {
    if (c == ' ') {
      end_piece();
    } else if (c != '"') {
      piece += c;
    }
  }
  end_piece();
  return result;
}

bool is_said(const std::vector<EntryWord>& entry, const std::vector<std::string>& words) {
  for (std::size_t start = 0; start + entry.size() <= words.size(); ++start) {
    bool matches = true;
    for (std::size_t i = 0; i < entry.size(); ++i) {
      const std::string& word = words[start + i];
      const std::string& wanted = entry[i].text;
      const bool same = entry[i].is_stem ? word.substr(0, wanted.size()) == wanted : word == wanted;
      if (!same) matches = false;
    }
    if (matches) return true;
  }
  return false;
}

}  // namespace csm::slow
