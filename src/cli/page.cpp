#include "cli/page.hpp"

#include <algorithm>
#include <string_view>

namespace csm::cli {
namespace {

constexpr std::size_t columns_of_page = 80;

/// The text behind what already stands in the line, broken at blanks; further lines begin with as
/// many blanks.
std::string wrapped(std::string line, std::string_view text) {
  const std::size_t indent = line.size();
  std::string out;
  while (line.size() + text.size() > columns_of_page) {
    std::size_t cut = text.rfind(' ', columns_of_page - line.size());
    if (cut == std::string_view::npos) break;
    out += line + std::string(text.substr(0, cut)) + "\n";
    text.remove_prefix(cut + 1);
    line.assign(indent, ' ');
  }
  return out + line + std::string(text) + "\n";
}

std::string text_of(const Section& section) {
  std::string out;
  if (!section.heading.empty()) {
    const std::string heading = section.heading + section.remark;
    const bool is_long = heading.size() + 1 + section.typed.size() > columns_of_page;
    out += heading;
    if (!section.typed.empty()) out += (is_long ? "\n  " : " ") + section.typed;
    out += "\n";
  }
  if (section.form == Section::Form::listing) return out + listing(section.entries);
  for (const Entry& entry : section.entries) {
    if (section.form == Section::Form::paragraphs) {
      out += wrapped("", entry.right);
    } else {
      out += "  " + entry.left + "\n";
      if (!entry.right.empty()) out += wrapped("      ", entry.right);
    }
  }
  return out;
}

}  // namespace

std::string listing(const std::vector<Entry>& entries) {
  constexpr std::size_t widest = 30;
  std::size_t width = 0;
  for (const Entry& entry : entries) width = std::max(width, std::min(entry.left.size(), widest));
  std::string out;
  for (const Entry& entry : entries) {
    std::string line = "  " + entry.left;
    if (entry.left.size() > width) {
      out += line + "\n";
      line.clear();
    }
    line.resize(width == 0 ? 2 : width + 4, ' ');
    out += wrapped(std::move(line), entry.right);
  }
  return out;
}

std::string to_text(const Page& page) {
  std::string out = page.command + " - " + page.title + "\n";
  if (!page.question.empty()) out += wrapped("", page.question);
  for (const Section& section : page.sections) out += "\n" + text_of(section);
  return out;
}

}  // namespace csm::cli
