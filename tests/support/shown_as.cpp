#include "support/shown_as.hpp"

#include <sstream>

namespace csm::test {

std::string shown_as(const std::optional<slow::Rational>& value) {
  if (!value) return "n/a";
  std::ostringstream out;
  out << *value;
  return out.str();
}

std::string shown_as(const Quantity& quantity) {
  using boost::multiprecision::cpp_int;
  if (!quantity.amount) return "n/a";
  const slow::Rational exact(cpp_int(to_string(quantity.amount->num)),
                             cpp_int(to_string(quantity.amount->den)));
  return shown_as(std::optional<slow::Rational>(exact));
}

std::string shown_as(const Breakdown& breakdown) {
  std::string text;
  for (const auto& [name, quantity] : breakdown) text += name + " " + shown_as(quantity) + "; ";
  return text;
}

}  // namespace csm::test
