#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace csm {

/// What is to stand behind a text that a form is compared with: a LF, and bytes that may be read.
inline constexpr std::size_t json_slack = 64;
/// Writes it.
void close_json_text(char* end);

/// The stops (io/json_stops.hpp) of a text that have not been passed.
struct JsonStopsAhead {
  const char* text = nullptr;           ///< what their offsets count from
  const std::uint32_t* next = nullptr;  ///< the first of them
  bool in_lines = false;                ///< a LF ends a record, and stands in none

  const char* place() const { return text + *next; }
  /// Passes those in front of a byte of the text.
  void pass(const char* to) {
    while (place() < to) ++next;
  }
};

/// The cell of a value as it stands: a text without its quotes, nothing for `null`.
inline std::string_view json_cell(std::string_view value) {
  if (value.front() == '"') return value.substr(1, value.size() - 2);
  return value.front() == 'n' ? value.substr(0, 0) : value;
}

/// An object that has a form.
struct JsonMatch {
  const char* end = nullptr;  ///< behind it
  bool has_escapes = false;   ///< in some text value, which reads otherwise than it stands
};

/// The form of an object: the bytes between its values, names and brackets included.
///
/// Records of one file mostly have one form, or a few. Text that has the form of a valid object,
/// with valid values, is a valid object itself, with the same names at the same places: so a parser
/// need not look at it again. Nothing else is said of text that has another form.
///
/// As stops are known, no byte of a text value is looked at but where it ends or escapes something.
class JsonForm {
 public:
  /// Of a valid object and its values in order as they stand, those of objects inside it among
  /// them.
  JsonForm(std::string_view object, std::span<const std::string_view> values);

  /// Compares what begins at `at` and finds the cells of its values, as many as the form has;
  /// passes the stops in it. Where it is of another form or a value is not valid, none is passed
  /// and the match ends nowhere. What is not ASCII remains to be checked for being UTF-8.
  JsonMatch match(const char* at, JsonStopsAhead& ahead, std::string_view* cells) const;

  std::size_t values() const { return values_; }

  /// Up to 16 bytes that are to be equal.
  struct alignas(16) Step {
    std::array<std::uint8_t, 16> bytes{};
    std::array<std::uint8_t, 16> counts{};  ///< all bits of those
    std::uint32_t size = 0;
    std::uint32_t stops = 0;  ///< among them
    bool value_follows = false;
  };

 private:
  void add(std::string_view between, bool value_follows);

  std::vector<Step> steps_;
  std::size_t values_ = 0;
};

/// One implementation of the comparison, for a kind of processor.
struct JsonMatcher {
  std::string_view name;  ///< "avx2"
  JsonMatch (*match)(std::span<const JsonForm::Step> steps, const char* at, JsonStopsAhead& ahead,
                     std::string_view* cells);
};

/// Those that this processor can run, the fastest first.
const std::vector<JsonMatcher>& json_matchers();

}  // namespace csm
