#include "io/csv_subheader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "io/csv_head.hpp"
#include "io/match.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

struct Record {
  std::vector<std::string> cells;
  std::size_t end = 0;  ///< behind it, in the text
};

std::vector<Record> first_two(std::string_view text, bool at_end, CsvDialect dialect) {
  std::vector<Record> found;
  CsvRecords records(dialect);
  std::size_t position = 0;
  while (found.size() < 2 && records.next(text, position, at_end) == CsvRecords::Found::record) {
    found.push_back({texts_of(records, text), position});
  }
  return found;
}

/// Every cell that says anything is {"ImportId": ...}.
bool has_import_ids(const Record& record) {
  const auto says_other = [](const std::string& cell) {
    return !cell.empty() && !cell.starts_with("{\"ImportId\"");
  };
  return !record.cells.front().empty() &&
         std::none_of(record.cells.begin(), record.cells.end(), says_other);
}

/// The zones of the columns with dates, where the import ids tell them.
std::vector<std::string> zones_of(const Record& record) {
  constexpr std::string_view name = "\"timeZone\":\"";
  std::vector<std::string> zones;
  for (const std::string& cell : record.cells) {
    const std::size_t at = cell.find(name);
    const std::size_t begin = at == std::string::npos ? cell.size() : at + name.size();
    zones.push_back(cell.substr(begin, cell.find('"', begin) - begin));
  }
  return zones;
}

std::optional<CsvSubheader> of_qualtrics(const std::vector<Record>& records) {
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (!has_import_ids(records[i])) continue;
    std::string note = i == 0 ? "the row below the header has import ids, no answers"
                              : "the 2 rows below the header have questions and import ids, no "
                                "answers";
    CsvSubheader found{records[i].end, note};
    if (i == 1) found.questions = records[0].cells;
    found.zones = zones_of(records[i]);
    const auto zone = std::find_if(found.zones.begin(), found.zones.end(),
                                   [](const std::string& name) { return !name.empty(); });
    if (zone != found.zones.end()) found.note += "; their time zone is " + shown(*zone);
    return found;
  }
  return std::nullopt;
}

bool says(const Record& record, std::size_t column) {
  return column < record.cells.size() && !record.cells[column].empty();
}

/// Words that stand for a question's only answer.
bool is_kind_of_answer(const std::string& cell) {
  return cell == "Response" || cell == "Open-Ended Response";
}

std::optional<CsvSubheader> of_surveymonkey(const std::vector<Record>& records,
                                            const std::vector<std::string>& header) {
  if (records.empty()) return std::nullopt;
  std::optional<std::size_t> respondent;
  for (std::size_t i = 0; i < header.size(); ++i) {
    const std::string key = match_key(header[i]);
    const bool is_id = key == "respondentid";
    if (is_id) respondent = i;
    if ((is_id || key == "start" || key == "end") && says(records[0], i)) return std::nullopt;
  }
  if (!respondent) return std::nullopt;
  const auto& cells = records[0].cells;
  const bool has_kind = std::any_of(cells.begin(), cells.end(), is_kind_of_answer);
  const bool has_text = std::any_of(cells.begin(), cells.end(),
                                    [](const std::string& cell) { return !cell.empty(); });
  const bool is_unlike_next = records.size() > 1 && says(records[1], *respondent);
  if (!has_kind && !(has_text && is_unlike_next)) return std::nullopt;
  return CsvSubheader{records[0].end, "the row below the header has choices, no answers"};
}

}  // namespace

std::optional<CsvSubheader> find_csv_subheader(std::string_view text, bool at_end,
                                               CsvDialect dialect,
                                               const std::vector<std::string>& header) {
  const std::vector<Record> records = first_two(text, at_end, dialect);
  std::optional<CsvSubheader> found = of_qualtrics(records);
  return found ? found : of_surveymonkey(records, header);
}

}  // namespace csm
