#pragma once

#include <memory>
#include <vector>

#include "csm/computation.hpp"

namespace csm {

/// A question with its rule and, from the same rows, with all other rules of its metric: their
/// results stand in the report's explanation.
///
/// Cost     a computation a rule
/// Merging  rule by rule
class AllRules : public Computation {
 public:
  AllRules(const Question& question, const Period& period);

  std::unique_ptr<Computation> fork() const override;
  void add(const Rows& rows) override;
  void merge(Computation& other) override;
  void finish(const Span& span, Report& report) override;

 private:
  Question question_;
  Period period_;
  std::vector<std::pair<const Rule*, std::unique_ptr<Computation>>> by_rule_;  ///< the asked first
};

}  // namespace csm
