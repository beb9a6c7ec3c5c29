#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "csm/computation.hpp"
#include "csm/run.hpp"
#include "io/id_watch.hpp"
#include "io/rejects.hpp"
#include "io/row_sieve.hpp"
#include "io/table.hpp"

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

/// How the rows of a pass are to be taken.
struct PassRules {
  const Reading* reading;
  std::optional<Currency> currency;
  bool forms_are_settled = false;  ///< of dates and numbers: they are known from the whole file
  Rejects* rejects = nullptr;      ///< that takes the bad rows; null: nobody does
  bool watches_customers = false;  ///< for ids of customers that are alike
  bool is_last = false;            ///< no pass over these sources comes after this one
};

/// Reads a source from its first record to its last, on as many threads as `Reading` says and the
/// file is worth, each with a fork of the computation.
///
/// Errors  those of the scanner; Error{refused} for the first bad row where reading is strict;
///         OtherForm where the pass is to begin anew. Of several, the one that comes first in
///         the file, whatever the threads
Findings pass_over(OpenSource& source, const PassRules& rules, Computation& computation);

/// The days of the first block that tells any and of records close to the end, to guess a period
/// by: exports are often in the order of days, up or down.
Days days_at_ends(OpenSource& source, const PassRules& rules);

}  // namespace csm
