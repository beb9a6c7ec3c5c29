#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "metrics/themes.hpp"
#include "text/words.hpp"

namespace csm {

/// Reads a dictionary of themes line by line; what is wrong is refused with its place.
class ThemeReader {
 public:
  ThemeReader(const NamedText& file, Themes& themes) : file_(file), themes_(themes) {}
  void read();

 private:
  void read_line();
  void read_name(std::string_view name);
  void read_entries(std::string_view text);
  void read_entry(std::string_view entry);
  void read_words(std::string_view entry);
  void refuse_at(std::string_view where, const std::string& what) const;

  const NamedText& file_;
  Themes& themes_;
  std::string_view line_;
  std::uint64_t number_ = 0;                       ///< of the line
  std::map<std::string, std::uint64_t> lines_of_;  ///< of each theme, by its folded name
  WordReader reader_;
};

}  // namespace csm
