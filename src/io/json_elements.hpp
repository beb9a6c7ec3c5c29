#pragma once

#include <cstdint>
#include <string_view>

#include "io/json_records.hpp"

namespace csm {

/// Finds the elements of an array, one after another, in text that comes piece by piece.
class JsonElements {
 public:
  enum class Where {
    whole_array,   ///< the text is the array, and nothing follows it
    inside,        ///< something may follow it, and is not looked at
    whole_object,  ///< the text is one record itself
  };

  enum class Found {
    match,    ///< an object that the records have matched
    value,    ///< another value, of which nothing is known yet
    end,      ///< no further one
    starved,  ///< the text ends first, and the file has more
    no_json,
  };

  explicit JsonElements(Where where) : where_(where) {}

  /// The next element of a text in the records' buffer, from `at` on, which then is behind it. A
  /// starved one changes nothing and may be asked for again.
  Found next(std::string_view text, bool is_final, JsonRecords& records, std::size_t& at,
             std::string_view& element);

 private:
  enum class Expects { opening, first, element, comma, nothing };

  Found find(std::string_view text, bool is_final, JsonRecords& records, std::size_t& at,
             std::string_view& element);
  Found take(std::string_view text, bool is_final, JsonRecords& records, std::size_t& at,
             std::string_view& element);

  Where where_;
  Expects expects_ = Expects::opening;
};

/// How long the value is that begins a text, going by quotes and brackets alone; npos where the
/// text does not end it. What it is remains to be checked.
std::size_t json_value_size(std::string_view text, bool is_final);

/// Whether a text that `json_value_size` finds no end in is wrong long before its own end, so that
/// more of it would not help. Asked of long texts only.
bool is_hopeless_json(std::string_view text);

}  // namespace csm
