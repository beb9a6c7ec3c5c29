#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "csm/date.hpp"

namespace csm {

/// Eight characters in which '0' stands for any digit and others for themselves, as a word whose
/// lowest byte is the first.
struct DigitForm {
  std::uint64_t wanted = 0;
  std::uint64_t marks = 0;  ///< all bits of the bytes that are no digit

  explicit constexpr DigitForm(std::string_view form) {
    for (std::size_t i = 0; i < 8; ++i) {
      const auto c = static_cast<unsigned char>(form[i]);
      wanted |= std::uint64_t{c} << (8 * i);
      if (c != '0') marks |= std::uint64_t{0xff} << (8 * i);
    }
  }

  /// Whether a text is of this form, and its digits, a byte each.
  bool read(const char* text, std::uint64_t& digits) const {
    constexpr std::uint64_t all = 0x0101010101010101;
    std::uint64_t word;
    std::memcpy(&word, text, sizeof word);
    if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
    digits = word ^ wanted;
    return (((digits + all * 0x76) | digits) & (all * 0x80)) == 0 && (digits & marks) == 0;
  }

  /// The numbers that each two neighbouring digits make, in the byte of the first.
  static std::uint64_t pairs_of(std::uint64_t digits) { return digits * 10 + (digits >> 8); }
};

/// The first days of the months of the years that most dates lie in, and of the month behind them.
struct MonthTable {
  static constexpr int first_year = 1970;
  static constexpr std::size_t months = 130 * 12;
  std::array<std::int32_t, months + 1> begin{};

  constexpr MonthTable() {
    for (std::size_t i = 0; i < begin.size(); ++i) {
      const int year = first_year + static_cast<int>(i / 12);
      const auto month = static_cast<int>(i % 12 + 1);
      const std::chrono::sys_days first = std::chrono::year{year} / month / 1;
      begin[i] = static_cast<std::int32_t>(first.time_since_epoch().count());
    }
  }
};
inline constexpr MonthTable month_table;

/// `09:15:30`, from 00:00:00 to 23:59:59.
inline bool is_plain_time(const char* text) {
  constexpr DigitForm form("00:00:00");
  std::uint64_t digits = 0;
  if (!form.read(text, digits)) return false;
  // A byte above its limit sets its highest bit.
  constexpr std::uint64_t hours = 0xff;
  constexpr std::uint64_t minutes_seconds = (hours << 24) | (hours << 48);
  constexpr std::uint64_t room =
      (0x7f - 23) | (std::uint64_t{0x7f - 59} << 24) | (std::uint64_t{0x7f - 59} << 48);
  constexpr std::uint64_t highest = 0x8080808080808080;
  const std::uint64_t parts = DigitForm::pairs_of(digits) & (hours | minutes_seconds);
  return ((parts + room) & highest) == 0;
}

/// Reads the dates of a column in the forms that most exports have: what `read_iso_date` reads of
/// `2026-05-03` and `2026-05-03T09:15:30Z`, with a blank for the T and without the Z too, from 1970
/// to 2099. A day that stands in row after row, as in an export by time, is looked up once.
class PlainDates {
 public:
  /// Of the cells that follow, the first two: of one day, then most are like the one before.
  void expect(std::string_view first, std::string_view second) {
    constexpr std::size_t day = 10;
    repeats_ = first.size() >= day && first.substr(0, day) == second.substr(0, day);
  }

  /// False for any other text, whether it is a date or not.
  [[gnu::always_inline]] bool read(std::string_view text, Date& out) {
    if (text.size() != 10 && text.size() != 20 && text.size() != 19) return false;
    if (text.size() > 10) {
      if ((text[10] != 'T' && text[10] != ' ') || !is_plain_time(text.data() + 11)) return false;
      if (text.size() == 20 && text[19] != 'Z') return false;
    }
    std::uint16_t century;
    std::uint64_t rest;
    std::memcpy(&century, text.data(), sizeof century);
    std::memcpy(&rest, text.data() + 2, sizeof rest);
    if (!repeats_ || rest != rest_ || century != century_) {
      if (!look_up(text.data())) return false;
      century_ = century;
      rest_ = rest;
    }
    out = day_;
    return true;
  }

 private:
  bool look_up(const char* text) {
    constexpr DigitForm form("00-00-00");
    std::uint64_t digits = 0;
    if (!form.read(text + 2, digits)) return false;
    const bool is_19 = text[0] == '1' && text[1] == '9';
    const bool is_20 = text[0] == '2' && text[1] == '0';
    const std::uint64_t pairs = DigitForm::pairs_of(digits);
    const auto part = [&](int i) { return static_cast<unsigned>((pairs >> (8 * i)) & 0xff); };
    const unsigned month = part(3) - 1;
    const unsigned day = part(6) - 1;
    const std::size_t i = (part(0) + (is_20 ? 100U : 0U) - 70U) * 12U + month;
    if (!(is_19 || is_20) || month > 11 || i >= MonthTable::months) return false;
    const std::int32_t begin = month_table.begin[i];
    if (day >= static_cast<unsigned>(month_table.begin[i + 1] - begin)) return false;
    day_ = Date{Date::duration{begin + static_cast<std::int32_t>(day)}};
    return true;
  }

  bool repeats_ = false;
  /// The bytes of the day that was looked up last; at first of the one that `day_` is by itself.
  std::uint16_t century_ = std::bit_cast<std::uint16_t>(std::array{'1', '9'});
  std::uint64_t rest_ =
      std::bit_cast<std::uint64_t>(std::array{'7', '0', '-', '0', '1', '-', '0', '1'});
  Date day_{};
};

}  // namespace csm
