#include "fuzz/fuzz.hpp"
#include "support/slow_csv.hpp"

namespace csm::fuzz {

/// The first three bytes say how to read: the block size; the delimiter, and whether off a pipe;
/// the projected columns, a bit each. The rest is the text.
void try_csv(std::string_view input) {
  test::CsvWay way;
  way.block_size = std::size_t{1} + take_byte(input);
  constexpr std::string_view delimiters(",;\t| \0", 6);
  const std::uint8_t kind = take_byte(input);
  way.delimiter = delimiters[kind % delimiters.size()];
  way.pipe_step = kind / delimiters.size() % 4;
  const std::uint8_t columns = take_byte(input);
  for (std::size_t i = 0; i < 8; ++i) {
    if ((columns >> i & 1U) != 0) way.columns.push_back(i);
  }
  const test::CsvReading wanted = test::slow_csv(input, way);
  const test::CsvReading found = test::CsvReader(way).read(input);
  if (found != wanted) report("read otherwise: " + test::difference(found, wanted));
}

}  // namespace csm::fuzz
