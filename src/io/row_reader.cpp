#include "io/row_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "csm/error.hpp"
#include "io/preset_rows.hpp"
#include "records/written_number.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

/// The first day that a row says something of: the start of a service, the day a term is over.
Date oldest_day(const Customer& row) { return row.service.start; }
Date oldest_day(const Subscription& row) { return row.service.start; }
Date oldest_day(const Contract& row) { return row.term_end; }
Date oldest_day(const Purchase& row) { return row.purchased_on; }
Date oldest_day(const Ticket& row) { return row.opened_on; }
Date oldest_day(const Answer& row) { return row.answered_on.value_or(row.sent_on.value_or(never)); }
template <class Row>
concept HasOldestDay = requires(const Row& row) {
  oldest_day(row);
};

/// Whether a row that tells of a service tells that it has an end, whenever that is.
bool has_left(const Customer& row) { return row.service.end != never; }
bool has_left(const Subscription& row) { return row.service.end != never; }
bool has_left(const Snapshot& row) { return row.is_gone; }
template <class Row>
concept SaysWhoLeft = requires(const Row& row) {
  has_left(row);
};

template <class Row>
concept HasCurrency = requires(const Row& row) {
  row.currency;
};

template <class Row>
concept HasValues = requires(const Row& row) {
  row.values;
};

/// What is derived only from a cell that is filled, where a row held another one before.
void forget_derived(Answer& row) {
  row.score.reset();
  row.word = nullptr;
}
void forget_derived(Snapshot& row) { row.status = Status::none; }
template <class Row>
void forget_derived(Row&) {}

constexpr LeftOutRows not_kept{{}, {}, not_kept_by_where};

template <class Row>
concept HasPlace = requires(const Row& row) {
  row.place;
};

template <class Row>
class RowReaderOf : public RowReader {
 public:
  RowReaderOf(const Input& input, const std::string& file, std::optional<Currency> currency)
      : input_(input), file_(file) {
    if constexpr (HasCurrency<Row>) blank_.currency = currency.value_or(Currency{});
  }

  Rows read(const Block& block, const Binding& binding, std::vector<BadRow>& bad,
            Days& days) override {
    if constexpr (HasCurrency<Row>) {
      if (!blank_.currency.is_known()) blank_.currency = binding.currency;
    }
    // What no column is bound to is blank in every row for good; the other fields are all set anew.
    if (rows_.size() != block.rows()) rows_.resize(block.rows(), blank_);
    odd_cells_.clear();
    const std::size_t first_bad = bad.size();
    for (std::size_t slot = 0; slot < binding.slots.size(); ++slot) {
      read_slot(block, binding, slot, bad);
    }
    for (std::size_t slot = 0; slot < binding.slots.size(); ++slot) {
      check_signs(block, binding.slots[slot], slot, bad);
    }
    if constexpr (HasValues<Row>) give_values();
    if constexpr (HasPlace<Row>) give_places(block, binding);
    if (binding.preset != nullptr) apply_preset(block, binding, bad);
    if (!binding.where.empty()) keep_chosen(block, binding, bad);
    keep_first_fault_a_row(block, bad, first_bad);
    complete_rows(block, binding, bad, first_bad, days);
    return std::span<const Row>(rows_);
  }

 private:
  void read_slot(const Block& block, const Binding& binding, std::size_t slot,
                 std::vector<BadRow>& bad) {
    const Binding::Slot& bound = binding.slots[slot];
    if (rows_.empty() || !bound.is_read) return;
    faults_.clear();
    read_cells(block.columns[slot].cells, bound, bound.rules, 0);
    if (binding.is_json && bound.is_number && bound.rules.decimals == DecimalMark::comma) {
      read_bare_numbers(block, bound, slot);
    }
    for (const CellFault& fault : faults_) {
      bad.push_back({fault.row, slot, bound.name, fault.fault});
      if (bound.is_date || bound.is_number) odd_cells_.push_back({fault.row, slot});
    }
  }

  /// Reads cells of a column from that row on.
  void read_cells(CellColumn cells, const Binding::Slot& bound, const CellRules& rules,
                  std::size_t first) {
    const std::size_t known = faults_.size();
    if (bound.field < Row::fields.size()) {
      const auto rows = std::span(rows_).subspan(first, cells.size());
      Row::fields[bound.field].read_column(cells, rules, bound.need, blank_, rows, faults_);
      for (std::size_t i = known; i < faults_.size(); ++i) faults_[i].row += first;
    } else {
      read_values(cells, rules, bound.field - Row::fields.size(), first);
    }
  }

  /// Numbers of JSON have a point whatever mark its texts have: they are read again.
  void read_bare_numbers(const Block& block, const Binding::Slot& bound, std::size_t slot) {
    const CellColumn cells = block.columns[slot].cells;
    CellRules rules = bound.rules;
    rules.decimals = DecimalMark::point;
    const auto is_bare = [&](std::size_t row) {
      return !cells[row].empty() &&
             block.text()[block.offset(row, slot) - block.text_offset()] != '"';
    };
    std::erase_if(faults_, [&](const CellFault& fault) { return is_bare(fault.row); });
    for (std::size_t row = 0; row < cells.size(); ++row) {
      if (is_bare(row)) read_cells(cells.subspan(row, 1), bound, rules, row);
    }
  }

  /// A sign beside an amount is one of its row's currency; where nothing names that, it is the sign
  /// of the column's first amount.
  void check_signs(const Block& block, const Binding::Slot& bound, std::size_t slot,
                   std::vector<BadRow>& bad) const {
    if (bound.rules.sign == nullptr || !bound.is_read) return;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const std::string_view text = trimmed(block.cell(i, slot));
      const CurrencySign* sign = read_written_number(text, bound.rules.decimals).sign;
      if (sign == nullptr) continue;
      Currency currency;
      if constexpr (HasCurrency<Row>) currency = rows_[i].currency;
      if (currency.is_known() ? sign->may_mean(currency) : sign == bound.rules.sign) continue;
      bad.push_back({i, slot, bound.name, "carries the sign of another currency"});
    }
  }

  void apply_preset(const Block& block, const Binding& binding, std::vector<BadRow>& bad) {
    if (!rows_.empty()) settle_amounts(block, binding, std::span(rows_), bad);
    const std::vector<BadRow> left_out = rows_left_out(block, binding);
    bad.insert(bad.end(), left_out.begin(), left_out.end());
    std::erase_if(odd_cells_, [&](const OddCell& cell) {
      return std::binary_search(left_out.begin(), left_out.end(), BadRow{cell.row, 0, {}, nullptr},
                                [](const BadRow& a, const BadRow& b) { return a.row < b.row; });
    });
  }

  /// Leaves out the rows that a condition does not keep.
  void keep_chosen(const Block& block, const Binding& binding, std::vector<BadRow>& bad) {
    for (const Binding::Kept& kept : binding.where) {
      const Binding::Slot& slot = binding.slots[kept.slot];
      for (std::size_t row = 0; row < rows_.size(); ++row) {
        bool stays = false;
        const std::string_view cell = trimmed(block.cell(row, kept.slot));
        if (const Fault fault = kept.condition->keeps(cell, slot.rules, stays)) {
          bad.push_back({row, kept.slot, slot.name, fault});
          odd_cells_.push_back({row, kept.slot});
        } else if (!stays) {
          bad.push_back({row, kept.slot, {}, nullptr, &not_kept});
        }
      }
    }
  }

  /// Finds the segment of a row by its cells of the columns that rows are told apart by; the slot
  /// and what is wrong with its cell where it has none.
  std::optional<std::pair<std::size_t, Fault>> tell_apart(const Block& block,
                                                          const Binding& binding, std::size_t i,
                                                          Row& row) {
    const std::vector<Cut>& cuts = input_.segments->cuts();
    if (input_.segments->are_of_rows()) {
      row.segment = call(block, binding, i);
      return std::nullopt;
    }
    parts_.resize(cuts.size());
    parts_text_.clear();
    for (std::size_t cut = 0; cut < cuts.size(); ++cut) {
      const std::size_t slot = binding.cut_slots[cut];
      const std::string_view cell = trimmed(block.cell(i, slot));
      if (const Fault fault = cuts[cut].part_of(cell, binding.slots[slot].rules, parts_[cut])) {
        odd_cells_.push_back({i, slot});
        return std::pair(slot, fault);
      }
      parts_text_ += parts_[cut].text;
      parts_text_ += '\0';
    }
    auto known = segments_.find(parts_text_);
    if (known == segments_.end()) {
      known = segments_.emplace(parts_text_, input_.segments->code_of(parts_)).first;
    }
    row.segment = known->second;
    return std::nullopt;
  }

  /// A segment for one row alone: its place, and what stands in its columns.
  Segments::Code call(const Block& block, const Binding& binding, std::size_t i) {
    parts_.clear();
    const Place place = block.place(block.offset(i, 0));
    const auto line = std::min<std::uint64_t>(place.line, std::numeric_limits<std::int32_t>::max());
    parts_.push_back({static_cast<std::int32_t>(line), file_ + ":" + std::to_string(place.line)});
    for (const std::size_t slot : binding.cut_slots) {
      Cut::Part& part = parts_.emplace_back();
      if (slot != Binding::no_slot) part.text = trimmed(block.cell(i, slot));
    }
    return input_.segments->code_of(parts_);
  }

  /// Numbers of a column that the user chose, from that row on.
  void read_values(CellColumn cells, const CellRules& rules, std::size_t column,
                   std::size_t first) {
    const std::size_t width = input_.columns.size();
    if (values_.size() != rows_.size() * width) values_.resize(rows_.size() * width);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      std::optional<Decimal>& value = values_[(first + i) * width + column];
      value.reset();
      const std::string_view text = trimmed(cells[i]);
      if (is_missing(text)) continue;
      value.emplace();
      Fault fault = read_value(text, rules, *value);
      if (fault == nullptr && is_off_scale(*value)) fault = input_.rules.off_scale;
      if (fault != nullptr) faults_.push_back({first + i, fault});
    }
  }

  bool is_off_scale(Decimal number) const {
    const RowRules& rules = input_.rules;
    return rules.columns_are_scored &&
           (number < rules.lowest_score || number > rules.highest_score);
  }

  void give_values() {
    const std::size_t width = input_.columns.size();
    for (std::size_t i = 0; i < rows_.size() && width > 0; ++i) {
      rows_[i].values = std::span(values_).subspan(i * width, width);
    }
  }

  void give_places(const Block& block, const Binding& binding) {
    if (input_.place_of.empty()) return;
    const std::size_t slot = slot_of(binding, input_.place_of);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const Place place = block.place(block.offset(i, slot));
      rows_[i].place = {file_, place.line, place.column};
    }
  }

  /// Of several faults in a row the one that stands first in the file; none where it is left out.
  void keep_first_fault_a_row(const Block& block, std::vector<BadRow>& bad, std::size_t first_bad) {
    const auto begin = bad.begin() + static_cast<std::ptrdiff_t>(first_bad);
    const auto offset = [&](const BadRow& b) { return block.offset(b.row, b.slot); };
    std::sort(begin, bad.end(), [&](const BadRow& a, const BadRow& b) {
      if (a.row != b.row) return a.row < b.row;
      const bool is_either_left_out = a.left_out != nullptr || b.left_out != nullptr;
      return is_either_left_out ? a.left_out != nullptr : offset(a) < offset(b);
    });
    bad.erase(std::unique(begin, bad.end(),
                          [](const BadRow& a, const BadRow& b) { return a.row == b.row; }),
              bad.end());
  }

  /// Checks whole rows, and moves the good ones to the front.
  void complete_rows(const Block& block, const Binding& binding, std::vector<BadRow>& bad,
                     std::size_t first_bad, Days& days) {
    std::vector<BadRow> faulty;
    const BadRow* next_bad = bad.data() + first_bad;
    const BadRow* end_of_bad = bad.data() + bad.size();
    Row* good = rows_.data();
    Date newest = no_day;
    Date oldest = never;
    bool has_anybody_left = false;
    const bool has_segments = !binding.cut_slots.empty();
    const std::size_t count = rows_.size();
    for (std::size_t i = 0; i < count; ++i) {
      Row& row = rows_[i];
      if (next_bad != end_of_bad && next_bad->row == i) {
        // How far the data reaches does not depend on which rows of it are chosen.
        if (next_bad->left_out == &not_kept) keep_newest(newest, newest_on(row));
        ++next_bad;
        continue;
      }
      forget_derived(row);
      const RowFault fault = complete(row, input_.rules);
      if (fault.fault != nullptr) {
        faulty.push_back({i, slot_of(binding, fault.field), fault.field, fault.fault});
        continue;
      }
      if (has_segments) {
        if (const auto odd = tell_apart(block, binding, i, row)) {
          faulty.push_back({i, odd->first, binding.slots[odd->first].name, odd->second});
          continue;
        }
      }
      keep_newest(newest, newest_on(row));
      if constexpr (SaysWhoLeft<Row>) has_anybody_left |= has_left(row);
      if constexpr (HasOldestDay<Row>) oldest = std::min(oldest, oldest_day(row));
      if constexpr (std::is_same_v<Row, Cost>) keep_days(days.costs, days_of(row));
      if (good != &row) *good = row;
      ++good;
    }
    rows_.resize(static_cast<std::size_t>(good - rows_.data()), blank_);
    days.keep(oldest, newest);
    if constexpr (SaysWhoLeft<Row>) days.services += static_cast<std::int64_t>(rows_.size());
    days.has_anybody_left |= has_anybody_left;
    const auto middle = static_cast<std::ptrdiff_t>(bad.size());
    bad.insert(bad.end(), faulty.begin(), faulty.end());
    std::inplace_merge(bad.begin() + static_cast<std::ptrdiff_t>(first_bad), bad.begin() + middle,
                       bad.end(), [](const BadRow& a, const BadRow& b) { return a.row < b.row; });
  }

  static std::size_t slot_of(const Binding& binding, std::string_view field) {
    for (std::size_t i = 0; i < binding.slots.size(); ++i) {
      if (binding.slots[i].name == field) return i;
    }
    return 0;
  }

  const Input& input_;
  const std::string& file_;
  Row blank_{};
  std::vector<Row> rows_;
  std::vector<std::optional<Decimal>> values_;  ///< of Input::columns, row after row
  std::vector<CellFault> faults_;
  std::unordered_map<std::string, Segments::Code> segments_;  ///< by the texts of their parts
  std::vector<Cut::Part> parts_;
  std::string parts_text_;
};

}  // namespace

void Days::keep(Date oldest_day, Date newest_day) {
  if (newest_day != no_day) newest = std::max(newest.value_or(newest_day), newest_day);
  if (oldest_day != never) oldest_start = std::min(oldest_start.value_or(oldest_day), oldest_day);
}

void Days::merge(const Days& other) {
  keep(other.oldest_start.value_or(never), other.newest.value_or(no_day));
  keep_days(costs, other.costs);
  services += other.services;
  has_anybody_left |= other.has_anybody_left;
}

std::unique_ptr<RowReader> make_row_reader(const Input& input, const std::string& file,
                                           std::optional<Currency> currency) {
  return with_row_type(input.type, [&]<class Row>() -> std::unique_ptr<RowReader> {
    return std::make_unique<RowReaderOf<Row>>(input, file, currency);
  });
}

}  // namespace csm
