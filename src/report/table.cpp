#include "report/table.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "csm/registry.hpp"

namespace csm {
namespace {

/// A table that grows by columns; what no row has anything in is no column.
class Columns {
 public:
  explicit Columns(const std::vector<Result>& results) : results_(results) {
    table_.rows.resize(results.size());
  }

  void add(const std::string& name, const std::function<Cell(const Result&)>& cell_of,
           bool is_needed = false) {
    std::vector<Cell> cells;
    bool has_any = is_needed;
    for (const Result& result : results_) {
      cells.push_back(cell_of(result));
      const auto* quantity = std::get_if<Quantity>(&cells.back());
      has_any |= quantity != nullptr ? quantity->amount.has_value()
                                     : !std::get<std::string>(cells.back()).empty();
    }
    if (!has_any) return;
    table_.columns.push_back(free_name(name));
    for (std::size_t i = 0; i < cells.size(); ++i) table_.rows[i].push_back(std::move(cells[i]));
  }

  std::size_t count() const { return table_.columns.size(); }

  /// Brings the columns from a place on to an earlier one.
  void bring(std::size_t from, std::size_t to) {
    const auto bring_cells = [&](auto& cells) {
      const auto begin = cells.begin();
      std::rotate(begin + static_cast<std::ptrdiff_t>(to),
                  begin + static_cast<std::ptrdiff_t>(from), cells.end());
    };
    bring_cells(table_.columns);
    for (std::vector<Cell>& row : table_.rows) bring_cells(row);
  }

  Listing take() { return std::move(table_); }

 private:
  /// A column of the file may be called as one of csm's.
  std::string free_name(std::string name) const {
    while (std::count(table_.columns.begin(), table_.columns.end(), name) > 0) name += "_in_file";
    return name;
  }

  const std::vector<Result>& results_;
  Listing table_;
};

Quantity bound(double value, const Quantity& figure) {
  constexpr std::int64_t billion = 1'000'000'000;
  return {reduced(static_cast<Int128>(std::llround(value * billion)), billion), figure.unit, {}};
}

/// A part of a fact by name: "distribution_10".
const Quantity* part_of(const Result& result, std::string_view fact, const std::string& part) {
  const Breakdown* parts = result.find_parts(fact);
  if (parts == nullptr) return nullptr;
  const auto found = std::find_if(parts->begin(), parts->end(),
                                  [&](const auto& named) { return named.first == part; });
  return found == parts->end() ? nullptr : &found->second;
}

void add_facts(const Report& report, Columns& columns) {
  for (const FactMeaning& fact : report.metric->facts) {
    columns.add(std::string(fact.name), [&](const Result& result) -> Cell {
      const Quantity* quantity = result.find_fact(fact.name);
      return quantity != nullptr ? *quantity : Quantity{};
    });
    std::vector<std::string> parts;
    for (const Result& result : report.results) {
      const Breakdown* of_result = result.find_parts(fact.name);
      if (of_result == nullptr) continue;
      for (const auto& [name, quantity] : *of_result) {
        if (std::find(parts.begin(), parts.end(), name) == parts.end()) parts.push_back(name);
      }
    }
    for (const std::string& part : parts) {
      columns.add(std::string(fact.name) + "_" + part, [&](const Result& result) -> Cell {
        const Quantity* quantity = part_of(result, fact.name, part);
        return quantity != nullptr ? *quantity : Quantity{};
      });
    }
  }
}

void add_change(Columns& columns) {
  columns.add("before", [](const Result& result) -> Cell {
    return result.change ? result.change->before : Quantity{};
  });
  columns.add("difference", [](const Result& result) -> Cell {
    return result.change ? result.change->difference : Quantity{};
  });
  columns.add("more_than_chance", [](const Result& result) -> Cell {
    const auto is_sure = result.change ? result.change->is_more_than_chance() : std::nullopt;
    return std::string(!is_sure ? "" : *is_sure ? "yes" : "no");
  });
}

void add_segments(const Report& report, Columns& columns) {
  std::vector<std::string> names;
  for (const Result& result : report.results) {
    for (const auto& [column, value] : result.segment) {
      if (std::find(names.begin(), names.end(), column) == names.end()) names.push_back(column);
    }
  }
  for (const std::string& name : names) {
    columns.add(
        name,
        [&](const Result& result) -> Cell {
          for (const auto& [column, value] : result.segment) {
            if (column == name) return value;
          }
          return std::string();
        },
        true);
  }
}

}  // namespace

Listing table_of(const Report& report) {
  if (report.list) return *report.list;
  Columns columns(report.results);
  columns.add("metric", [&](const Result&) { return std::string(report.metric->id); });
  columns.add("rule", [&](const Result& result) {
    return std::string((result.rule != nullptr ? result.rule : report.rule)->id);
  });
  columns.add("period", [](const Result& result) {
    return result.span ? result.span->period.label : std::string();
  });
  const auto day = [](Date (*of)(const Period&)) {
    return [of](const Result& result) -> Cell {
      if (!result.span || result.span->period.is_all()) return std::string();
      return to_iso(of(result.span->period));
    };
  };
  columns.add("begin", day([](const Period& period) { return period.begin; }));
  columns.add("end", day([](const Period& period) { return period.end; }));
  columns.add("partial", [](const Result& result) {
    return std::string(result.span && result.span->is_partial() ? "yes" : "");
  });
  const bool is_told_apart = std::any_of(report.results.begin(), report.results.end(),
                                         [](const Result& r) { return !r.segment.empty(); });
  if (is_told_apart) {
    columns.add("of", [](const Result& result) {
      return std::string(result.segment.empty() ? "total" : "segment");
    });
  }
  const std::size_t place_of_segments = columns.count();
  columns.add(
      "value", [](const Result& result) { return result.value; }, true);
  columns.add("unit", [](const Result& result) { return std::string(name(result.value.unit)); });
  columns.add("currency",
              [](const Result& result) { return std::string(result.value.currency.code()); });
  columns.add("low", [](const Result& result) -> Cell {
    return result.interval ? bound(result.interval->low, result.value) : Quantity{};
  });
  columns.add("high", [](const Result& result) -> Cell {
    return result.interval ? bound(result.interval->high, result.value) : Quantity{};
  });
  columns.add("reason", [](const Result& result) { return result.reason; });
  add_change(columns);
  add_facts(report, columns);
  // Added last, so that it is theirs that makes way where a column of the file has one of the
  // names.
  const std::size_t first_segment = columns.count();
  add_segments(report, columns);
  columns.bring(first_segment, place_of_segments);
  return columns.take();
}

}  // namespace csm
