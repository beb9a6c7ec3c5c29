#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "csm/computation.hpp"
#include "csm/customer_map.hpp"
#include "csm/records/kept_row.hpp"
#include "csm/registry.hpp"
#include "csm/segments.hpp"

namespace csm {

/// Who or what is behind a figure, by itself: a customer, a ticket, a contract, a cost.
struct Member {
  std::size_t part = 0;           ///< in the metric's ListShape
  std::string word;               ///< what the part is called
  std::string customer;           ///< the id; empty where there is none
  Currency currency;              ///< of the result that it is in
  std::vector<Quantity> figures;  ///< of ListShape::figures, absent where a result has none
  Segments::Code row = 0;         ///< the row that stands for it
};

/// What a metric says of some rows alone.
struct Verdict {
  std::vector<Result> results;
  std::vector<Member> members;                      ///< of each result in which they play a part
  std::map<std::string, std::int64_t> not_counted;  ///< rows by the reason why they are no part
};

/// Finds the members behind a metric's figures.
///
/// The metric itself tells: it is computed from the rows of each member alone, and the first of the
/// shape's facts that is not 0 is the part that it plays. So a list cannot say another thing than
/// the figure. Where whole customers count, or a row counts for what else its customer did, all
/// rows of the customer are taken together. Of several rows of a customer the newest speaks for it
/// that alone plays the same part, else the newest.
///
/// Cost     what is read of each row, kept until the end, and a computation a member
/// Errors   Error{failed} where that is more than CustomerMemory allows
/// Merging  takes the other's rows
class Members : public Computation {
 public:
  /// `rows` are what rows are called by, of `Segments::of_rows`; null where nobody asks.
  Members(const Question& question, const Period& period, std::shared_ptr<const Segments> rows);

  std::unique_ptr<Computation> fork() const override;
  void add(const Rows& rows) override;
  void merge(Computation& other) override;
  void finish(const Span&, Report&) override {}

  /// All that play a part, in the order of the list: by part, then by `leads` of their customer
  /// where it is there, the greatest first, then by their figures.
  std::vector<Member> find(const Span& span,
                           const std::map<std::string, Quantity, std::less<>>& leads) const;

  /// Takes what only all rows of a run tell from a computation of them, where these are some.
  void learn_from(const Computation& whole) override { learned_from_ = &whole; }

  /// Whether customers are the members, and not rows of theirs.
  bool are_customers() const { return unit_ == Unit::customers; }
  /// How many rows there are.
  std::size_t rows() const;
  /// What the metric says of all rows together ...
  Verdict together(const Span& span) const;
  /// ... and of each, in the order of the file: alone, or where it counts by days beside its
  /// customer's others.
  std::vector<std::pair<Segments::Code, Verdict>> one_by_one(const Span& span) const;

 private:
  /// What is computed together.
  enum class Unit : std::uint8_t {
    customers,
    rows,
    rows_among_others,  ///< a row, by the days it counts on, beside its customer's others
  };
  struct Kept {
    CustomerList<KeptRow> rows;
    void merge(const Kept& other) { rows.insert(rows.end(), other.rows.begin(), other.rows.end()); }
  };
  using RowList = std::vector<const KeptRow*>;

  static Unit unit_of(const Question& question);
  Verdict judge(const RowList& rows, const Span& span) const;
  Verdict judge_among_others(const KeptRow& row, const RowList& all, const Span& span) const;
  std::vector<Member> members_of_customer(RowList rows, const Span& span) const;
  bool counts_by_days(const RowList& rows) const;
  RowList all_rows() const;
  void sort(std::vector<Member>& members,
            const std::map<std::string, Quantity, std::less<>>& leads) const;

  Question question_;
  Period period_;
  std::shared_ptr<const Segments> rows_;
  Unit unit_;
  std::unique_ptr<Computation> whole_;  ///< of all rows: what only they tell
  const Computation* learned_from_ = nullptr;
  CustomerMap<Kept> customers_;
  CustomerList<KeptRow> lone_;  ///< members by themselves
};

}  // namespace csm
