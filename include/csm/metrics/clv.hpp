#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "csm/decimal.hpp"
#include "csm/result.hpp"

namespace csm {

/// What one customer was over a period, in one currency.
struct PurchaseFact {
  bool is_customer = false;    ///< there on a day of the period
  std::int64_t days = 0;       ///< of the period, from its first purchase or start to its end
  std::int64_t purchases = 0;  ///< of the period: amounts of 0 or more
  Int128 revenue = 0;          ///< of the period, less refunds, in atoms of `Decimal`
  Int128 refunds = 0;          ///< of the period, as a positive amount
  std::optional<std::int64_t> bought_for;  ///< days from its first purchase to its last, ever
};

/// Customers and their purchases in one currency; merging adds.
struct PurchaseTally {
  std::int64_t customers = 0;
  std::int64_t days = 0;  ///< of customers in the period
  std::int64_t purchases = 0;
  Int128 revenue = 0;
  Int128 refunds = 0;
  std::int64_t buyers = 0;       ///< of the customers, those who ever bought
  std::int64_t bought_days = 0;  ///< from their first purchases to their last

  /// n customers of one fact, all amounts theirs each.
  void add(const PurchaseFact& fact, std::int64_t n = 1);
  void merge(const PurchaseTally& other);
  friend bool operator==(const PurchaseTally&, const PurchaseTally&) = default;
};

/// What one customer pays at the end of a period, and in how many of the months before it was
/// there, in one currency.
struct SubscriberFact {
  Int128 annual = 0;         ///< MRR at the end, as an annual amount (records/amount.hpp)
  std::int64_t exposed = 0;  ///< months with the customer at their start
  std::int64_t lost = 0;     ///< of them, months without it at their end
};

/// What customers pay at the end of a period, and how many left in the months before, in one
/// currency; merging adds.
struct SubscriptionTally {
  Int128 annual = 0;           ///< MRR at the end, as an annual amount
  std::int64_t customers = 0;  ///< who pay it
  std::int64_t lost = 0;       ///< sum over the months of those there at the start, not at the end
  std::int64_t exposed = 0;    ///< sum over the months of those there at the start

  /// n customers of one fact, the amount theirs each.
  void add(const SubscriberFact& fact, std::int64_t n = 1);
  void merge(const SubscriptionTally& other);
  friend bool operator==(const SubscriptionTally&, const SubscriptionTally&) = default;
};

/// Where a lifespan is from.
enum class LifespanMethod : std::uint8_t {
  given,
  kaplan_meier,            ///< mean lifetime, up to the longest time observed
  first_to_last_purchase,  ///< too short: customers go on buying
};

/// How long customers stay.
struct Lifespan {
  std::optional<Ratio> months;
  LifespanMethod method = LifespanMethod::given;
  std::string reason;  ///< why there is none
};

/// What a lifetime value is multiplied by and compared with.
struct ValueTerms {
  std::optional<Ratio> margin;  ///< 0..1
  std::optional<Decimal> acquisition_cost;
  std::optional<Ratio> retention_cost;  ///< money a customer
};

/// Customer lifetime value: what a customer brings in over its time.
///
/// Formula  revenue / purchases x purchases / customer-months x lifespan in months [x margin];
///          a customer's months are its days in the period x 12/365
/// Unit     money of one currency; negative where refunds exceed what was bought
/// Empty    no purchases, no customer-months or no lifespan: absent, with the reason; a lifespan
///          from first to last purchase is none where nobody bought on two days
/// Errors   Error{failed} where a sum or the value takes more than 38 digits
/// Cost     O(1) a tally; 23 bytes a customer before, 60 where rows tell of services
/// Merging  counts and sums add once every customer is whole; currencies are never merged
/// Source   HubSpot, "How to Calculate Customer Lifetime Value" (purchase value x frequency x
///          lifespan)
/// Example  PurchaseTally t; t.customers = 1; t.days = 365; t.purchases = 36;
///          t.revenue = Decimal{1800}.atoms();
///          finish(t, {Ratio{24, 1}}, {}, Currency{}).value is 3,600.00: 50 x 3 x 24
Result finish(const PurchaseTally& tally, const Lifespan& lifespan, const ValueTerms& terms,
              Currency currency);

/// The factors of a lifetime value, where they are known without a file.
struct ValueFactors {
  Ratio purchase_value;
  Ratio frequency;  ///< purchases a month
  Ratio lifespan;   ///< months
};
Result finish(const ValueFactors& factors, const ValueTerms& terms, Currency currency);

/// The same of subscriptions.
///
/// Formula  (MRR at the end / paying customers) / (lost / exposed) [x margin]
/// Empty    nobody pays, nobody was there to leave, or nobody left: absent, with the reason
/// Source   D. Skok, "SaaS Metrics 2.0" (forentrepreneurs.com): ARPA / customer churn rate
/// Example  SubscriptionTally t; t.annual = annual_of_month(Decimal{100}); t.customers = 1;
///          t.lost = 5; t.exposed = 100; finish(t, {}, Currency{}).value is 2,000.00
Result finish(const SubscriptionTally& tally, const ValueTerms& terms, Currency currency);

struct Metric;
extern const Metric clv_metric;

}  // namespace csm
