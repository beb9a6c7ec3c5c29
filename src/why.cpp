#include "csm/why.hpp"

#include <algorithm>

#include "csm/error.hpp"

namespace csm {
namespace {

std::int64_t size_of(const std::optional<Sample>& sample) {
  if (!sample) return 0;
  if (const auto* share = std::get_if<ShareSample>(&*sample)) return share->n;
  if (const auto* net = std::get_if<NetSample>(&*sample)) return net->answers();
  return std::get<MeanSample>(*sample).n;
}

Ratio sum(const Ratio& a, const Ratio& b) {
  return reduced(checked_add(checked_multiply(a.num, b.den), checked_multiply(b.num, a.den)),
                 checked_multiply(a.den, b.den));
}
Ratio difference(const Ratio& a, const Ratio& b) { return sum(a, {-b.num, b.den}); }
Ratio product(const Ratio& a, const Ratio& b) {
  return reduced(checked_multiply(a.num, b.num), checked_multiply(a.den, b.den));
}
Ratio mean(const Ratio& a, const Ratio& b) { return product(sum(a, b), {1, 2}); }

/// What a sample adds to the numerator of the whole: so many of its size, or its figure as often.
/// Under some rules of churn there are newcomers in it even where nobody was there at the start.
Ratio numerator_of(const std::optional<Sample>& sample, const Ratio& figure) {
  if (!sample) return {0, 1};
  if (const auto* share = std::get_if<ShareSample>(&*sample)) return {share->k, 1};
  return product(figure, {size_of(sample), 1});
}

/// A figure, how many count and what they add up to, in both periods.
struct Both {
  Ratio now{0, 1};
  Ratio before{0, 1};
  std::int64_t n_now = 0;
  std::int64_t n_before = 0;
  Ratio sum_now{0, 1};
  Ratio sum_before{0, 1};
};

Both both_of(const Result& result) {
  Both both;
  both.n_now = size_of(result.sample);
  both.n_before = result.change ? size_of(result.change->sample_before) : 0;
  if (both.n_now > 0) both.now = *result.value.amount;
  if (both.n_before > 0) both.before = *result.change->before.amount;
  both.sum_now = numerator_of(result.sample, both.now);
  if (result.change) both.sum_before = numerator_of(result.change->sample_before, both.before);
  // A segment that nobody was in moved nothing by its own figure.
  if (both.n_now == 0) both.now = both.before;
  if (both.n_before == 0) both.before = both.now;
  return both;
}

bool belongs_to(const Result& result, const Result& total) {
  return !result.segment.empty() && result.rule == total.rule &&
         result.value.currency == total.value.currency && result.span->period == total.span->period;
}

bool is_zero(const Ratio& ratio) { return ratio.num == 0; }

Cell quantity(const Ratio& amount, Unit unit) { return Quantity{amount, unit, {}}; }

Listing reasons_of(const Result& total, const std::vector<Result>& results) {
  const Both all = both_of(total);
  const Ratio middle = mean(all.now, all.before);
  const Unit unit = total.value.unit;
  Ratio rest = difference(all.now, all.before);  // that no segment has been found to move
  Listing list;
  list.name = "why";
  list.title = "What moved it: the segments' own figures, and how many belong to each";
  for (const Result& result : results) {
    if (!belongs_to(result, total)) continue;
    const Both own = both_of(result);
    const Ratio share_now = reduced(own.n_now, all.n_now);
    const Ratio share_before = reduced(own.n_before, all.n_before);
    const Ratio step = difference(share_now, share_before);
    const Ratio together = difference(difference(product(own.sum_now, {1, all.n_now}),
                                                 product(own.sum_before, {1, all.n_before})),
                                      product(step, middle));
    const Ratio mix = product(step, difference(mean(own.now, own.before), middle));
    const Ratio rate = difference(together, mix);
    rest = difference(rest, together);
    std::vector<Cell> cells;
    for (const auto& [column, text] : result.segment) {
      if (list.rows.empty()) list.columns.push_back(column);
      cells.emplace_back(text.empty() ? "(blank)" : text);
    }
    cells.emplace_back(quantity(share_before, Unit::share));
    cells.emplace_back(quantity(share_now, Unit::share));
    cells.emplace_back(own.n_before > 0 ? result.change->before : Quantity{std::nullopt, unit, {}});
    cells.emplace_back(own.n_now > 0 ? result.value : Quantity{std::nullopt, unit, {}});
    cells.emplace_back(quantity(rate, unit));
    cells.emplace_back(quantity(mix, unit));
    cells.emplace_back(quantity(together, unit));
    list.rows.push_back(std::move(cells));
  }
  if (!is_zero(rest)) {
    usage_error("--why",
                "the segments are no parts of the whole, as where a customer counts in several of "
                "them, so they do not add up to the change");
  }
  for (const char* name :
       {"part_before", "part_now", "before", "now", "by_rate", "by_mix", "together"}) {
    list.columns.emplace_back(name);
  }
  const std::size_t together = list.columns.size() - 1;
  const auto size = [&](const std::vector<Cell>& row) {
    return std::abs(std::get<Quantity>(row[together]).amount->to_double());
  };
  std::stable_sort(list.rows.begin(), list.rows.end(),
                   [&](const auto& a, const auto& b) { return size(a) > size(b); });
  return list;
}

}  // namespace

void tell_why(std::vector<Result>& results) {
  for (Result& total : results) {
    if (!total.segment.empty() || !total.change || !total.change->difference.amount) continue;
    if (!total.sample || !total.change->sample_before) {
      usage_error("--why",
                  "tells rates and mix apart in a share or a mean; this figure is a sum "
                  "or a ratio of sums, whose segments --compare shows as they are");
    }
    total.lists.push_back(reasons_of(total, results));
  }
}

}  // namespace csm
