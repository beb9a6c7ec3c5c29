#include <fmt/format.h>

#include "report/inspection.hpp"
#include "report/json_text.hpp"
#include "report/number.hpp"

namespace csm {
namespace {

std::string_view word_of(ValueKind kind) {
  constexpr std::string_view words[] = {"blank", "id", "date", "number", "yes_no", "word", "text"};
  return words[static_cast<std::size_t>(kind)];
}

std::string_view word_of(DateWriting writing) {
  constexpr std::string_view words[] = {"iso",   "day_first", "month_first",  "either",
                                        "mixed", "yyyymmdd",  "unix_seconds", "unix_millis",
                                        "excel", "pattern"};
  return words[static_cast<std::size_t>(writing)];
}

std::string_view word_of(MatchedBy by) {
  constexpr std::string_view words[] = {"name", "alias", "map"};
  return words[static_cast<std::size_t>(by)];
}

Json text_or_null(std::string_view text) {
  return text.empty() ? Json(nullptr) : Json(json_text_of(std::string(text)));
}

Json column_object(const InspectedColumn& column) {
  Json json = {{"column", json_text_of(column.header)},
               {"fields", Json::array()},
               {"holds", word_of(column.kind)},
               {"filled", column.filled},
               {"missing", column.missing},
               {"unlike", column.unlike},
               {"example", text_or_null(column.example)}};
  for (const ColumnMeaning& meaning : column.meanings) {
    json["fields"].push_back(
        {{"record", meaning.kind}, {"field", meaning.field}, {"by", word_of(meaning.by)}});
  }
  if (column.kind == ValueKind::date) {
    json["written"] = word_of(column.writing);
    json["oldest"] = column.oldest ? Json(to_iso(*column.oldest)) : Json(nullptr);
    json["newest"] = column.newest ? Json(to_iso(*column.newest)) : Json(nullptr);
    json["in_future"] = column.in_future;
  }
  if (column.lowest) {
    json["lowest"] = column.lowest->ratio().to_double();
    json["highest"] = column.highest->ratio().to_double();
  }
  if (!column.words.empty()) {
    json["words"] = Json::object();
    for (const auto& [word, n] : column.words) json["words"][json_text_of(word)] = n;
  }
  return json;
}

Json counted_object(const Counted& counted) {
  return {{"count", counted.count},
          {"at_least", counted.is_at_least},
          {"example", text_or_null(counted.example)}};
}

Json offer_object(const Offer& offer) {
  return {{"metric", offer.metric},
          {"command", text_or_null(offer.command)},
          {"missing", offer.missing},
          {"refusal", text_or_null(offer.refusal)}};
}

Json file_object(const InspectedFile& file) {
  const bool is_csv = file.form == "CSV";
  Json json = {{"file", file.name},
               {"form", file.form},
               {"delimiter", is_csv ? Json(std::string(1, file.delimiter)) : Json(nullptr)},
               {"line_ends", text_or_null(file.line_ends)},
               {"compression", text_or_null(file.compression)},
               {"record", text_or_null(file.kind)},
               {"checked_for", text_or_null(file.metric)},
               {"unchecked", text_or_null(file.unchecked)},
               {"rows", file.rows},
               {"bad", file.bad},
               {"first_bad", file.first_bad},
               {"reasons", Json::array()},
               {"preset", text_or_null(file.preset)},
               {"notes", file.notes},
               {"left_out", Json::array()},
               {"columns", Json::array()},
               {"id", text_or_null(file.id_field)},
               {"repeated_ids", counted_object(file.repeated_ids)},
               {"overlapping", counted_object(file.overlapping)},
               {"metrics", Json::array()}};
  for (const BadReason& reason : file.reasons) {
    json["reasons"].push_back(
        {{"field", text_or_null(reason.field)}, {"fault", reason.fault}, {"rows", reason.rows}});
  }
  for (const auto& [reason, rows] : file.left_out) {
    json["left_out"].push_back({{"reason", reason}, {"rows", rows}});
  }
  for (const InspectedColumn& column : file.columns) {
    json["columns"].push_back(column_object(column));
  }
  for (const Offer& offer : file.offers) json["metrics"].push_back(offer_object(offer));
  return json;
}

}  // namespace

Listing columns_table(std::span<const InspectedFile> files) {
  Listing table;
  table.name = "columns";
  table.title = "Columns";
  table.columns = {"file", "column", "fields", "holds", "filled", "missing", "unlike", "example"};
  for (const InspectedFile& file : files) {
    for (const InspectedColumn& column : file.columns) {
      std::string fields;
      for (const ColumnMeaning& meaning : column.meanings) {
        fields += fmt::format("{}{}.{}", fields.empty() ? "" : " ", meaning.kind, meaning.field);
      }
      table.rows.push_back({file.name, column.header, fields, std::string(word_of(column.kind)),
                            Quantity::count(column.filled), Quantity::count(column.missing),
                            Quantity::count(column.unlike), column.example});
    }
  }
  return table;
}

std::string to_json(std::span<const InspectedFile> files, Date today) {
  Json json = {{"schema", 1}, {"as_of", to_iso(today)}, {"files", Json::array()}};
  for (const InspectedFile& file : files) json["files"].push_back(file_object(file));
  return printed(json);
}

}  // namespace csm
