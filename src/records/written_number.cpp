#include "records/written_number.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace csm {
namespace {

constexpr auto signs = std::to_array<CurrencySign>({
    {"$", "USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP"},
    {"us$", "USD"},
    {"ca$", "CAD"},
    {"c$", "CAD"},
    {"au$", "AUD"},
    {"a$", "AUD"},
    {"nz$", "NZD"},
    {"s$", "SGD"},
    {"hk$", "HKD"},
    {"nt$", "TWD"},
    {"mx$", "MXN"},
    {"r$", "BRL"},
    {"€", "EUR"},
    {"£", "GBP EGP"},
    {"¥", "JPY CNY"},
    {"￥", "JPY CNY"},
    {"cn¥", "CNY"},
    {"kr", " SEK NOK DKK ISK"},
    {"kr.", " SEK NOK DKK ISK"},
    {"fr.", "CHF"},
    {"sfr.", "CHF"},
    {"zł", "PLN"},
    {"kč", "CZK"},
    {"ft", "HUF"},
    {"lei", "RON"},
    {"₹", "INR"},
    {"rs", " INR PKR LKR NPR MUR"},
    {"rs.", " INR PKR LKR NPR MUR"},
    {"₽", "RUB"},
    {"₺", "TRY"},
    {"₴", "UAH"},
    {"₩", "KRW"},
    {"₪", "ILS"},
    {"฿", "THB"},
    {"₫", "VND"},
    {"₱", "PHP"},
    {"₦", "NGN"},
    {"₡", "CRC"},
    {"₲", "PYG"},
    {"₵", "GHS"},
    {"₸", "KZT"},
    {"₾", "GEL"},
    {"₼", "AZN"},
    {"r", "ZAR"},
});

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

/// Every code is a sign of its own currency.
const CurrencySign* sign_of_code(std::string_view word) {
  static const auto of_codes = [] {
    std::vector<CurrencySign> all;
    for (const std::string_view code : currency_codes()) all.push_back({code, code});
    return all;
  }();
  const auto currency = word.size() == 3 ? Currency::of(word) : std::nullopt;
  if (!currency) return nullptr;
  const auto found = std::find_if(of_codes.begin(), of_codes.end(),
                                  [&](const auto& sign) { return sign.text == currency->code(); });
  return found == of_codes.end() ? nullptr : &*found;
}

const CurrencySign* sign_called(std::string_view word) {
  for (const CurrencySign& sign : signs) {
    if (sign.text == word) return &sign;
  }
  return sign_of_code(word);
}

/// A cell in lower case, with one kind of blank, apostrophe and minus each, as far as it has room:
/// longer ones are no number that could be held.
class PlainText {
 public:
  static constexpr std::size_t most = 64;

  explicit PlainText(std::string_view text) {
    constexpr std::pair<std::string_view, char> plain[] = {
        {"\u00a0", ' '}, {"\u2009", ' '}, {"\u202f", ' '}, {"\u2019", '\''}, {"\u2212", '-'}};
    while (!text.empty()) {
      if (size_ == buffer_.size()) {
        size_ = 0;
        return;
      }
      char c = text.front();
      std::size_t length = 1;
      for (const auto& [written, character] : plain) {
        if (!text.starts_with(written)) continue;
        c = character;
        length = written.size();
      }
      buffer_[size_++] = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
      text.remove_prefix(length);
    }
  }
  std::string_view text() const { return {buffer_.data(), size_}; }

 private:
  std::array<char, most> buffer_;
  std::size_t size_ = 0;
};

/// What stands around the digits, taken off from both ends.
struct Around {
  std::string_view digits;
  const CurrencySign* sign = nullptr;
  bool is_negative = false;

  /// False where something stands there that belongs to no number, or twice.
  bool take_off(std::string_view text) {
    digits = text;
    while (take_front()) {
    }
    while (take_back()) {
    }
    is_negative = has_minus_ || has_bracket_;
    return !digits.empty() && !is_broken_ && has_bracket_ == is_closed_ &&
           !(has_bracket_ && (has_minus_ || has_plus_));
  }

 private:
  bool take_front() {
    if (digits.empty()) return false;
    const char c = digits.front();
    if (c == ' ') {
      digits.remove_prefix(1);
    } else if (c == '-' || c == '+' || c == '(') {
      take_mark(c);
      digits.remove_prefix(1);
    } else if (is_letter(c)) {
      std::size_t size = 1;
      while (size < digits.size() && is_letter(digits[size])) ++size;
      if (size < digits.size() && digits[size] == '.') ++size;
      if (sign_called(digits.substr(0, size)) == nullptr && digits[size - 1] == '.') --size;
      take_sign(digits.substr(0, size));
      digits.remove_prefix(size);
    } else {
      return false;
    }
    return !is_broken_;
  }

  bool take_back() {
    if (digits.empty()) return false;
    const char c = digits.back();
    if (c == ' ') {
      digits.remove_suffix(1);
    } else if (c == '-' || c == ')') {
      take_mark(c);
      digits.remove_suffix(1);
    } else if (is_letter(c) || (c == '.' && digits.size() > 1 && is_letter(*(digits.end() - 2)))) {
      std::size_t size = 1;
      while (size < digits.size() && is_letter(*(digits.end() - size - 1))) ++size;
      take_sign(digits.substr(digits.size() - size));
      digits.remove_suffix(size);
    } else {
      return false;
    }
    return !is_broken_;
  }

  void take_mark(char c) {
    bool& seen = c == '('   ? has_bracket_
                 : c == ')' ? is_closed_
                 : c == '-' ? has_minus_
                            : has_plus_;
    is_broken_ = is_broken_ || seen || (c == '-' && has_plus_) || (c == '+' && has_minus_);
    seen = true;
  }

  void take_sign(std::string_view word) {
    is_broken_ = is_broken_ || sign != nullptr;
    sign = sign_called(word);
    is_broken_ = is_broken_ || sign == nullptr;
  }

  bool has_minus_ = false;
  bool has_plus_ = false;
  bool has_bracket_ = false;
  bool is_closed_ = false;
  bool is_broken_ = false;
};

/// Digits, or one to three of them and then groups of three, with one and the same mark between all
/// of them.
bool is_whole_part(std::string_view text, char decimal_mark) {
  const std::size_t first = std::min(text.find_first_not_of("0123456789"), text.size());
  if (first == text.size()) return true;
  const char mark = text[first];
  const bool separates = mark == ' ' || mark == '\'' || mark == (decimal_mark == '.' ? ',' : '.');
  if (!separates || first == 0 || first > 3 || text[0] == '0') return false;
  for (std::size_t i = first; i < text.size(); i += 4) {
    const std::string_view group = text.substr(i, 4);
    if (group.size() != 4 || group[0] != mark) return false;
    if (!std::all_of(group.begin() + 1, group.end(), is_digit)) return false;
  }
  return true;
}

/// Digits with marks between as a number, with this character in front of the decimals.
DecimalReading read_digits(std::string_view digits, char decimal_mark) {
  const std::size_t mark = std::min(digits.find(decimal_mark), digits.size());
  const std::string_view decimals = digits.substr(std::min(mark + 1, digits.size()));
  const bool has_decimals = mark == digits.size() || !decimals.empty();
  if (!has_decimals || !std::all_of(decimals.begin(), decimals.end(), is_digit) ||
      !is_whole_part(digits.substr(0, mark), decimal_mark)) {
    return {{}, DecimalFault::not_a_number};
  }
  std::array<char, PlainText::most> plain;
  std::size_t size = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (is_digit(digits[i])) plain[size++] = digits[i];
    if (i == mark) plain[size++] = '.';
  }
  return read_decimal({plain.data(), size});
}

DecimalReading read_digits(std::string_view digits, DecimalMark decimals) {
  if (decimals == DecimalMark::comma) return read_digits(digits, ',');
  const DecimalReading with_point = read_digits(digits, '.');
  if (decimals == DecimalMark::point || digits.find(',') == std::string_view::npos) {
    return with_point;
  }
  return {{}, DecimalFault::not_a_number};
}

}  // namespace

bool CurrencySign::may_mean(const Currency& currency) const {
  return codes.find(currency.code()) != std::string_view::npos;
}

std::optional<Currency> CurrencySign::usual() const { return Currency::of(codes.substr(0, 3)); }

WrittenNumber read_written_number(std::string_view text, DecimalMark decimals) {
  if (decimals != DecimalMark::comma) {
    const DecimalReading plain = read_decimal(text);
    if (plain.fault != DecimalFault::not_a_number) return {plain};
  }
  constexpr WrittenNumber none{{{}, DecimalFault::not_a_number}};
  const PlainText plain(text);
  Around around;
  if (!around.take_off(plain.text())) return none;
  WrittenNumber number{read_digits(around.digits, decimals), around.sign};
  if (number.reading.fault == DecimalFault::not_a_number) return none;
  if (around.is_negative) {
    number.reading.value = Decimal::of_atoms(-number.reading.value.atoms());
  }
  return number;
}

const CurrencySign* sign_beside(std::string_view text) {
  const CurrencySign* sign = read_written_number(text, DecimalMark::point).sign;
  return sign != nullptr ? sign : read_written_number(text, DecimalMark::comma).sign;
}

MarkEvidence mark_evidence(std::string_view text) {
  if (text.find_first_of(".,") == std::string_view::npos) return MarkEvidence::none;
  const WrittenNumber with_point = read_written_number(text, DecimalMark::point);
  const WrittenNumber with_comma = read_written_number(text, DecimalMark::comma);
  const bool fits_point = with_point.reading.fault != DecimalFault::not_a_number;
  const bool fits_comma = with_comma.reading.fault != DecimalFault::not_a_number;
  if (fits_point != fits_comma) return fits_point ? MarkEvidence::point : MarkEvidence::comma;
  if (!fits_point || with_point.reading.value == with_comma.reading.value) {
    return MarkEvidence::none;
  }
  return text.find(',') != std::string_view::npos ? MarkEvidence::either : MarkEvidence::thousandth;
}

}  // namespace csm
