#include "metrics/customer_purchases.hpp"

#include "metrics/wording.hpp"

namespace csm {

Bought& Buyer::in(Currency currency) {
  for (Bought& part : bought) {
    if (part.currency == currency) return part;
  }
  return bought.emplace_back(Bought{currency, {}, {}});
}

void Buyer::merge(const Buyer& other) {
  existed = existed || other.existed;
  for (const Bought& part : other.bought) {
    Bought& here = in(part.currency);
    here.kinds |= part.kinds;
    here.one_time.merge(part.one_time);
  }
}

CustomerPurchases::CustomerPurchases(const Question& question, const Period& period)
    : period_(period), takes_renewals_(question.has("kind")) {}

void CustomerPurchases::add(const Purchase& row, PurchaseKind kind) {
  has_rows_ = true;
  ExpansionTally& tally = tallies_[row.currency];
  if (!period_.contains(row.purchased_on)) {
    ++outside_;
    if (row.amount >= Decimal{0}) add_start(row.customer_id, row.purchased_on);
    return;
  }
  const KindCounts counts = classify(kind, takes_renewals_);
  if (counts == KindCounts::no) {
    ++(kind == PurchaseKind::renewal ? renewals_ : recurring_);
  } else if (counts == KindCounts::of_existing_customers) {
    buyers_[row.customer_id].in(row.currency).one_time.add(row.amount);
  } else {
    tally.sums[index_of(kind)].add(row.amount);
    if (row.amount < Decimal{0}) return;
    buyers_[row.customer_id].in(row.currency).kinds.set(index_of(kind));
  }
}

void CustomerPurchases::add_start(CustomerId customer, Date day) {
  if (day < period_.begin) buyers_[customer].existed = true;
}

void CustomerPurchases::merge(const CustomerPurchases& other) {
  buyers_.merge(other.buyers_);
  tallies_.merge(other.tallies_);
  has_rows_ = has_rows_ || other.has_rows_;
  outside_ += other.outside_;
  recurring_ += other.recurring_;
  renewals_ += other.renewals_;
}

Cube<Currency, ExpansionTally> CustomerPurchases::tallies(InputSummary& input) const {
  Cube<Currency, ExpansionTally> whole = tallies_;
  std::int64_t newcomers = 0;
  buyers_.for_each([&](const Buyer& buyer) {
    for (const Bought& part : buyer.bought) {
      ExpansionTally& tally = whole[part.currency];
      KindSet kinds = part.kinds;
      if (buyer.existed) {
        tally.add(PurchaseKind::one_time, part.one_time);
        kinds.set(index_of(PurchaseKind::one_time), part.one_time.purchases > 0);
      } else {
        newcomers += part.one_time.purchases + part.one_time.refunds;
      }
      tally.add_customer(kinds);
    }
  });
  input.leave_out(outside_period, outside_);
  input.leave_out("recurring", recurring_);
  input.leave_out("renewals, without --kind renewal", renewals_);
  input.leave_out("one_time of newcomers", newcomers);
  return whole;
}

}  // namespace csm
