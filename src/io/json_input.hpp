#pragma once

#include <cstdint>

#include "io/block.hpp"
#include "io/json_columns.hpp"

namespace csm {

/// The records of a file of JSON in one of its forms: objects in lines, or in an array.
class JsonInput {
 public:
  virtual ~JsonInput() = default;

  /// Adds the columns that the records have in the order of appearance, those of the first block or
  /// those of all. The records before the first that has a column are looked at in any case. For
  /// one thread alone; `restart` comes after.
  virtual void find_columns(JsonColumns& columns, bool of_all) = 0;
  /// As Scanner has them.
  virtual bool next(Block& block) = 0;
  virtual void restart() = 0;
};

}  // namespace csm
