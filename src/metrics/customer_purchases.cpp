#include "metrics/customer_purchases.hpp"

#include "metrics/wording.hpp"

namespace csm {

namespace {

/// Whole customers of one currency, and of newcomers the rows that would count had they existed.
struct CountedBuyers {
  ExpansionTally tally;
  std::int64_t newcomers = 0;

  void add(const Bought& bought, bool existed) {
    KindSet kinds(bought.kinds);
    const KindSum one_time = bought.one_time;
    if (existed) {
      tally.add(PurchaseKind::one_time, one_time);
      kinds.set(index_of(PurchaseKind::one_time), one_time.purchases > 0);
    } else {
      newcomers += one_time.purchases + one_time.refunds;
    }
    tally.add_customer(kinds);
  }

  void merge(const CountedBuyers& other) {
    tally.merge(other.tally);
    newcomers += other.newcomers;
  }
};

}  // namespace

void Bought::merge(const Bought& other) {
  kinds = static_cast<std::uint8_t>(kinds | other.kinds);
  KindSum sum = one_time;
  sum.merge(other.one_time);
  one_time = sum;
}

CustomerPurchases::CustomerPurchases(const Question& question, const Period& period)
    : period_(period), conversion_(question, period), takes_renewals_(question.has("kind")) {}

void CustomerPurchases::add(const Purchase& row, PurchaseKind kind) {
  has_rows_ = true;
  const Currency currency = conversion_.currency(row.currency);
  ExpansionTally& tally = tallies_[currency];
  if (!period_.contains(row.purchased_on)) {
    ++outside_;
    if (row.amount >= Decimal{0}) add_start(row.customer_id, row.purchased_on);
    return;
  }
  const KindCounts counts = classify(kind, takes_renewals_);
  if (counts == KindCounts::no) {
    ++(kind == PurchaseKind::renewal ? renewals_ : recurring_);
    return;
  }
  const Decimal amount = conversion_.on_day(row.amount, row.currency, row.purchased_on);
  if (counts == KindCounts::of_existing_customers) {
    KindSum sum;
    sum.add(amount);
    buyers_[currency].row_of(row.customer_id).one_time = sum;
  } else {
    tally.sums[index_of(kind)].add(amount);
    if (row.amount < Decimal{0}) return;
    buyers_[currency].row_of(row.customer_id).kinds =
        static_cast<std::uint8_t>(1U << index_of(kind));
  }
}

void CustomerPurchases::add_start(CustomerId customer, Date day) {
  if (day < period_.begin) existed_.row_of(customer);
}

void CustomerPurchases::merge(CustomerPurchases& other) {
  buyers_.merge(other.buyers_);
  conversion_.merge(other.conversion_);
  existed_.merge(other.existed_);
  tallies_.merge(other.tallies_);
  has_rows_ = has_rows_ || other.has_rows_;
  outside_ += other.outside_;
  recurring_ += other.recurring_;
  renewals_ += other.renewals_;
}

Cube<Currency, ExpansionTally> CustomerPurchases::tallies(InputSummary& input) const {
  conversion_.check();
  Cube<Currency, ExpansionTally> whole = tallies_;
  std::int64_t newcomers = 0;
  for (const auto& [currency, buyers] : buyers_) {
    const auto counted = buyers.tally_beside<CountedBuyers>(
        existed_, [](CountedBuyers& to, const Bought& bought, const Presence* existed) {
          to.add(bought, existed != nullptr);
        });
    whole[currency].merge(counted.tally);
    newcomers += counted.newcomers;
  }
  input.leave_out(outside_period, outside_);
  input.leave_out("recurring", recurring_);
  input.leave_out("renewals, without --kind renewal", renewals_);
  input.leave_out("one_time of newcomers", newcomers);
  return whole;
}

}  // namespace csm
