#include <fmt/format.h>

#include "csm/metrics/health.hpp"
#include "metrics/health_model.hpp"
#include "metrics/survey.hpp"
#include "metrics/wording.hpp"

namespace csm {
namespace {

std::string number(std::int64_t n) { return to_text(Quantity::count(n)); }

Quantity score(Ratio amount) { return {amount, Unit::score, {}}; }

Quantity mean_of(const HealthTally& t) {
  if (t.scored() == 0) return {std::nullopt, Unit::score, {}};
  Int128 sum = 0;
  for (const auto& [decimal, n] : t.scores) {
    sum = checked_add(sum, checked_multiply(decimal.atoms(), n));
  }
  return score(reduced(sum, checked_multiply(Decimal::unit, t.scored())));
}

/// The score at a place of all in order, from 0.
Decimal score_at(const HealthTally& t, std::int64_t place) {
  for (const auto& [decimal, n] : t.scores) {
    if (place < n) return decimal;
    place -= n;
  }
  return {};
}

/// The mean of the middle two, which are one where the number is odd.
Quantity median_of(const HealthTally& t) {
  if (t.scored() == 0) return {std::nullopt, Unit::score, {}};
  const Decimal sum = score_at(t, (t.scored() - 1) / 2) + score_at(t, t.scored() / 2);
  return score(reduced(sum.atoms(), 2 * Decimal::unit));
}

Quantity money(Int128 atoms, Currency currency) {
  return {Decimal::of_atoms(atoms).ratio(), Unit::money, currency};
}

Breakdown mrr_by_band(const HealthTally& t) {
  const bool has_several = std::distance(t.mrr.begin(), t.mrr.end()) > 1;
  Breakdown breakdown;
  for (const auto& [currency, mrr] : t.mrr) {
    const std::string code =
        !has_several ? "" : (currency.is_known() ? std::string(currency.code()) : "unknown") + " ";
    for (std::size_t band = 0; band < health_band_names.size(); ++band) {
      breakdown.emplace_back(code + std::string(health_band_names[band]),
                             money(mrr.by_band[band], currency));
    }
  }
  return breakdown;
}

Table table_of_bands(const HealthTally& t, const HealthBounds& bounds) {
  const Breakdown bands = {
      {fmt::format("red (below {})", plain(bounds.yellow_from)), Quantity::count(t.by_band[0])},
      {fmt::format("yellow (below {})", plain(bounds.green_from)), Quantity::count(t.by_band[1])},
      {fmt::format("green (from {})", plain(bounds.green_from)), Quantity::count(t.by_band[2])}};
  return table_of_shares(bands, t.scored());
}

void tell_mrr(const HealthTally& t, std::vector<Paragraph>& story) {
  for (const auto& [currency, mrr] : t.mrr) {
    story.emplace_back(currency.is_known() ? fmt::format("their MRR in {}:", currency.code())
                                           : "their MRR, in no stated currency:");
    Table table;
    std::size_t width = 0;
    for (std::size_t band = 0; band < health_band_names.size(); ++band) {
      const Int128 part = mrr.by_band[band];
      table.push_back({std::string(health_band_names[band]), to_number(money(part, currency)),
                       mrr.total() == 0 ? "" : to_text(Quantity::share(part, mrr.total()))});
      width = std::max(width, table.back().remark.size());
    }
    for (TableRow& row : table) row.remark.insert(0, width - row.remark.size(), ' ');
    story.emplace_back(table);
  }
  const std::int64_t without = t.customers() - t.with_mrr;
  if (t.with_mrr > 0 && without > 0) {
    story.emplace_back(with_noun(without, "customer") + " without an MRR");
  }
}

void tell(const HealthTally& t, const HealthBounds& bounds, bool has_days, Result& result) {
  if (t.scored() > 0) {
    result.story.emplace_back(fmt::format("mean of {}, median {}",
                                          with_noun(t.scored(), "customer"),
                                          to_text(result.fact("median"))));
    result.story.emplace_back(table_of_bands(t, bounds));
  }
  if (t.insufficient() > 0) {
    result.story.emplace_back(with_noun(t.insufficient(), "customer") +
                              " with too little data for a score");
  }
  if (has_days && t.scored() > 0) {
    result.story.emplace_back(
        t.compared == 0
            ? "nobody has a score at an earlier snapshot too"
            : fmt::format("of {} with a score at the earlier snapshot too, {} rose to a better "
                          "band, {} fell to a worse one",
                          number(t.compared), number(t.improved), number(t.worsened)));
  }
  tell_mrr(t, result.story);
}

}  // namespace

void HealthMrr::merge(const HealthMrr& other) {
  for (std::size_t i = 0; i < by_band.size(); ++i) {
    by_band[i] = checked_add(by_band[i], other.by_band[i]);
  }
}

Int128 HealthMrr::total() const {
  Int128 total = 0;
  for (const Int128 part : by_band) total = checked_add(total, part);
  return total;
}

void HealthTally::add(const HealthFact& fact, std::int64_t n) {
  if (n == 0) return;
  by_band[static_cast<std::size_t>(fact.band)] += n;
  if (fact.mrr) {
    HealthMrr& sums = mrr[fact.mrr->currency];
    Int128& sum = sums.by_band[static_cast<std::size_t>(fact.band)];
    sum = checked_add(sum, checked_multiply(fact.mrr->amount.atoms(), n));
    with_mrr += n;
  }
  if (fact.band == HealthBand::insufficient) return;
  scores[fact.score] += n;
  if (!fact.earlier || *fact.earlier == HealthBand::insufficient) return;
  compared += n;
  improved += fact.band > *fact.earlier ? n : 0;
  worsened += fact.band < *fact.earlier ? n : 0;
}

void HealthTally::merge(const HealthTally& other) {
  for (const auto& [score, n] : other.scores) scores[score] += n;
  for (std::size_t i = 0; i < by_band.size(); ++i) by_band[i] += other.by_band[i];
  mrr.merge(other.mrr);
  with_mrr += other.with_mrr;
  improved += other.improved;
  worsened += other.worsened;
  compared += other.compared;
}

Result finish(const HealthTally& t, const HealthBounds& bounds, bool has_days) {
  Result result;
  result.value = mean_of(t);
  result.interval_reason = "every customer with a score is in the mean: a census, not a sample";
  if (!result.value.amount) {
    result.reason = t.customers() == 0 ? "no customer has a row that counts"
                                       : fmt::format("none of {} has a score",
                                                     with_noun(t.customers(), "customer"));
    result.interval_reason = result.reason;
  }
  Breakdown bands;
  for (std::size_t band = 0; band < 3; ++band) {
    bands.emplace_back(health_band_names[band], Quantity::count(t.by_band[band]));
  }
  const auto moved = [&](std::int64_t n) {
    return has_days ? Quantity::count(n) : Quantity{std::nullopt, Unit::count, {}};
  };
  result.facts = {{"mean", result.value},
                  {"median", median_of(t)},
                  {"customers", Quantity::count(t.customers())},
                  {"scored", Quantity::count(t.scored())},
                  {"insufficient", Quantity::count(t.insufficient())},
                  {"bands", bands},
                  {"mrr_by_band", mrr_by_band(t)},
                  {"improved", moved(t.improved)},
                  {"worsened", moved(t.worsened)},
                  {"compared", moved(t.compared)}};
  tell(t, bounds, has_days, result);
  return result;
}

}  // namespace csm
