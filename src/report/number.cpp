#include "report/number.hpp"

#include <fmt/format.h>

namespace csm {

std::string to_plain(const Quantity& quantity) {
  if (!quantity.amount) return "n/a";
  switch (quantity.unit) {
    case Unit::money:
      return quantity.amount->to_decimal(quantity.currency.decimals());
    case Unit::count:
      return quantity.amount->to_decimal(0);
    default:
      return fmt::format("{}", quantity.amount->to_double());
  }
}

}  // namespace csm
