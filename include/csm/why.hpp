#pragma once

#include <vector>

#include "csm/result.hpp"

namespace csm {

/// `--why`: tells what moved the total of each currency and rule, of results that were compared
/// with the period before, by segments.
///
/// The figure is a mean over all who count: a share over customers, a score over answers. With w a
/// segment's share of those who count, r its figure, R the mean of both totals, before 0 and now 1:
///
/// Rate     (r1 - r0) x (w0 + w1) / 2: what the segment's own figure moved; newcomers lost by a
///          segment that nobody was in are all of it
/// Mix      (w1 - w0) x ((r0 + r1) / 2 - R): what it moved that more or fewer of all belong there;
///          the figure of a segment that nobody was in is the one of the other period
///
/// Unit     of the figure                    Empty  a total that is absent now or before: nothing
/// Law      rates and mixes of all segments add up to the change, exactly
/// Errors   Error{usage} where the figure is no such mean, or the segments overlap; Error{failed}
///          on overflow
/// Source   E. M. Kitagawa, "Components of a difference between two rates", JASA 50 (1955)
///          1168-1194
void tell_why(std::vector<Result>& results);

}  // namespace csm
