#pragma once

#include <string>
#include <vector>

/// The words of a comment, read the slow and obvious way from a small table of characters whose
/// kind and folding were looked up by hand. It shares no code and no library with the program.
namespace csm::slow {

/// A run of letters, digits and marks is a word, with the apostrophes inside it; every ideograph is
/// one of its own. Words come folded: no case, composed, no ligatures, ’ as '. Soft hyphens and
/// joiners are not there; symbols and the blank of no width separate words, like bytes that
/// are no UTF-8. Throws std::invalid_argument for a character whose folding the table does not
/// know.
std::vector<std::string> words_of(const std::string& text);

/// Every two neighbouring words with a blank between them.
std::vector<std::string> word_pairs_of(const std::vector<std::string>& words);

/// An entry of a dictionary of themes, "too expensive" or "expens*", as folded words.
struct EntryWord {
  std::string text;
  bool is_stem = false;  // matches every word that begins with it
};
std::vector<EntryWord> entry_words_of(const std::string& entry);

/// The words of the entry stand in the comment one after the other.
bool is_said(const std::vector<EntryWord>& entry, const std::vector<std::string>& words);

}  // namespace csm::slow
