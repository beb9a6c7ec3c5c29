#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace csm {

/// Takes texts of people apart into words, folded alike: `Straße` and `STRASSE` are one, `café` is
/// one however its accent is encoded, full width and half width letters are one.
///
/// A word is a run of letters, digits and marks; an apostrophe between two of them belongs to it,
/// straight or curly. Everything else stands between words: blanks, also those of no width,
/// symbols, bytes that are no UTF-8. Soft hyphens and joiners are dropped. In scripts that set no
/// blanks between words (Han, Hiragana, Thai, Lao, Khmer, Burmese) each letter with its marks is a
/// word; a run of Katakana is one. These are the word boundaries of Unicode's annex 29, but for
/// underscores, points and commas, which end a word here. Folding is Unicode's NFKC_Casefold.
/// Cost  linear but for sorting marks that pile up; nothing is allocated once the longest text was
///       seen
class WordReader {
 public:
  /// The words in their order. They live until the next call.
  std::span<const std::string_view> read(std::string_view text);

 private:
  void fold(std::string_view text);
  void fold_run(std::string_view run, bool is_ascii);
  void end_word();

  std::vector<std::int32_t> characters_;  ///< folded; `no_character` for what is no UTF-8
  std::vector<std::int32_t> run_;
  std::string bytes_;  ///< of all words, one behind the other
  std::size_t begin_ = 0;
  std::vector<std::pair<std::size_t, std::size_t>> bounds_;
  std::vector<std::string_view> words_;
};

/// The first and the last character of a text can stand in a word; false for an empty text.
bool begins_in_word(std::string_view text);
bool ends_in_word(std::string_view text);

/// A text folded as words are, with everything between them.
std::string folded_like_words(std::string_view text);

/// How many characters a text of UTF-8 has.
std::size_t characters_in(std::string_view text);

}  // namespace csm
