#include "report/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "csm/version.hpp"
#include "report/page_style.hpp"
#include "text/sha256.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

std::string column_name(const std::string& name) {
  std::string words = name;
  std::replace(words.begin(), words.end(), '_', ' ');
  return html(words);
}

bool is_of_numbers(const Listing& list, std::size_t column) {
  return std::any_of(list.rows.begin(), list.rows.end(), [&](const std::vector<Cell>& row) {
    return std::holds_alternative<Quantity>(row[column]);
  });
}

std::string html_cell(const Cell& cell, bool is_in_numbers) {
  const auto* quantity = std::get_if<Quantity>(&cell);
  if (quantity == nullptr) {
    return (is_in_numbers ? "<td class=\"n\">" : "<td>") + html(std::get<std::string>(cell)) +
           "</td>";
  }
  const std::string number =
      quantity->unit == Unit::share ? to_text(*quantity) : to_number(*quantity);
  return "<td class=\"n\">" + (quantity->amount ? html(number) : "–") + "</td>";
}

std::string header_of(const Listing& list) {
  std::string out = "<thead><tr>";
  for (std::size_t i = 0; i < list.columns.size(); ++i) {
    const bool is_number = is_of_numbers(list, i);
    out += fmt::format("<th scope=\"col\"{}>{}</th>", is_number ? " class=\"n\"" : "",
                       column_name(list.columns[i]));
  }
  return out + "</tr></thead>\n";
}

std::string caption(const std::string& title) {
  return title.empty() ? "" : "<caption>" + html(title) + "</caption>\n";
}

/// A table that is scrolled by itself where a screen is too narrow.
std::string scrolled(const std::string& table) {
  return "<div class=\"wide\"><table>\n" + table + "</table></div>\n";
}

/// The shares of a heat map, and the range that its backgrounds spread over.
struct Shares {
  const Listing& list;
  double least = 1;
  double most = 0;

  explicit Shares(const Listing& of) : list(of) {
    for (const auto& row : list.rows) {
      for (std::size_t i = list.shares_from + 1; i < row.size(); ++i) {  // at first it is always 1
        if (const auto& share = std::get<Quantity>(row[i]).amount) {
          least = std::min(least, share->to_double());
          most = std::max(most, share->to_double());
        }
      }
    }
  }

  std::string cell(const Quantity& share) const {
    if (!share.amount) return "<td></td>";
    const double value = share.amount->to_double();
    const double place = most > least ? (value - least) / (most - least) : 1;
    const int shade = static_cast<int>(std::clamp(place * heat_shades, 0.0, heat_shades - 1.0));
    const Ratio percent{checked_multiply(share.amount->num, 100), share.amount->den};
    return fmt::format("<td class=\"h{}\">{}</td>", shade, percent.to_decimal(0));
  }
};

}  // namespace

std::string html(std::string_view text) {
  std::string out;
  for (const char c : shown(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string html_lines(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += html(text.substr(0, end)) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string html_paragraph(std::string_view text, std::string_view its_class) {
  std::string words = html(text);
  // A number and its sign are not to be parted by the end of a line.
  for (std::size_t at = words.find(" %"); at != std::string::npos; at = words.find(" %", at)) {
    words.replace(at, 1, "&nbsp;");
  }
  if (its_class.empty()) return "<p>" + words + "</p>\n";
  return fmt::format("<p class=\"{}\">{}</p>\n", its_class, words);
}

std::string_view value_class(std::string_view text) {
  return text.size() > 15 ? "value longer" : text.size() > 10 ? "value long" : "value";
}

std::string html_table(const Listing& list, std::size_t most_rows) {
  std::string out = caption(list.title) + header_of(list) + "<tbody>\n";
  const std::size_t rows = std::min(list.rows.size(), most_rows);
  std::vector<bool> are_numbers;
  for (std::size_t i = 0; i < list.columns.size(); ++i) {
    are_numbers.push_back(is_of_numbers(list, i));
  }
  for (std::size_t i = 0; i < rows; ++i) {
    out += "<tr>";
    for (std::size_t column = 0; column < list.columns.size(); ++column) {
      out += html_cell(list.rows[i][column], are_numbers[column]);
    }
    out += "</tr>\n";
  }
  out = scrolled(out + "</tbody>\n");
  if (rows == list.rows.size()) return out;
  const auto more = static_cast<std::int64_t>(list.rows.size() - rows);
  return out + html_paragraph("and " + to_text(Quantity::count(more)) + " more", "soft");
}

std::string html_table(const Table& table) {
  std::string out = "<tbody>\n";
  for (const TableRow& row : table) {
    out += fmt::format("<tr><th scope=\"row\">{}</th><td class=\"n\">{}</td><td>{}</td></tr>\n",
                       html(row.label), html(row.number), html(row.remark));
  }
  return scrolled(out + "</tbody>\n");
}

std::string html_heat_map(const Listing& list) {
  std::string out = caption(list.title) + "<thead><tr>";
  for (const std::string& column : list.columns) {
    out += "<th scope=\"col\" class=\"n\">" + column_name(column) + "</th>";
  }
  out += "</tr></thead>\n<tbody>\n";
  const Shares shares(list);
  for (const std::vector<Cell>& row : list.rows) {
    out += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto* share = std::get_if<Quantity>(&row[i]);
      const bool is_share = i >= list.shares_from && share != nullptr;
      out += is_share ? shares.cell(*share) : html_cell(row[i], true);
    }
    out += "</tr>\n";
  }
  return "<div class=\"wide\"><table class=\"heat\">\n" + out + "</tbody>\n</table></div>\n";
}

std::string html_page(std::string_view title, std::string_view body) {
  Sha256 hash;
  hash.add(page_style);
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'sha256-{}'; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<meta name=\"generator\" content=\"csm {}\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n{}</body>\n</html>\n",
      in_base64(hash.digest()), version(), html(title), page_style, body);
}

}  // namespace csm
