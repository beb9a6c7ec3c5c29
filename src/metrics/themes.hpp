#pragma once

#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "csm/question.hpp"

namespace csm {

/// A user's dictionary of themes: for each its words, phrases and stems.
///
/// A theme a line, `price: price, too expensive, expens*, "cheap, but"`. A phrase is words that
/// follow one another, whatever stands between them; a star ends a stem, which any word fits that
/// begins with it. Quotes keep a comma in an entry. A line or the rest of one behind ` #` is a
/// remark; blank lines mean nothing. Words are folded as those of comments are.
/// Cost  of matching: a look-up a word and length of stem
class Themes {
 public:
  Themes() = default;
  /// Error{refused} with file, line and column for what is no such dictionary.
  explicit Themes(const NamedText& file);

  /// As they stand in the file, in its order.
  const std::vector<std::string>& names() const { return names_; }
  /// The themes, in their order, that words of a comment belong to.
  std::vector<std::size_t> match(std::span<const std::string_view> words) const;

 private:
  friend class ThemeReader;

  struct Part {
    std::string text;
    bool is_stem = false;

    bool fits(std::string_view word) const;
  };
  struct Entry {
    std::size_t theme = 0;
    std::vector<Part> parts;  ///< at least one
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  using Starts = std::unordered_map<std::string, std::vector<std::size_t>, Hash, std::equal_to<>>;

  void add(Entry entry);
  void mark(const Starts& starts, std::string_view first, std::span<const std::string_view> words,
            std::vector<bool>& found) const;

  std::vector<std::string> names_;
  std::vector<Entry> entries_;
  Starts words_;  ///< entries by their first word
  Starts stems_;  ///< entries whose first part is a stem, by it
  std::set<std::size_t> stem_lengths_;
};

}  // namespace csm
