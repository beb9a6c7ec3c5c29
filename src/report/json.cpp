#include "report/json.hpp"

#include <algorithm>
#include <charconv>

#include "csm/registry.hpp"
#include "report/explain_text.hpp"
#include "report/json_text.hpp"
#include "report/number.hpp"
#include "report/report.hpp"
#include "report/stamp.hpp"

namespace csm {
namespace {

Json number(const Quantity& quantity) {
  if (!quantity.amount) return nullptr;
  const std::string plain = to_plain(quantity);
  const char* end = plain.data() + plain.size();
  if (quantity.unit == Unit::count) {
    std::int64_t whole = 0;
    if (std::from_chars(plain.data(), end, whole).ec == std::errc{}) return whole;
  }
  double value = 0;
  std::from_chars(plain.data(), end, value);
  return value;
}

Json interval_object(const Interval& interval) {
  return {{"confidence", interval.confidence},
          {"low", interval.low},
          {"high", interval.high},
          {"method", interval.method}};
}

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json period(const Span& span) {
  Json json = {{"label", span.period.label}, {"begin", nullptr}, {"end", nullptr}};
  if (!span.period.is_all()) {
    json["begin"] = to_iso(span.period.begin);
    json["end"] = to_iso(span.period.end);
  }
  json["partial"] = span.is_partial();
  json["known_until"] = span.known_until ? Json(to_iso(*span.known_until)) : Json(nullptr);
  return json;
}

Json fact_value(const Fact& fact) {
  if (const auto* quantity = std::get_if<Quantity>(&fact.value)) return number(*quantity);
  Json json = Json::object();
  for (const auto& [name, quantity] : std::get<Breakdown>(fact.value))
    json[name] = number(quantity);
  return json;
}

Json segment_object(const std::vector<std::pair<std::string, std::string>>& segment) {
  Json json = Json::object();
  for (const auto& [column, value] : segment) json[json_text_of(column)] = json_text_of(value);
  return json;
}

Json change_object(const Change& change, Better better) {
  Json json;
  json["period"] = change.period ? Json(change.period->label) : Json(nullptr);
  json["segment"] = segment_object(change.segment);
  json["before"] = number(change.before);
  json["difference"] = number(change.difference);
  json["interval"] = change.interval ? interval_object(*change.interval) : Json(nullptr);
  json["interval_reason"] = text_or_null(change.interval_reason);
  const auto is_sure = change.is_more_than_chance();
  json["more_than_chance"] = is_sure ? Json(*is_sure) : Json(nullptr);
  json["better"] = nullptr;
  if (change.difference.amount && change.difference.amount->num != 0) {
    json["better"] = (change.difference.amount->num > 0) == (better == Better::higher);
  }
  return json;
}

Json result_object(const Result& result, Better better) {
  Json json;
  if (result.rule != nullptr) json["rule"] = result.rule->id;
  json["period"] = result.span ? period(*result.span) : Json(nullptr);
  json["segment"] = segment_object(result.segment);
  json["value"] = number(result.value);
  json["unit"] = name(result.value.unit);
  if (result.value.unit == Unit::money) {
    const Currency currency = result.value.currency;
    json["currency"] = currency.is_known() ? Json(currency.code()) : Json(nullptr);
    json["exact"] = result.value.amount ? Json(to_plain(result.value)) : Json(nullptr);
  } else if (result.value.currency.is_known()) {
    json["currency"] = result.value.currency.code();
  }
  json["text"] = to_text(result.value);
  json["reason"] = text_or_null(result.reason);
  json["interval"] = nullptr;
  if (result.interval) {
    json["interval"] = interval_object(*result.interval);
  }
  json["interval_reason"] = result.interval ? Json(nullptr) : text_or_null(result.interval_reason);
  if (result.change) json["change"] = change_object(*result.change, better);
  json["facts"] = Json::object();
  for (const Fact& fact : result.facts) json["facts"][std::string(fact.name)] = fact_value(fact);
  if (!result.lists.empty()) {
    json["lists"] = Json::object();
    for (const Listing& list : result.lists) {
      json["lists"][std::string(list.name)] = json_rows(list);
    }
  }
  return json;
}

/// What is said of a customer, or of a row of it, alone.
Json verdict_object(const std::vector<std::string>& parts,
                    const std::map<std::string, std::int64_t>& not_counted,
                    const std::vector<Result>& results, Better better) {
  Json json = {{"parts", parts}, {"not_counted", Json::object()}, {"results", Json::array()}};
  for (const auto& [reason, count] : not_counted) json["not_counted"][reason] = count;
  for (const Result& result : results) json["results"].push_back(result_object(result, better));
  return json;
}

Json story_object(const CustomerStory& story, Better better) {
  Json json = {{"id", json_text_of(story.id)}};
  json.update(verdict_object(story.parts, story.not_counted, story.results, better));
  json["rows"] = Json::array();
  for (const CustomerStory::Row& row : story.rows) {
    Json& object = json["rows"].emplace_back(
        Json{{"row", json_text_of(row.place)}, {"columns", segment_object(row.columns)}});
    object.update(verdict_object(row.parts, row.not_counted, row.results, better));
  }
  json["left_out"] = Json::object();
  for (const auto& [reason, count] : story.left_out) json["left_out"][reason] = count;
  json["bad"] = story.bad;
  return json;
}

Json explanation_object(const Report& report) {
  Json json = {{"question", report.metric->question}, {"formula", report.metric->formula},
               {"source", report.metric->source},     {"worked", Json::array()},
               {"columns", Json::object()},           {"by_rule", Json::object()}};
  for (const Result& result : report.results) {
    json["worked"].push_back(
        text_or_null(worked(result, result.rule != nullptr ? *result.rule : *report.rule)));
  }
  for (const Explanation::Columns& columns : report.explanation->columns) {
    Json& fields = json["columns"][json_text_of(columns.file)] = Json::object();
    for (const auto& [field, header] : columns.fields) fields[field] = json_text_of(header);
  }
  for (const Result& result : report.explanation->by_rule) {
    json["by_rule"][std::string(result.rule->id)].push_back(number(result.value));
  }
  if (report.explanation->customer) {
    json["customer"] = story_object(*report.explanation->customer, report.metric->better);
  }
  return json;
}

Json input_object(const InputSummary& input) {
  Json json = {{"files", input.files},         {"rows", input.rows},
               {"used", input.used()},         {"bad", input.bad},
               {"first_bad", input.first_bad}, {"not_counted", Json::object()}};
  for (const auto& [reason, count] : input.not_counted) json["not_counted"][reason] = count;
  return json;
}

}  // namespace

Json json_rows(const Listing& list) {
  Json rows = Json::array();
  for (const std::vector<Cell>& cells : list.rows) {
    Json row = Json::object();
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto* quantity = std::get_if<Quantity>(&cells[i]);
      row[json_text_of(list.columns[i])] =
          quantity ? number(*quantity) : Json(json_text_of(std::get<std::string>(cells[i])));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

Json json_of_result(const Report& report, const Result& result) {
  Json json = {{"metric", report.metric->id}, {"rule", report.rule->id}};
  json.update(result_object(result, report.metric->better));
  return json;
}

Json json_of(const Report& report) {
  Json json = {{"schema", 1},
               {"metric", report.metric->id},
               {"rule", report.rule->id},
               {"results", Json::array()}};
  for (const Result& result : report.results) {
    json["results"].push_back(result_object(result, report.metric->better));
  }
  if (report.list) json["list"] = json_rows(*report.list);
  json["input"] = report.input ? input_object(*report.input) : Json(nullptr);
  if (report.explanation) json["explanation"] = explanation_object(report);
  json["notes"] = report.notes;
  if (report.list && !report.list->rest.empty()) json["notes"].push_back(report.list->rest);
  json["warnings"] = report.warnings;
  return json;
}

std::string to_json_report(const Report& report, const Screen& screen) {
  Json json = json_of(report);
  if (screen.stamp != nullptr) json["stamp"] = stamp_object(*screen.stamp, {&report});
  return printed(json);
}

std::string to_ndjson_report(const Report& report, const Screen&) {
  std::string out;
  if (report.list) {
    for (const Json& row : json_rows(*report.list)) out += printed_in_line(row);
    return out;
  }
  for (const Result& result : report.results) {
    out += printed_in_line(json_of_result(report, result));
  }
  return out;
}

}  // namespace csm
