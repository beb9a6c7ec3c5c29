#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/block.hpp"
#include "io/id_watch.hpp"
#include "io/row_sieve.hpp"

namespace csm {

/// Cells that hold the ids of several customers, where the preset knows what joins them.
struct JoinedIds {
  std::int64_t cells = 0;
  std::uint64_t offset = 0;  ///< of the first
  std::string first;         ///< "deals.csv:17:4: \"12;34\""

  void merge(const JoinedIds& other);
};

/// What a pass over rows finds besides what the metric computes from them; merging adds.
struct Findings {
  struct Bad {
    std::uint64_t offset;
    std::string description;  ///< "may.csv:17:4: started_on: ..."
  };

  RowCounts counts;
  std::int64_t bad_dates = 0;
  std::vector<Bad> first_bad;             ///< in the order of the file
  std::optional<StrayBytes> stray_bytes;  ///< of one file
  std::string first_stray;                ///< "may.csv:17:4"
  JoinedIds joined_ids;                   ///< of one file
  Days days;
  IdWatch ids;        ///< of the rows' own ids, in one file
  IdWatch customers;  ///< of customers, where they are not the rows' own ids

  /// Takes what another thread found in the same file, or a pass over the next one; but neither its
  /// ids, which may be of another kind, nor what is of one file.
  void merge(const Findings& other);
  /// Bytes in the same file, the first of them at that place.
  void keep(const StrayBytes& stray, const std::string& where);
};

}  // namespace csm
