#include "io/json_form.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "io/json_form.cpp"
// Names are short: larger vectors would gain nothing.
#define HWY_DISABLED_TARGETS (HWY_AVX3_DL | HWY_AVX3 | HWY_SSE4 | HWY_SSSE3)
#include <hwy/foreach_target.h>
// The targets' code comes after the header that names the target.
#include <hwy/highway.h>

#include "io/json_stops.hpp"
#include "io/processor.hpp"

#ifndef CSM_JSON_FORM_VALUES
#define CSM_JSON_FORM_VALUES

#include <algorithm>
#include <cstring>

namespace csm {

HWY_INLINE bool is_json_digit(char c) { return c >= '0' && c <= '9'; }

HWY_INLINE const char* behind_digits(const char* at) {
  if (!is_json_digit(*at)) return nullptr;
  while (is_json_digit(*at)) ++at;
  return at;
}

HWY_INLINE const char* behind_number(const char* at) {
  if (*at == '-') ++at;
  if (*at == '0') {
    ++at;
  } else if ((at = behind_digits(at)) == nullptr) {
    return nullptr;
  }
  if (*at == '.' && (at = behind_digits(at + 1)) == nullptr) return nullptr;
  if (*at != 'e' && *at != 'E') return at;
  ++at;
  if (*at == '+' || *at == '-') ++at;
  return behind_digits(at);
}

HWY_INLINE const char* behind_word(const char* at, std::string_view word) {
  return std::memcmp(at, word.data(), word.size()) == 0 ? at + word.size() : nullptr;
}

/// The number of four hex digits; none above 0xffff.
inline std::uint32_t hex_unit(const char* at) {
  std::uint32_t unit = 0;
  for (int i = 0; i < 4; ++i) {
    const char lower = static_cast<char>(at[i] | 0x20);
    if (!is_json_digit(at[i]) && (lower < 'a' || lower > 'f')) return 0x10000;
    unit = unit * 16 +
           static_cast<std::uint32_t>(is_json_digit(at[i]) ? at[i] - '0' : lower - 'a' + 10);
  }
  return unit;
}

/// Behind the escape whose backslash stands there. Halves of surrogates only in pairs.
inline const char* behind_escape(const char* at) {
  if (at[1] != 'u') {
    constexpr std::string_view simple = "\"\\/bfnrt";
    return simple.find(at[1]) != std::string_view::npos ? at + 2 : nullptr;
  }
  const std::uint32_t unit = hex_unit(at + 2);
  if (unit > 0xffff) return nullptr;
  if (unit < 0xd800 || unit > 0xdfff) return at + 6;
  if (unit > 0xdbff || at[6] != '\\' || at[7] != 'u') return nullptr;
  const std::uint32_t low = hex_unit(at + 8);
  return low >= 0xdc00 && low <= 0xdfff ? at + 12 : nullptr;
}

/// Behind the text value whose opening quote stands there, the next stop; nothing where it is none.
HWY_INLINE const char* behind_text(const char* text, const std::uint32_t*& stop,
                                   bool& has_escapes) {
  ++stop;
  for (;; has_escapes = true) {
    const char* const at = text + *stop;
    ++stop;
    if (*at == '"') return at + 1;
    if (*at != '\\') return nullptr;
    const char* const behind = behind_escape(at);
    if (behind == nullptr) return nullptr;
    while (text + *stop < behind) ++stop;
  }
}

/// Behind the value that begins there and has no stop in it; nothing where there is none.
inline const char* behind_bare_value(const char* at) {
  switch (*at) {
    case 't':
      return behind_word(at, "true");
    case 'f':
      return behind_word(at, "false");
    case 'n':
      return behind_word(at, "null");
    default:
      return behind_number(at);
  }
}

/// Goes over an array, the objects in it included.
class ArrayCursor {
 public:
  ArrayCursor(const char* at, const std::uint32_t* stop, const JsonStopsAhead& ahead)
      : at_(at), stop_(stop), text_(ahead.text), in_lines_(ahead.in_lines) {}

  /// Passes the array or object that opens there; false where there is no valid one.
  bool pass_container(int depth = 0) {
    constexpr int deepest = 32;
    const bool is_object = *at_ == '{';
    const char close = is_object ? '}' : ']';
    if (depth == deepest) return false;
    pass_byte();
    if (*at_ == close) return ++at_, true;
    for (;;) {
      if (is_object && !(*at_ == '"' && pass_text() && *at_ == ':')) return false;
      if (is_object) pass_byte();
      if (!pass_value(depth)) return false;
      pass_blanks();
      if (*at_ == close) return ++at_, true;
      if (*at_ != ',') return false;
      pass_byte();
    }
  }

  const char* at() const { return at_; }
  const std::uint32_t* stop() const { return stop_; }

 private:
  bool pass_value(int depth) {
    if (*at_ == '[' || *at_ == '{') return pass_container(depth + 1);
    bool has_escapes = false;
    at_ = *at_ == '"' ? behind_text(text_, stop_, has_escapes) : behind_bare_value(at_);
    return at_ != nullptr;
  }
  /// A name, and what blanks follow it.
  bool pass_text() {
    bool has_escapes = false;
    at_ = behind_text(text_, stop_, has_escapes);
    if (at_ != nullptr) pass_blanks();
    return at_ != nullptr;
  }
  void pass_byte() {
    ++at_;
    pass_blanks();
  }
  void pass_blanks() {
    for (; *at_ == ' ' || *at_ == '\t' || *at_ == '\r' || (*at_ == '\n' && !in_lines_); ++at_) {
      if (is_json_stop(*at_)) ++stop_;
    }
  }

  const char* at_;
  const std::uint32_t* stop_;
  const char* text_;
  bool in_lines_;
};

/// Behind the value that begins there and is no text; nothing where there is none.
inline const char* behind_other_value(const char* at, const std::uint32_t*& stop,
                                      const JsonStopsAhead& ahead) {
  if (*at != '[') return behind_bare_value(at);
  ArrayCursor array(at, stop, ahead);
  if (!array.pass_container()) return nullptr;
  stop = array.stop();
  return array.at();
}

}  // namespace csm
#endif

HWY_BEFORE_NAMESPACE();
namespace csm {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

HWY_INLINE bool is_equal(const JsonForm::Step& step, const char* text) {
  const hn::CappedTag<std::uint8_t, 16> tag;
  auto wrong = hn::Zero(tag);
  for (std::size_t i = 0; i < step.bytes.size(); i += hn::Lanes(tag)) {
    const auto found = hn::LoadU(tag, reinterpret_cast<const std::uint8_t*>(text) + i);
    const auto differs = hn::Xor(found, hn::Load(tag, step.bytes.data() + i));
    wrong = hn::Or(wrong, hn::And(differs, hn::Load(tag, step.counts.data() + i)));
  }
  return hn::AllTrue(tag, hn::Eq(wrong, hn::Zero(tag)));
}

HWY_ATTR JsonMatch match_steps(std::span<const JsonForm::Step> steps, const char* at,
                               JsonStopsAhead& ahead, std::string_view* cells) {
  const char* const text = ahead.text;
  const std::uint32_t* stop = ahead.next;
  bool has_escapes = false;
  for (const JsonForm::Step& step : steps) {
    if (!is_equal(step, at)) return {};
    at += step.size;
    stop += step.stops;
    if (!step.value_follows) continue;
    const char* const begin = at;
    if (*at == '"') {
      at = behind_text(text, stop, has_escapes);
      if (at == nullptr) return {};
      *cells++ = {begin + 1, static_cast<std::size_t>(at - begin - 2)};
      continue;
    }
    at = is_json_digit(*at) ? behind_number(at) : behind_other_value(at, stop, ahead);
    if (at == nullptr) return {};
    *cells++ = json_cell({begin, static_cast<std::size_t>(at - begin)});
  }
  ahead.next = stop;
  return {at, has_escapes};
}

}  // namespace HWY_NAMESPACE
}  // namespace csm
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace csm {

const std::vector<JsonMatcher>& json_matchers() {
  static const std::vector<JsonMatcher> all = [] {
    std::vector<JsonMatcher> found;
#if HWY_TARGETS & HWY_AVX2
    if (has_avx2()) found.push_back({"avx2", N_AVX2::match_steps});
#endif
    found.push_back({"baseline", HWY_NAMESPACE::match_steps});
    return found;
  }();
  return all;
}

void close_json_text(char* end) {
  *end = '\n';
  std::memset(end + 1, 0, json_slack - 1);
}

JsonForm::JsonForm(std::string_view object, std::span<const std::string_view> values)
    : values_(values.size()) {
  const char* from = object.data();
  for (const std::string_view value : values) {
    add({from, static_cast<std::size_t>(value.data() - from)}, true);
    from = value.data() + value.size();
  }
  add({from, static_cast<std::size_t>(object.data() + object.size() - from)}, false);
}

void JsonForm::add(std::string_view between, bool value_follows) {
  do {
    Step& step = steps_.emplace_back();
    const std::string_view bytes = between.substr(0, step.bytes.size());
    std::copy(bytes.begin(), bytes.end(), step.bytes.begin());
    std::fill_n(step.counts.begin(), bytes.size(), std::uint8_t{0xff});
    step.size = static_cast<std::uint32_t>(bytes.size());
    step.stops =
        static_cast<std::uint32_t>(std::count_if(bytes.begin(), bytes.end(), is_json_stop));
    between.remove_prefix(bytes.size());
    step.value_follows = value_follows && between.empty();
  } while (!between.empty());
}

JsonMatch JsonForm::match(const char* at, JsonStopsAhead& ahead, std::string_view* cells) const {
  static const auto fastest = json_matchers().front().match;
  return fastest(steps_, at, ahead, cells);
}

}  // namespace csm
#endif
