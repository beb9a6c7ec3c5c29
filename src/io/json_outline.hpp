#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "io/byte_source.hpp"
#include "io/json_document.hpp"

namespace csm {

/// What the object at the beginning of a file is.
struct JsonOutline {
  bool is_object = false;  ///< valid as far as it goes; else it ends where that fails
  std::uint64_t begin = 0;
  std::uint64_t end = 0;         ///< behind it
  std::optional<JsonRows> rows;  ///< where nothing follows it: the rows of the document
  std::string further_pages;     ///< of a list within it: see JsonPages
};

/// Goes over the object that lies behind blanks at `content`, without holding more of it than one
/// member, or one element of a member that is an array.
///
/// The rows are those of the one array of objects in it, unless the object itself has more of a
/// row's names than the array's first element; then it is the one row, as where it has no array.
/// Error{refused} where there are two such arrays.
JsonOutline outline_json(ByteSource& bytes, std::uint64_t content, std::size_t block_size,
                         const std::set<std::string>& row_keys);

/// Whether the file has an object a line: some line that begins the text, or the one behind it, is
/// an object by itself.
bool is_in_lines(ByteSource& bytes, const JsonOutline& outline);

}  // namespace csm
