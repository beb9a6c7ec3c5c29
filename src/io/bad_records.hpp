#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/row_reader.hpp"

namespace csm {

/// A record of a block that cannot be used: a row, or one that is damaged.
struct BadRecord {
  std::uint64_t offset;    ///< of the byte to point at
  std::string_view field;  ///< empty: damaged
  std::string_view fault;  ///< "is not a date"; lives as long as the block
  std::string_view cell;   ///< what the fault says it of, or empty
  bool is_of_date = false;

  bool is_damaged() const { return field.empty(); }
  /// "\"2026-02-30\" is not a date".
  std::string reason() const;
  /// "started_on: \"2026-02-30\" is not a date".
  std::string description() const;
};

/// The damaged records and the bad rows of a block in the order of the file.
std::vector<BadRecord> bad_records(const Block& block, const Binding& binding,
                                   const std::vector<BadRow>& rows);

}  // namespace csm
