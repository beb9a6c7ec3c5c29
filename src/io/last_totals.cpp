#include "io/last_totals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <variant>

#include "io/remark.hpp"
#include "io/total_label.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

Int128 summed_amount(const Customer& row) { return row.annual_amount; }
Int128 summed_amount(const Subscription& row) { return row.mrr.value_or(row.amount).atoms(); }
Int128 summed_amount(const Purchase& row) { return row.amount.atoms(); }
Int128 summed_amount(const Cost& row) { return row.amount.atoms(); }
template <class Row>
concept IsSummed = requires(const Row& row) {
  summed_amount(row);
};

/// What reports add up of good rows; nothing where they have no amounts.
std::vector<Int128> amounts_of(const Rows& rows) {
  std::vector<Int128> amounts;
  std::visit(
      [&]<class Row>(std::span<const Row> good) {
        if constexpr (IsSummed<Row>) {
          for (const Row& row : good) amounts.push_back(summed_amount(row));
        }
      },
      rows);
  return amounts;
}

struct Text final : Block::Piece {
  explicit Text(std::string_view text_) : text(text_) {}
  std::string text;
};

}  // namespace

void AmountSum::add(const Rows& rows) {
  for (const Int128 amount : amounts_of(rows)) {
    sum_ = checked_add(sum_, amount);
    ++summands_;
  }
}

std::vector<bool> AmountSum::equals(const Rows& rows, const std::vector<BadRow>& odd) const {
  std::vector<bool> are;
  const auto pass_odd = [&] {
    const auto is_odd = [&](const BadRow& row) { return row.row == are.size(); };
    while (std::any_of(odd.begin(), odd.end(), is_odd)) are.push_back(false);
  };
  for (const Int128 amount : amounts_of(rows)) {
    pass_odd();
    are.push_back(summands_ >= 2 && sum_ != 0 && amount == sum_);
  }
  pass_odd();
  return are;
}

std::optional<Block> cut_last_totals(Block& block, const Scanner& scanner) {
  constexpr std::size_t most = 8;
  std::size_t first = block.rows();
  while (first > 0 && block.rows() - first < most &&
         !total_label_of(record_like_total(scanner, block, first - 1)).empty()) {
    --first;
  }
  if (first == block.rows()) return std::nullopt;
  const std::size_t begin = block.line_begin(block.offset(first, 0));
  Block last;
  last.order = block.order;
  auto text = std::make_unique<Text>(block.text().substr(begin));
  const std::uint64_t offset = block.text_offset() + begin;
  last.set_text(text->text, offset, block.place(offset), true);
  last.piece = std::move(text);
  last.clear(block.columns.size());
  for (std::size_t slot = 0; slot < block.columns.size(); ++slot) {
    for (std::size_t row = first; row < block.rows(); ++row) {
      last.add_cell(slot, std::string(block.cell(row, slot)), block.offset(row, slot));
    }
  }
  block.cut_rows(first);
  return last;
}

void leave_last_totals_out(Block& rows, const OpenSource& source, std::optional<Currency> currency,
                           const AmountSum* above, RowCounts& counts) {
  std::vector<bool> are_sums(rows.rows());
  if (above != nullptr) {
    Days days;
    std::vector<BadRow> odd;
    const auto reader = make_row_reader(*source.input, source.scanner->name(), currency);
    are_sums = above->equals(reader->read(rows, source.binding, odd, days), odd);
    are_sums.resize(rows.rows());  // of rows without amounts nothing is known
  }
  std::vector<std::size_t> totals;
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    const std::vector<std::string> record = record_like_total(*source.scanner, rows, row);
    const bool is_without_key = is_total(record, source.binding);
    if (is_without_key && key_slot(source.binding)) continue;  // no row, wherever it stands
    const std::uint64_t offset = rows.offset(row, 0);
    const std::string label =
        fmt::format("{}:{}: {}", source.scanner->name(), rows.place(offset).line,
                    in_quotes(total_label_of(record)));
    if (is_without_key || are_sums[row]) {
      counts.totals_left_out.push_back(
          {offset, label + " is a total of the rows above, and is left out"});
      totals.push_back(row);
    } else {
      counts.totals_counted.push_back(
          {offset,
           label + " may be a total of the rows above; it has an id or a date, and is counted"});
    }
  }
  for (; !totals.empty(); totals.pop_back()) rows.drop_row(totals.back());
}

}  // namespace csm
