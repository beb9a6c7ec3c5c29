#pragma once

#include <memory>
#include <vector>

#include "csm/question.hpp"
#include "csm/segments.hpp"
#include "io/source_pass.hpp"
#include "io/table.hpp"

namespace csm {

/// A table that is bound and read once more after the figures are known, its rows called by what
/// stands in their columns. What it was bound to before is forgotten.
///
/// Errors  as those of `bind_table` and of finding the forms of its columns
class TableAnew {
 public:
  /// `rows` may be null: rows are not called by anything. Everything lives as long as this.
  TableAnew(const Question& question, const std::shared_ptr<Segments>& rows, OpenTable& table,
            const Reading& reading, const PassRules& rules);

  /// All rows of all sources.
  RowCounts pass(Computation& computation, std::vector<std::string>* bad = nullptr);
  /// Only rows of one customer from now on. Error{usage} where no file says who that is.
  void keep_customer(const std::string& id);

 private:
  OpenTable& table_;
  PassRules rules_;
  std::shared_ptr<Segments> rows_;
  std::vector<Role> roles_;
  std::vector<Condition> conditions_;
};

}  // namespace csm
