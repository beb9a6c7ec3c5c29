#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace csm {

/// A range that holds the true figure with the stated confidence.
struct Interval {
  double low = 0;
  double high = 0;
  double confidence = 0.95;
  std::string_view method;  ///< "wilson", "newcombe", "adjusted wald", "student t" ...
};

/// Wilson score interval of a share k of n.
///
/// Empty    n = 0: absent                      Requires  0 <= k <= n, 0 < confidence < 1
/// Source   E. B. Wilson, JASA 22 (1927) 209-212
/// Example  wilson(64, 1000, 0.95) is 0.0504..0.0809
std::optional<Interval> wilson(std::int64_t k, std::int64_t n, double confidence);

/// Newcombe's hybrid score interval of the difference k1/n1 - k2/n2 of two independent shares.
///
/// Empty    n1 = 0 or n2 = 0: absent
/// Source   R. G. Newcombe, Statistics in Medicine 17 (1998) 873-890, method 10
/// Example  newcombe(7, 34, 1, 34, 0.95) is 0.0189..0.3404
std::optional<Interval> newcombe(std::int64_t k1, std::int64_t n1, std::int64_t k2, std::int64_t n2,
                                 double confidence);

/// Adjusted Wald interval of a net promoter score, in points, clipped to -100..100: 3/4 is added to
/// promoters and to detractors and 3 to the number of answers.
///
/// Empty    no answers: absent
/// Source   A. Bonett and R. Price, "Adjusted Wald confidence interval for a difference of binomial
///          proportions", JEBS 37 (2012) 479-488, as applied by MeasuringU (J. Sauro) to NPS
/// Example  adjusted_wald(6, 4, 7, 0.95) is -42.25..32.25
std::optional<Interval> adjusted_wald(std::int64_t promoters, std::int64_t passives,
                                      std::int64_t detractors, double confidence);

/// Student's t interval of a mean, from its sample variance (n - 1).
///
/// Empty    n < 2: absent, one answer has no spread
std::optional<Interval> student_t(double mean, double sample_variance, std::int64_t n,
                                  double confidence);

/// Interval of a survival S by Greenwood's variance on the scale of log(-log S), which keeps it
/// within 0..1. `greenwood` is the sum of events / (at risk x (at risk - events)) up to that time.
///
/// Empty    S = 1 or S = 0: absent, nobody or everybody has gone and the scale has no place for it
/// Source   J. D. Kalbfleisch, R. L. Prentice, "The Statistical Analysis of Failure Time Data",
///          1980, section 1.3
/// Example  log_log(18.0 / 21, 3.0 / (21 * 18), 0.95) is 0.6197..0.9516
std::optional<Interval> log_log(double survival, double greenwood, double confidence);

}  // namespace csm
