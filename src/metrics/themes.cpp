#include "metrics/themes.hpp"

#include "csm/records/cell.hpp"
#include "metrics/theme_reader.hpp"

namespace csm {

Themes::Themes(const NamedText& file) { ThemeReader(file, *this).read(); }

bool Themes::Part::fits(std::string_view word) const {
  return is_stem ? word.starts_with(text) : word == text;
}

void Themes::add(Entry entry) {
  const Part& first = entry.parts.front();
  (first.is_stem ? stems_ : words_)[first.text].push_back(entries_.size());
  if (first.is_stem) stem_lengths_.insert(first.text.size());
  entries_.push_back(std::move(entry));
}

void Themes::mark(const Starts& starts, std::string_view first,
                  std::span<const std::string_view> words, std::vector<bool>& found) const {
  const auto candidates = starts.find(first);
  if (candidates == starts.end()) return;
  for (const std::size_t candidate : candidates->second) {
    const Entry& entry = entries_[candidate];
    if (found[entry.theme] || entry.parts.size() > words.size()) continue;
    std::size_t i = 1;
    while (i < entry.parts.size() && entry.parts[i].fits(words[i])) ++i;
    if (i == entry.parts.size()) found[entry.theme] = true;
  }
}

std::vector<std::size_t> Themes::match(std::span<const std::string_view> words) const {
  std::vector<bool> found(names_.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    mark(words_, words[i], words.subspan(i), found);
    for (const std::size_t length : stem_lengths_) {
      if (length > words[i].size()) break;
      mark(stems_, words[i].substr(0, length), words.subspan(i), found);
    }
  }
  std::vector<std::size_t> themes;
  for (std::size_t theme = 0; theme < found.size(); ++theme) {
    if (found[theme]) themes.push_back(theme);
  }
  return themes;
}

}  // namespace csm
