#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/block.hpp"
#include "io/json_columns.hpp"
#include "io/json_form.hpp"
#include "io/json_stops.hpp"

namespace csm {

/// Reads objects of JSON as rows of a block, for one thread.
///
/// The exact way is that of simdjson: it validates the object and walks over its members. What
/// forms they have is kept, and an object of a kept form is read without it; the rows, damages and
/// places are the same. All texts stand in a buffer that ends as JsonForm asks for.
class JsonRecords {
 public:
  /// `in_lines` where no LF stands in a record.
  explicit JsonRecords(const JsonColumns& columns, bool in_lines = false);
  ~JsonRecords();

  /// The buffer in which the next texts stand, and its stops, which may go on behind it: those of a
  /// piece that begins as it does.
  void begin(std::string_view buffer, const JsonStops& stops);
  /// The same, having found the stops.
  void begin(std::string_view buffer);

  /// Whether a text is one value of JSON, in UTF-8.
  bool is_valid(std::string_view text);
  /// What is wrong with a text that is not, and where in it.
  static std::string fault_of(std::string_view text, std::size_t& at);

  /// The byte behind the object that begins there, if it has a kept form and is valid; else
  /// nothing. To be asked from the front to the back of the buffer.
  const char* match(const char* at);
  /// Adds the rows of the lines that begin there, as long as each is such an object and nothing but
  /// blanks; returns the first that is not, or a byte behind the buffer.
  const char* add_lines(const char* line, Block& block);
  /// The first LF from there on, or the end of the buffer. For bytes that `match` may be asked for.
  const char* line_end(const char* at);
  /// Adds the row of the object that was matched last.
  void add_match(Block& block);
  /// Adds the row of a valid object, or its damage: a member that is given twice, an object in
  /// place of a value, no column at all. Keeps its form. LateColumn where it has a path that counts
  /// and the header lacks.
  void add(std::string_view object, Block& block);
  /// Adds the paths of a valid object to columns. Keeps its form.
  void find_columns(std::string_view object, JsonColumns& columns);

  /// How many members of a valid object are called as columns of a row are.
  std::size_t count_members(std::string_view object, const std::set<std::string>& row_keys);
  /// A valid text of JSON, its escapes resolved.
  std::string unescaped(std::string_view quoted);

 private:
  struct Parsers;
  /// A form, and where a row's cells are among its values.
  struct Known {
    JsonForm form;
    std::vector<std::size_t> value_of_slot;
  };

  Parsers& parsers();
  const char* match_line(const char* at);
  void keep(std::string_view object);
  void add_row(const char* begin, bool may_have_escapes,
               const std::vector<std::size_t>& value_of_slot, Block& block);
  bool is_utf8(std::string_view text);

  const JsonColumns& columns_;
  std::unique_ptr<Parsers> parsers_;  ///< once they are needed
  std::vector<Known> known_;
  std::size_t likely_ = 0;  ///< of the known forms: that of the record before
  std::size_t oldest_ = 0;
  std::vector<std::string_view> values_;  ///< of the record in hand, as they stand
  std::vector<std::string_view> cells_;   ///< of its values, and room for those of any known form
  std::vector<std::size_t> value_of_slot_;
  const char* matched_ = nullptr;
  bool has_escapes_ = false;  ///< in what was matched
  std::string_view buffer_;
  JsonStops own_stops_;
  const JsonStops* stops_ = nullptr;  ///< of the buffer; nothing where it is too large to have any
  JsonStopsAhead ahead_;
  const char* utf8_to_ = nullptr;  ///< the buffer is UTF-8 up to there
};

}  // namespace csm
