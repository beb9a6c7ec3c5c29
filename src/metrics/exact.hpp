#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <optional>

#include "csm/ratio.hpp"

namespace csm {

/// A fraction of any size, for products that take more than 38 digits on the way to a figure.
using Exact = boost::multiprecision::cpp_rational;

Exact exact(const Ratio& ratio);

/// The number itself where its parts take 36 digits at most, else `rounded`.
std::optional<Ratio> nearest_ratio(const Exact& number);

/// To 12 decimals, once, half to even; nothing where the result takes more than 38 digits.
std::optional<Ratio> rounded(const Exact& number);

}  // namespace csm
