#include "report/slices_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "csm/registry.hpp"
#include "report/line.hpp"
#include "report/trend.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

constexpr std::string_view partial_mark = " *";
constexpr std::string_view total_line = "total";

const std::vector<std::pair<std::string, std::string>>* segment_columns(const Report& report) {
  for (const Result& result : report.results) {
    if (!result.segment.empty()) return &result.segment;
  }
  return nullptr;
}

/// What the lines of a table tell apart, and what stands in them.
struct SliceColumns {
  bool has_steps = false;
  const std::vector<std::pair<std::string, std::string>>* segment = nullptr;
  bool has_currency = false;
  bool has_rule = false;
  bool has_figure = true;  ///< which is no fact among the others
  bool has_change = false;
  bool has_interval = false;
  std::vector<std::string_view> facts;
};

bool has_fact(const Report& report, std::string_view name) {
  return std::any_of(report.results.begin(), report.results.end(),
                     [&](const Result& result) { return result.find_known_fact(name) != nullptr; });
}

SliceColumns columns_of(const Report& report) {
  SliceColumns columns;
  columns.has_steps = is_series(report);
  columns.segment = segment_columns(report);
  std::set<std::string> currencies;
  for (const Result& result : report.results) {
    if (result.value.unit == Unit::money && result.value.currency.is_known()) {
      currencies.emplace(result.value.currency.code());
    }
    columns.has_rule |= result.rule != nullptr;
    columns.has_change |= result.change.has_value();
    columns.has_interval |= result.interval.has_value();
  }
  columns.has_currency = currencies.size() > 1;
  for (const FactMeaning& fact : report.metric->facts) {
    if (fact.in_tables == InTables::no || !has_fact(report, fact.name)) continue;
    columns.facts.push_back(fact.name);
    columns.has_figure &= fact.in_tables != InTables::as_figure;
  }
  return columns;
}

std::string figure_heading(const Report& report) {
  std::string heading(report.metric->id);
  std::replace(heading.begin(), heading.end(), '-', '_');
  return report.metric->unit == Unit::share ? heading + " (%)" : heading;
}

std::string bounds_text(const Interval& interval, Unit unit, bool has_signs) {
  const double scale = unit == Unit::share ? 100 : 1;
  const int decimals = unit == Unit::score ? 2 : 1;
  if (has_signs) {
    return fmt::format("{:+.{}f} .. {:+.{}f}", interval.low * scale, decimals,
                       interval.high * scale, decimals);
  }
  return fmt::format("{:.{}f} .. {:.{}f}", interval.low * scale, decimals, interval.high * scale,
                     decimals);
}

std::string change_cell(const Result& result) {
  if (!result.change || !result.change->difference.amount) return "";
  const std::string number = signed_number(result.change->difference);
  if (!result.change->interval) return number;
  return number + " (" + bounds_text(*result.change->interval, result.value.unit, true) + ")";
}

/// A table's columns that tell its lines apart, then those that say something of them.
Listing table_of(const Report& report, const SliceColumns& columns, std::size_t& keys) {
  Listing list;
  if (columns.has_steps) list.columns.emplace_back("period");
  for (std::size_t i = 0; columns.segment != nullptr && i < columns.segment->size(); ++i) {
    list.columns.push_back((*columns.segment)[i].first);
  }
  if (columns.has_currency) list.columns.emplace_back("currency");
  if (columns.has_rule) list.columns.emplace_back("rule");
  keys = list.columns.size();
  if (columns.has_figure) list.columns.push_back(figure_heading(report));
  if (columns.has_interval) list.columns.emplace_back("interval");
  if (columns.has_change) list.columns.emplace_back("change");
  for (const std::string_view name : columns.facts) list.columns.emplace_back(name);
  return list;
}

/// A segment that is called like something that csm says itself stands in quotes.
std::string segment_cell(const std::string& text) {
  constexpr std::string_view no_text = "(blank)";
  if (text.empty()) return std::string(no_text);
  return text == total_line || text == no_text ? in_quotes(text) : text;
}

std::vector<Cell> key_cells(const SliceColumns& columns, const Result& result, bool has_step) {
  std::vector<Cell> cells;
  if (has_step) {
    const bool is_marked = result.span->is_partial();
    cells.emplace_back(result.span->period.label + std::string(is_marked ? partial_mark : ""));
  }
  for (std::size_t i = 0; columns.segment != nullptr && i < columns.segment->size(); ++i) {
    const bool is_total = result.segment.empty();
    const std::string& text = is_total ? "" : result.segment[i].second;
    cells.emplace_back(is_total ? std::string(i == 0 ? total_line : "") : segment_cell(text));
  }
  if (columns.has_currency) cells.emplace_back(std::string(result.value.currency.code()));
  if (columns.has_rule) {
    cells.emplace_back(result.rule == nullptr ? "" : std::string(result.rule->id));
  }
  return cells;
}

std::vector<Cell> cells_of(const SliceColumns& columns, const Result& result) {
  std::vector<Cell> cells = key_cells(columns, result, columns.has_steps);
  if (columns.has_figure) cells.emplace_back(result.value);
  if (columns.has_interval) {
    cells.emplace_back(result.interval ? bounds_text(*result.interval, result.value.unit, false)
                                       : std::string());
  }
  if (columns.has_change) cells.emplace_back(change_cell(result));
  for (const std::string_view name : columns.facts) cells.emplace_back(result.fact(name));
  return cells;
}

/// A table in as many parts as lines have room for, each with the columns that tell lines apart.
std::string text_in_parts(const Listing& table, std::size_t keys) {
  std::string out;
  std::size_t next = keys;
  while (next < table.columns.size()) {
    Listing part;
    part.rows.resize(table.rows.size());
    const auto add = [&](std::size_t column) {
      part.columns.push_back(table.columns[column]);
      for (std::size_t row = 0; row < table.rows.size(); ++row) {
        part.rows[row].push_back(table.rows[row][column]);
      }
    };
    const auto drop_last = [&] {
      part.columns.pop_back();
      for (auto& row : part.rows) row.pop_back();
    };
    for (std::size_t key = 0; key < keys; ++key) add(key);
    add(next++);
    for (; next < table.columns.size(); ++next) {
      add(next);
      if (fits_in_line(part)) continue;
      drop_last();
      break;
    }
    out += (out.empty() ? "" : "\n") + list_text(part);
  }
  return out;
}

std::string title_of(const Report& report, const SliceColumns& columns) {
  std::string title(report.metric->title);
  for (std::size_t i = 0; columns.segment != nullptr && i < columns.segment->size(); ++i) {
    title += (i == 0 ? " by " : " and ") + shown((*columns.segment)[i].first);
  }
  const Result& first = report.results.front();
  if (!first.span) return title;
  title += ", " + csm::title(first.span->period);
  if (columns.has_steps) title += " to " + csm::title(report.results.back().span->period);
  return title;
}

std::vector<Quantity> values_of(const Series& series) {
  std::vector<Quantity> values;
  for (const Result* result : series) values.push_back(result->value);
  return values;
}

/// A line for each segment of a series: how it went, and where it began and ended.
std::string overview(const Report& report, const SliceColumns& columns,
                     const std::vector<Series>& series, const Screen& screen) {
  Listing list;
  std::size_t keys = 0;
  SliceColumns of_segments = columns;
  of_segments.has_steps = false;
  list.columns = table_of(report, of_segments, keys).columns;
  list.columns.resize(keys);
  for (const char* name : {"trend", "first", "last"}) list.columns.emplace_back(name);
  for (const Series& one : series) {
    std::vector<Cell> cells = key_cells(columns, *one.back(), false);
    cells.emplace_back(sparkline(values_of(one), screen));
    cells.emplace_back(one.front()->value);
    cells.emplace_back(one.back()->value);
    list.rows.push_back(std::move(cells));
  }
  return list_text(list) + "\n";
}

/// Beside each line a bar for its figure, where they are all of one series and there is room.
void add_bars(const Report& report, const Screen& screen, Listing& table) {
  constexpr std::size_t widest = 16;
  constexpr std::size_t narrowest = 6;
  double longest = 0;
  for (const Result& result : report.results) {
    const double value = result.value.amount ? result.value.amount->to_double() : 0;
    if (value < 0) return;
    longest = std::max(longest, value);
  }
  if (longest == 0) return;
  for (std::size_t width = widest; width >= narrowest; --width) {
    Listing wider = table;
    wider.columns.emplace_back("");
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      wider.rows[row].emplace_back(bar(report.results[row].value, longest, width, screen));
    }
    if (!fits_in_line(wider)) continue;
    table = std::move(wider);
    return;
  }
}

}  // namespace

bool is_series(const Report& report) {
  const auto& results = report.results;
  return std::any_of(results.begin(), results.end(), [&](const Result& result) {
    return result.span && results.front().span &&
           result.span->period != results.front().span->period;
  });
}

bool is_sliced(const Report& report) {
  return is_series(report) || segment_columns(report) != nullptr;
}

std::vector<Series> series_of(const Report& report) {
  using Key =
      std::tuple<std::vector<std::pair<std::string, std::string>>, std::string, const Rule*>;
  std::map<Key, std::size_t> places;
  std::vector<Series> all;
  for (const Result& result : report.results) {
    const Key key{result.segment, std::string(result.value.currency.code()), result.rule};
    const auto [at, is_new] = places.emplace(key, all.size());
    if (is_new) all.emplace_back();
    all[at->second].push_back(&result);
  }
  return all;
}

SlicesTable slices_of(const Report& report) {
  const SliceColumns columns = columns_of(report);
  SlicesTable slices;
  slices.title = title_of(report, columns);
  slices.table = table_of(report, columns, slices.keys);
  for (const Result& result : report.results) {
    const bool stands_above = !columns.has_steps && result.segment.empty();
    if (!stands_above) slices.table.rows.push_back(cells_of(columns, result));
  }
  return slices;
}

std::vector<std::string> slices_remarks(const Report& report) {
  std::vector<std::string> remarks;
  std::set<std::string> reasons;
  const Result* partial = nullptr;
  for (const Result& result : report.results) {
    if (!result.reason.empty() && reasons.insert(result.reason).second) {
      remarks.push_back("not defined where " + result.reason);
    }
    if (result.span && result.span->is_partial()) partial = &result;
  }
  if (partial != nullptr && partial->span->outlasts_data()) {
    remarks.push_back("* data until " + in_words(*partial->span->known_until) + ": partial");
  } else if (partial != nullptr) {
    remarks.push_back("* not all is decided yet: partial");
  }
  for (const Result& result : report.results) {
    const Interval* interval = result.interval ? &*result.interval : nullptr;
    if (interval == nullptr && result.change && result.change->interval) {
      interval = &*result.change->interval;
    }
    if (interval == nullptr) continue;
    remarks.push_back(fmt::format("intervals of {:.6g} %", interval->confidence * 100));
    break;
  }
  return remarks;
}

std::string slices_text(const Report& report, const Screen& screen) {
  const SliceColumns columns = columns_of(report);
  const std::vector<Series> series = series_of(report);
  const bool is_one = series.size() == 1;
  SlicesTable slices = slices_of(report);
  std::string out = spread(slices.title, is_one ? sparkline(values_of(series[0]), screen) : "", "");
  if (columns.has_steps && !is_one) out += overview(report, columns, series, screen);
  if (columns.has_steps && is_one) add_bars(report, screen, slices.table);
  out += text_in_parts(slices.table, slices.keys);
  for (const std::string& remark : slices_remarks(report)) out += paragraph(remark);
  return out;
}

}  // namespace csm
