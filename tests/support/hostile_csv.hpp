#pragma once

#include <cstdint>
#include <string>

#include "support/csv_reading.hpp"

namespace csm::test {

/// A delimited text that is out to confuse, and a way to read it.
struct HostileCsv {
  std::string text;
  CsvWay way;
};

/// By its number, the same on every machine. About half are regular enough that most of their
/// chunks are indexed; the others hold stray and open quotes, lone CRs, ragged rows, blank lines,
/// cells that look like rows, byte order marks and bytes that were struck, doubled or exchanged
/// afterwards. Blocks are of one byte up to a few thousand, so that they are cut within all of it.
HostileCsv hostile_csv(std::uint64_t number);

}  // namespace csm::test
