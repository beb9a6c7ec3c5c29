#pragma once

#include <array>
#include <string>
#include <string_view>

#include "csm/inspection.hpp"
#include "csm/records/rows.hpp"
#include "io/id_sample.hpp"

namespace csm {

/// Finds customers with two rows of service that hold at the same time, in bounded memory.
///
/// Of a customer the first eight rows are kept to compare further ones with, and of many customers
/// a sample (io/id_sample.hpp).
class OverlappingRows {
 public:
  /// Takes the rows of a block; those that are no service tell nothing.
  void add(const Rows& rows);
  /// The customers found; of the example that with the smallest hash.
  Counted found() const;

 private:
  struct Term {
    Date start;
    Date end;
  };
  struct Customer {
    std::string id;
    std::array<Term, 8> terms{};
    std::size_t count = 0;
    bool overlaps = false;
  };

  void add(std::string_view id, const Term& term);

  IdSample<Customer> customers_;
};

}  // namespace csm
