#include "report/listing_formats.hpp"

#include "report/html.hpp"
#include "report/json.hpp"
#include "report/line.hpp"
#include "report/separated.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

constexpr std::string_view names[] = {"text", "json", "ndjson", "csv", "tsv", "markdown", "html"};

}  // namespace

std::span<const std::string_view> listing_format_names() { return names; }

std::string to_format(std::string_view format, const Listing& table, const Screen& screen) {
  if (format == "json") {
    return printed(Json{{"schema", 1}, {std::string(table.name), json_rows(table)}});
  }
  if (format == "ndjson") {
    std::string out;
    for (const Json& row : json_rows(table)) out += printed_in_line(row);
    return out;
  }
  if (format == "csv") return to_csv(table, screen);
  if (format == "tsv") return to_tsv(table, screen);
  if (format == "markdown") return to_markdown(table);
  if (format == "html") {
    return html_page(table.title, "<main>\n<h1>" + html(table.title) + "</h1>\n" +
                                      html_table({table.name, "", table.columns, table.rows},
                                                 table.rows.size()) +
                                      "</main>\n");
  }
  if (table.rows.empty()) return paragraph(table.title + ": nothing");
  return screen.is_terminal ? list_text(table) : whole_list(table);
}

}  // namespace csm
