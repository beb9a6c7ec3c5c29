#pragma once

#include <boost/multiprecision/cpp_int.hpp>

#include "csm/ratio.hpp"

namespace csm {

/// A fraction of any size, for products that take more than 38 digits on the way to a figure.
using Exact = boost::multiprecision::cpp_rational;

Exact exact(const Ratio& ratio);

/// The number itself where it is a fraction of 36 digits at most, else rounded.
Ratio nearest_ratio(const Exact& number);

/// To 12 decimals, once, half to even. Error{failed} where the result takes more than 38 digits.
Ratio rounded(const Exact& number);

}  // namespace csm
