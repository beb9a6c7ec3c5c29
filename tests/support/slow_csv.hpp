#pragma once

#include <string_view>

#include "support/csv_reading.hpp"

namespace csm::test {

/// A delimited text read one character and one state after the other, all at once: what the engine
/// must tell of it, whatever its blocks. Shares nothing with the engine but how the reading is
/// written down. Of the way only the delimiter and the projection count.
CsvReading slow_csv(std::string_view text, const CsvWay& way);

}  // namespace csm::test
