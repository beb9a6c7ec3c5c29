#include "io/json_form.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "io/json_form.cpp"
// Names and values are short: vectors of more than 32 bytes would gain nothing.
#define HWY_DISABLED_TARGETS (HWY_AVX3_DL | HWY_AVX3 | HWY_SSE4 | HWY_SSSE3)
#include <hwy/foreach_target.h>
// The targets' code comes after the header that names the target.
#include <hwy/highway.h>

#include "io/processor.hpp"

#ifndef CSM_JSON_FORM_VALUES
#define CSM_JSON_FORM_VALUES

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

inline const char* behind_blanks(const char* at) {
  while (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r') ++at;
  return at;
}

}  // namespace csm
#endif

HWY_BEFORE_NAMESPACE();
namespace csm {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Bytes = hn::CappedTag<std::uint8_t, 32>;
using Vector = hn::Vec<Bytes>;

HWY_INLINE Vector load(const char* at) {
  return hn::LoadU(Bytes(), reinterpret_cast<const std::uint8_t*>(at));
}

template <class Mask>
HWY_INLINE std::uint32_t bits_of(Mask mask) {
  std::uint64_t bits = 0;
  hn::StoreMaskBits(Bytes(), mask, reinterpret_cast<std::uint8_t*>(&bits));
  return static_cast<std::uint32_t>(bits);
}

HWY_INLINE bool is_equal(const JsonForm::Step& step, const char* text) {
  std::uint32_t equal = 0;
  for (std::size_t i = 0; i < 32; i += hn::Lanes(Bytes())) {
    equal |= bits_of(hn::Eq(load(text + i), load(step.bytes.data() + i))) << i;
  }
  return (equal | step.ignored) == ~std::uint32_t{0};
}

/// Behind the text whose opening quote stands there. `seen` takes on the bits of its bytes.
HWY_INLINE const char* behind_text(const char* at, Vector& seen, bool& has_escapes) {
  const Bytes tag;
  ++at;
  for (;;) {
    const Vector bytes = load(at);
    seen = hn::Or(seen, bytes);
    const auto stops =
        hn::Or(hn::Or(hn::Eq(bytes, hn::Set(tag, '"')), hn::Eq(bytes, hn::Set(tag, '\\'))),
               hn::Lt(bytes, hn::Set(tag, 0x20)));
    const std::uint32_t bits = bits_of(stops);
    if (bits == 0) {
      at += hn::Lanes(tag);
      continue;
    }
    at += __builtin_ctz(bits);
    if (*at == '"') return at + 1;
    if (*at != '\\') return nullptr;
    has_escapes = true;
    at = behind_escape(at);
    if (at == nullptr) return nullptr;
  }
}

/// Values, which may stand inside each other.
struct Nested {
  /// Behind the value that begins there, or nothing where none does. Objects only inside an array.
  static HWY_ATTR const char* behind_value(const char* at, Vector& seen, bool& has_escapes,
                                           int depth) {
    switch (*at) {
      case '"':
        return behind_text(at, seen, has_escapes);
      case 't':
        return behind_word(at, "true");
      case 'f':
        return behind_word(at, "false");
      case 'n':
        return behind_word(at, "null");
      case '[':
        return behind_container(at, seen, depth);
      case '{':
        return depth == 0 ? nullptr : behind_container(at, seen, depth);
      default:
        return behind_number(at);
    }
  }

  /// Behind the array or object that opens there.
  static HWY_ATTR const char* behind_container(const char* at, Vector& seen, int depth) {
    constexpr int deepest = 32;
    const bool is_object = *at == '{';
    const char close = is_object ? '}' : ']';
    if (depth == deepest) return nullptr;
    at = behind_blanks(at + 1);
    if (*at == close) return at + 1;
    for (;;) {
      bool has_escapes = false;
      if (is_object) {
        if (*at != '"' || (at = behind_text(at, seen, has_escapes)) == nullptr) return nullptr;
        at = behind_blanks(at);
        if (*at != ':') return nullptr;
        at = behind_blanks(at + 1);
      }
      at = behind_value(at, seen, has_escapes, depth + 1);
      if (at == nullptr) return nullptr;
      at = behind_blanks(at);
      if (*at == close) return at + 1;
      if (*at != ',') return nullptr;
      at = behind_blanks(at + 1);
    }
  }
};

HWY_ATTR const char* match_steps(std::span<const JsonForm::Step> steps, const char* text,
                                 JsonValue* values, bool& is_ascii) {
  const Bytes tag;
  Vector seen = hn::Zero(tag);
  for (const JsonForm::Step& step : steps) {
    if (!is_equal(step, text)) return nullptr;
    text += step.size;
    if (!step.value_follows) continue;
    values->begin = text;
    values->has_escapes = false;
    // Texts and numbers are most of what there is, and cheaper without a call.
    if (*text == '"') {
      text = behind_text(text, seen, values->has_escapes);
    } else if (is_json_digit(*text)) {
      text = behind_number(text);
    } else {
      text = Nested::behind_value(text, seen, values->has_escapes, 0);
    }
    if (text == nullptr) return nullptr;
    values->end = text;
    ++values;
  }
  is_ascii = hn::AllFalse(tag, hn::Gt(seen, hn::Set(tag, 0x7f)));
  return text;
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

JsonForm::JsonForm(std::string_view object, std::span<const JsonValue> values)
    : values_(values.size()) {
  const char* from = object.data();
  for (const JsonValue& value : values) {
    add({from, static_cast<std::size_t>(value.begin - from)}, true);
    from = value.end;
  }
  add({from, static_cast<std::size_t>(object.data() + object.size() - from)}, false);
}

void JsonForm::add(std::string_view between, bool value_follows) {
  do {
    Step& step = steps_.emplace_back();
    step.size = static_cast<std::uint32_t>(between.copy(step.bytes.data(), step.bytes.size()));
    step.ignored = static_cast<std::uint32_t>(~std::uint64_t{0} << step.size);
    between.remove_prefix(step.size);
    step.value_follows = value_follows && between.empty();
  } while (!between.empty());
}

const char* JsonForm::match(const char* text, JsonValue* values, bool& is_ascii) const {
  static const auto fastest = json_matchers().front().match;
  return fastest(steps_, text, values, is_ascii);
}

}  // namespace csm
#endif
