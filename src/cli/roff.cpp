#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "cli/page.hpp"
#include "cli/screen.hpp"
#include "csm/date.hpp"
#include "csm/version.hpp"

// Pages of the manual, in the macros of man(7).

namespace csm::cli {
namespace {

/// Text that shows as it is: what means something to roff is escaped, and - is no hyphen, so that
/// it can be copied.
std::string escaped(std::string_view text) {
  std::string out;
  if (text.starts_with('.') || text.starts_with('\'')) out += "\\&";
  for (const char c : text) {
    switch (c) {
      case '\\':
        out += "\\(rs";
        break;
      case '-':
        out += "\\-";
        break;
      case '\'':
        out += "\\(aq";
        break;
      case '`':
        out += "\\(ga";
        break;
      case '^':
        out += "\\(ha";
        break;
      case '~':
        out += "\\(ti";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string bold(std::string_view text) { return "\\fB" + escaped(text) + "\\fR"; }

/// "--from [KIND=]FILE...": the option's name stands out, not what it takes.
std::string name_of(const std::string& left) {
  const std::size_t end = left.starts_with("--") ? left.find(' ') : std::string::npos;
  return end == std::string::npos ? bold(left)
                                  : bold(left.substr(0, end)) + escaped(left.substr(end));
}

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return text;
}

std::string entry_in_roff(const Entry& entry, bool is_first) {
  const std::string_view apart = is_first ? "" : ".PP\n";  // a heading stands apart by itself
  if (entry.left.empty()) return fmt::format("{}{}\n", apart, escaped(entry.right));
  if (entry.right.empty()) return fmt::format("{}{}\n", apart, name_of(entry.left));
  return fmt::format(".TP\n{}\n{}\n", name_of(entry.left), escaped(entry.right));
}

std::string section_in_roff(const Section& section) {
  std::string out;
  if (!section.heading.empty()) out += ".SH " + escaped(upper(section.heading)) + "\n";
  bool is_first = !section.heading.empty();
  if (!section.remark.empty()) {
    out += escaped(section.heading + section.remark) + "\n";
    if (!section.typed.empty()) out += ".PP\n" + bold(section.typed) + "\n";
    is_first = false;
  }
  for (const Entry& entry : section.entries) {
    out += entry_in_roff(entry, is_first);
    is_first = false;
  }
  return out;
}

}  // namespace

std::string to_manual(const Page& page) {
  std::string name = page.command;
  std::replace(name.begin(), name.end(), ' ', '-');
  const auto day = std::chrono::floor<std::chrono::days>(
      std::chrono::sys_seconds{std::chrono::seconds{seconds_of_output()}});
  std::string out = fmt::format(".TH {} 1 {} \"csm {}\" \"User Commands\"\n", escaped(upper(name)),
                                to_iso(day), version());
  out += ".SH NAME\n" + escaped(name) + " \\- " + escaped(page.title) + "\n.SH SYNOPSIS\n";
  bool is_first = true;
  for (const std::string& line : page.synopsis) {
    out += (is_first ? "" : ".br\n") + name_of(line) + "\n";
    is_first = false;
  }
  if (!page.question.empty()) out += ".SH DESCRIPTION\n" + escaped(page.question) + "\n";
  for (const Section& section : page.sections) out += section_in_roff(section);
  return out;
}

}  // namespace csm::cli
