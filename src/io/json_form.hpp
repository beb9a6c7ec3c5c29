#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace csm {

/// A value in a record's text that is no object.
struct JsonValue {
  const char* begin = nullptr;  ///< its first byte; of a text the opening quote
  const char* end = nullptr;    ///< behind its last byte
  bool has_escapes = false;     ///< of a text: it reads otherwise than it stands

  std::string_view text() const { return {begin, static_cast<std::size_t>(end - begin)}; }
};

/// What is to stand behind a text that a form is compared with: a LF, and bytes that may be read.
inline constexpr std::size_t json_slack = 64;
/// Writes it.
void close_json_text(char* end);

/// The form of an object: the bytes between its values, names and brackets included.
///
/// Records of one file mostly have one form, or a few. Text that has the form of a valid object,
/// with valid values, is a valid object itself, with the same names at the same places: so a parser
/// need not look at it again. Nothing else is said of text that has another form.
class JsonForm {
 public:
  /// Of a valid object and its values in order, those of objects inside it among them.
  JsonForm(std::string_view object, std::span<const JsonValue> values);

  /// Compares what begins at `text` and finds its values, as many as the form has; returns the byte
  /// behind the object, or nothing where it is of another form or a value is not valid. Text that
  /// is not ASCII remains to be checked for being UTF-8: `is_ascii` is false where there may be
  /// some.
  const char* match(const char* text, JsonValue* values, bool& is_ascii) const;

  std::size_t values() const { return values_; }

  /// Up to 32 bytes that are to be equal.
  struct Step {
    std::array<char, 32> bytes{};
    std::uint32_t ignored = 0;  ///< a bit for every byte behind the last one that counts
    std::uint32_t size = 0;
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
  const char* (*match)(std::span<const JsonForm::Step> steps, const char* text, JsonValue* values,
                       bool& is_ascii);
};

/// Those that this processor can run, the fastest first.
const std::vector<JsonMatcher>& json_matchers();

}  // namespace csm
