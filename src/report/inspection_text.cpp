#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "report/inspection.hpp"
#include "report/line.hpp"
#include "report/number.hpp"
#include "text/nearest.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

constexpr std::size_t most_columns = 24;  ///< of a file, so that it fits on a screen
constexpr std::size_t most_bad = 3;

std::string number(std::int64_t n) { return to_text(Quantity::count(n)); }

std::string with_noun(std::int64_t n, std::string_view noun) {
  return fmt::format("{} {}{}", number(n), noun, n == 1 ? "" : "s");
}

/// A text of the data, safe for a screen and not wider than that.
std::string cut(std::string_view text, std::size_t width) {
  const std::string safe = shown(text);
  if (width_of(safe) <= width) return safe;
  std::size_t end = 0;
  for (std::size_t characters = 0; end < safe.size(); ++end) {
    const bool begins = (static_cast<unsigned char>(safe[end]) & 0xc0) != 0x80;
    if (begins && characters++ == width - 2) break;
  }
  return safe.substr(0, end) + "..";
}

std::string_view delimiter_in_words(char delimiter) {
  switch (delimiter) {
    case ',':
      return "commas";
    case ';':
      return "semicolons";
    case '\t':
      return "tabs";
    case ' ':
      return "blanks";
    case '|':
      return "bars";
    default:
      return {};
  }
}

std::string form_text(const InspectedFile& file) {
  std::string text(file.form);
  if (file.form == "CSV") {
    const std::string_view words = delimiter_in_words(file.delimiter);
    text += " with " + (words.empty() ? "\"" + shown(std::string(1, file.delimiter)) + "\""
                                      : std::string(words));
  }
  if (!file.line_ends.empty()) text += fmt::format(", line ends {}", file.line_ends);
  if (!file.compression.empty()) text += fmt::format(", packed by {}", file.compression);
  return text;
}

std::string_view date_form(DateWriting writing) {
  switch (writing) {
    case DateWriting::day_first:
      return "date d/m/y";
    case DateWriting::month_first:
      return "date m/d/y";
    case DateWriting::either:
      return "date ?";
    case DateWriting::mixed:
      return "date mixed";
    case DateWriting::yyyymmdd:
      return "date yyyymmdd";
    case DateWriting::unix_seconds:
      return "Unix time";
    case DateWriting::unix_millis:
      return "Unix time in ms";
    case DateWriting::excel:
      return "Excel date";
    default:
      return "date";
  }
}

std::string_view kind_text(const InspectedColumn& column) {
  switch (column.kind) {
    case ValueKind::blank:
      return "nothing";
    case ValueKind::id:
      return "id";
    case ValueKind::date:
      return date_form(column.writing);
    case ValueKind::number:
      return "number";
    case ValueKind::yes_no:
      return "yes/no";
    case ValueKind::word:
      return "word";
    case ValueKind::text:
      break;
  }
  return "text";
}

std::string plain(const Decimal& decimal) {
  return to_plain({decimal.ratio(), Unit::score, Currency{}});
}

/// What stands in a column, in few words: its ends, its words or an example.
std::string content_text(const InspectedColumn& column) {
  if (column.oldest) {
    return *column.oldest == *column.newest
               ? to_iso(*column.oldest)
               : to_iso(*column.oldest) + ".." + to_iso(*column.newest);
  }
  if (column.lowest) {
    return *column.lowest == *column.highest
               ? plain(*column.lowest)
               : plain(*column.lowest) + ".." + plain(*column.highest);
  }
  if (column.words.empty()) return column.example;
  std::string text;
  for (const auto& [word, n] : column.words) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", word, n);
  }
  return text;
}

std::string missing_text(const InspectedColumn& column) {
  const std::int64_t cells = column.filled + column.missing;
  if (column.missing == 0 || cells == 0) return "-";
  return to_text(Quantity::share(column.missing, cells));
}

/// The field, with the mark of how it was found; of the kind that the file is taken for, if any.
std::string field_text(const InspectedColumn& column, std::string_view kind) {
  const ColumnMeaning* found = nullptr;
  for (const ColumnMeaning& meaning : column.meanings) {
    if (found == nullptr || (found->kind != kind && meaning.kind == kind)) found = &meaning;
  }
  if (found == nullptr) return "";
  const char* mark = found->by == MatchedBy::name    ? ""
                     : found->by == MatchedBy::alias ? " ~"
                                                     : " =";
  return std::string(found->field) + mark;
}

/// The columns that are shown: those with a field, and of the others the first.
std::vector<const InspectedColumn*> shown_columns(const InspectedFile& file) {
  std::size_t room = most_columns;
  for (const InspectedColumn& column : file.columns) {
    if (!column.meanings.empty() && room > 0) --room;
  }
  std::vector<const InspectedColumn*> columns;
  for (const InspectedColumn& column : file.columns) {
    if (column.meanings.empty() && room == 0) continue;
    if (column.meanings.empty()) --room;
    columns.push_back(&column);
  }
  return columns;
}

std::string columns_text(const InspectedFile& file) {
  std::vector<std::array<std::string, 5>> lines = {
      {"column", "taken for", "holds", "missing", "content"}};
  const std::vector<const InspectedColumn*> columns = shown_columns(file);
  for (const InspectedColumn* column : columns) {
    lines.push_back({cut(column->header, 20), field_text(*column, file.kind),
                     std::string(kind_text(*column)), missing_text(*column),
                     content_text(*column)});
  }
  std::array<std::size_t, 4> widths{};
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < widths.size(); ++i) {
      widths[i] = std::max(widths[i], width_of(line[i]));
    }
  }
  const std::size_t used = 2 + widths[0] + widths[1] + widths[2] + widths[3] + 8;
  std::string out;
  for (const auto& line : lines) {
    std::string text = " ";
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const std::string blanks(widths[i] - width_of(line[i]), ' ');
      text += (i == 0 ? " " : "  ") + (i == 3 ? blanks + line[i] : line[i] + blanks);
    }
    text += "  " + cut(line[4], line_width - std::min(used, line_width - 8));
    text.erase(text.find_last_not_of(' ') + 1);
    out += text + "\n";
  }
  const std::size_t more = file.columns.size() - columns.size();
  if (more > 0) out += fmt::format("  and {} more columns (--format json has all)\n", more);
  return out;
}

/// What the marks behind fields mean, where there are any.
std::string marks_text(const InspectedFile& file) {
  const auto has = [&](MatchedBy by) {
    return std::any_of(file.columns.begin(), file.columns.end(), [by](const auto& column) {
      return std::any_of(column.meanings.begin(), column.meanings.end(),
                         [by](const ColumnMeaning& meaning) { return meaning.by == by; });
    });
  };
  std::string text;
  if (has(MatchedBy::alias)) text = "~ known by that name too (alias)";
  if (has(MatchedBy::map)) text += (text.empty() ? "" : "; ") + std::string("= by --map");
  return text.empty() ? "" : paragraph(text);
}

std::string bad_text(const InspectedFile& file) {
  if (!file.unchecked.empty()) {
    return paragraph("rows not checked: " + file.unchecked);
  }
  if (file.bad == 0) return "";
  std::vector<std::string> reasons;
  for (const BadReason& reason : file.reasons) {
    reasons.push_back(fmt::format("{} {}{}{}", number(reason.rows), reason.field,
                                  reason.field.empty() ? "" : " ", reason.fault));
  }
  std::string out = paragraph("bad: " + listed(reasons));
  for (std::size_t i = 0; i < std::min(most_bad, file.first_bad.size()); ++i) {
    out += "    " + wrapped(file.first_bad[i], 4, 6, line_width) + "\n";
  }
  return out;
}

std::string at_least(const Counted& counted) {
  return (counted.is_at_least ? "at least " : "") + number(counted.count);
}

/// What is worth a second look.
std::string remarks_text(const InspectedFile& file, Date today) {
  std::string out;
  if (file.repeated_ids.count > 0) {
    out +=
        paragraph(fmt::format("{} {} on more than one row, such as {}", at_least(file.repeated_ids),
                              file.id_field, in_quotes(file.repeated_ids.example)));
  }
  if (file.overlapping.count > 0) {
    out += paragraph(fmt::format("{} customer{} with rows that overlap in time, such as {}",
                                 at_least(file.overlapping), file.overlapping.count == 1 ? "" : "s",
                                 in_quotes(file.overlapping.example)));
  }
  for (const InspectedColumn& column : file.columns) {
    if (column.unlike > 0) {
      out +=
          paragraph(fmt::format("{}: {} that {} no {}", cut(column.header, 30),
                                with_noun(column.unlike, "cell"), column.unlike == 1 ? "is" : "are",
                                kind_text(column).substr(0, kind_text(column).find(' '))));
    }
    if (column.in_future > 0) {
      out += paragraph(fmt::format("{}: {} after {}", cut(column.header, 30),
                                   with_noun(column.in_future, "date"), to_iso(today)));
    }
    if (column.writing == DateWriting::either) {
      out += paragraph(fmt::format("{}: day/month and month/day both fit; say --date-format",
                                   cut(column.header, 30)));
    }
    if (column.writing == DateWriting::mixed) {
      out += paragraph(fmt::format("{}: mixes day/month and month/day", cut(column.header, 30)));
    }
    const bool is_currency =
        std::any_of(column.meanings.begin(), column.meanings.end(),
                    [](const ColumnMeaning& meaning) { return meaning.field == "currency"; });
    if (is_currency && column.words.size() > 1) {
      out += paragraph(
          fmt::format("{} currencies; amounts are never added across them", column.words.size()));
    }
  }
  return out;
}

std::string offers_text(const InspectedFile& file) {
  std::string commands;
  std::vector<std::string> lacking;
  std::map<std::string_view, std::vector<std::string_view>> refused;
  for (const Offer& offer : file.offers) {
    if (!offer.command.empty()) {
      commands += "  " + offer.command + "\n";
    } else if (!offer.refusal.empty()) {
      refused[offer.refusal].push_back(offer.metric);
    } else if (!offer.missing.empty()) {
      lacking.push_back(fmt::format("{} {}", offer.metric, fmt::join(offer.missing, " and ")));
    }
  }
  for (const auto& [refusal, metrics] : refused) {
    lacking.push_back(fmt::format("{}: {}", fmt::join(metrics, ", "), refusal));
  }
  std::string out = commands.empty() ? "Nothing can be computed from it yet.\n"
                                     : "What can be computed from it\n" + commands;
  if (!lacking.empty()) out += paragraph(fmt::format("lacking: {}", fmt::join(lacking, "; ")));
  return out;
}

std::string file_text(const InspectedFile& file, Date today) {
  std::string rows = with_noun(file.rows, "row");
  if (file.bad > 0) rows += fmt::format(", {} bad", number(file.bad));
  std::string out =
      wrapped(fmt::format("{}: {}, {}", file.name, form_text(file), rows), 0, 2, line_width) + "\n";
  out += paragraph(file.kind.empty() ? "serves no metric as it is"
                                     : fmt::format("rows taken for {}, as csm {} reads them",
                                                   file.kind, file.metric));
  for (const std::string& note : file.notes) out += paragraph(note);
  for (const auto& [reason, n] : file.left_out) {
    out += paragraph(fmt::format("left out: {}, {}", with_noun(n, "row"), reason));
  }
  if (!file.columns.empty()) out += "\n" + columns_text(file) + marks_text(file) + "\n";
  const std::string remarks = bad_text(file) + remarks_text(file, today);
  return out + remarks + (remarks.empty() ? "" : "\n") + offers_text(file);
}

}  // namespace

std::string to_text(std::span<const InspectedFile> files, Date today) {
  std::string out;
  for (const InspectedFile& file : files) {
    if (!out.empty()) out += "\n";
    out += file_text(file, today);
  }
  return out;
}

}  // namespace csm
