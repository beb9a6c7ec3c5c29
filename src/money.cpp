#include "csm/money.hpp"

#include <algorithm>

#include "csm/error.hpp"

namespace csm {
namespace {

// ISO 4217:2015 with amendments to 2025, active codes of currencies that amounts come in (no
// precious metals, no test codes), and a few that old exports still carry (HRK, BGN).
constexpr std::array<std::string_view, 159> codes = {
    "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT",
    "BGN", "BHD", "BIF", "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD",
    "CDF", "CHF", "CLF", "CLP", "CNY", "COP", "CRC", "CUP", "CVE", "CZK", "DJF", "DKK", "DOP",
    "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP", "GMD", "GNF",
    "GTQ", "GYD", "HKD", "HNL", "HRK", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK",
    "JMD", "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK",
    "LBP", "LKR", "LRD", "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU",
    "MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR",
    "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR",
    "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP",
    "SZL", "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD",
    "UYU", "UZS", "VED", "VES", "VND", "VUV", "WST", "XAF", "XCD", "XCG", "XOF", "XPF", "YER",
    "ZAR", "ZMW", "ZWG"};

constexpr std::array<std::string_view, 16> no_decimals = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY",
                                                          "KMF", "KRW", "PYG", "RWF", "UGX", "VND",
                                                          "VUV", "XAF", "XOF", "XPF"};
constexpr std::array<std::string_view, 7> three_decimals = {"BHD", "IQD", "JOD", "KWD",
                                                            "LYD", "OMR", "TND"};

/// Whether three capital letters are a code: a bit for each of 26 x 26 x 26.
bool is_code(const std::array<char, 3>& letters) {
  constexpr auto place_of = [](const auto& word) {
    const auto letter = [&](std::size_t i) { return static_cast<std::size_t>(word[i] - 'A'); };
    return (letter(0) * 26 + letter(1)) * 26 + letter(2);
  };
  static constexpr auto known = [place_of] {
    std::array<std::uint64_t, 26 * 26 * 26 / 64 + 1> bits{};
    for (const std::string_view code : codes) {
      const std::size_t place = place_of(code);
      bits[place / 64] |= std::uint64_t{1} << (place % 64);
    }
    return bits;
  }();
  for (const char c : letters) {
    if (c < 'A' || c > 'Z') return false;
  }
  const std::size_t place = place_of(letters);
  return (known[place / 64] >> (place % 64) & 1) != 0;
}

bool is_among(std::string_view code, std::span<const std::string_view> sorted) {
  return std::binary_search(sorted.begin(), sorted.end(), code);
}

Currency common_currency(const Money& a, const Money& b) {
  if (a.currency != b.currency) {
    throw Error(ErrorCode::failed, "",
                "amounts in " + std::string(a.currency.code()) + " and " +
                    std::string(b.currency.code()) + " were about to be added");
  }
  return a.currency;
}

}  // namespace

std::optional<Currency> Currency::of(std::string_view code) {
  if (code.size() != 3) return std::nullopt;
  Currency currency;
  for (std::size_t i = 0; i < 3; ++i) {
    const char c = code[i];
    currency.code_[i] = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  if (!is_code(currency.code_)) return std::nullopt;
  return currency;
}

int Currency::decimals() const {
  if (is_among(code(), no_decimals)) return 0;
  if (is_among(code(), three_decimals)) return 3;
  return code() == "CLF" ? 4 : 2;
}

std::span<const std::string_view> currency_codes() { return codes; }

Money operator+(const Money& a, const Money& b) {
  return {a.amount + b.amount, common_currency(a, b)};
}

Money operator-(const Money& a, const Money& b) {
  return {a.amount - b.amount, common_currency(a, b)};
}

std::string to_decimal(const Money& money) {
  return money.amount.ratio().to_decimal(money.currency.decimals());
}

}  // namespace csm
