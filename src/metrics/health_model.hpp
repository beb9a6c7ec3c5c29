#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "csm/metrics/health.hpp"
#include "csm/question.hpp"

namespace csm {

/// A column of the user's, its weight, and the line that brings it to 0..100 points.
struct HealthFactor {
  std::string name;
  Decimal weight = 1;
  Decimal worst = 0;  ///< and what lies beyond: 0 points
  Decimal best = 10;  ///< and what lies beyond: 100 points; may be less than the worst
};

/// How factors are brought together.
enum class HealthScoring : std::uint8_t {
  weighted,
  sum,  ///< of answers from 1 to 10; the bands are of the answers' share of their maximum
};

/// The numbers of a row, one a factor, in their order.
using FactorValues = std::span<const std::optional<Decimal>>;

struct HealthScore {
  HealthBand band = HealthBand::insufficient;
  Decimal score;  ///< rounded once, half to even; of no meaning where the data is insufficient
};

/// Factors, how they are scored, and the bands: what the user says health is.
class HealthModel {
 public:
  /// Reads --factor, --scoring and --bands. Error{usage} where they are not of their form.
  explicit HealthModel(const Question& question);

  const std::vector<HealthFactor>& factors() const { return factors_; }
  HealthScoring scoring() const { return scoring_; }
  const HealthBounds& bounds() const { return bounds_; }

  /// The score of a row and its band, which is decided on the exact fraction.
  ///
  /// Less than 60 % of the weight present, or nothing at all, is insufficient.
  /// Cost  a few multiplications a factor of numbers as wide as the lines' least common multiple
  HealthScore score(FactorValues values) const;

  /// What each factor gives to the score, none where it is missing: differences of running totals
  /// rounded as the score is, so that they add up to it. `values` are sufficient.
  std::vector<std::optional<Decimal>> shares(FactorValues values) const;

 private:
  using Whole = boost::multiprecision::number<
      boost::multiprecision::cpp_int_backend<512, 0, boost::multiprecision::signed_magnitude,
                                             boost::multiprecision::unchecked>,
      boost::multiprecision::et_off>;

  /// A factor in whole numbers.
  struct Line {
    Int128 weight = 0;  ///< all divided by what they have in common
    Int128 length = 0;  ///< from worst to best, in atoms
    Whole scale;        ///< weight x (common measure of all lengths / length)
  };

  void measure_lines();
  Whole points_of(std::size_t factor, Decimal value) const;
  Int128 weight_present(FactorValues values) const;
  static Decimal rounded(const Whole& points, const Whole& whole);

  HealthScoring scoring_;
  std::vector<HealthFactor> factors_;
  HealthBounds bounds_;
  std::vector<Line> lines_;
  Int128 weight_ = 0;  ///< of all lines
  Whole common_ = 1;   ///< the least common multiple of all lengths
};

/// "50", "12.5": as many decimals as it has.
std::string plain(Decimal number);

}  // namespace csm
