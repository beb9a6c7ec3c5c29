#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

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

/// Answers by class, of a net promoter score.
struct NetSample {
  std::int64_t promoters = 0;
  std::int64_t passives = 0;
  std::int64_t detractors = 0;

  std::int64_t answers() const { return promoters + passives + detractors; }
  friend bool operator==(const NetSample&, const NetSample&) = default;
};

/// Interval of the difference of two independent net promoter scores, in points: z by the variances
/// p + d - (p - d)^2 of one answer.
///
/// Empty    either without answers: absent
/// Source   B. Rocks, "Interval estimation for the net promoter score", The American Statistician
///          70 (2016) 365-372, for the variance
/// Example  of two surveys of 10 promoters among 20 answers and no detractor: -30.99..30.99
std::optional<Interval> net_difference(const NetSample& a, const NetSample& b, double confidence);

/// Welch's t interval of the difference of the means of two independent samples.
///
/// Empty    either with fewer than two answers, or both without any spread: absent
/// Source   B. L. Welch, Biometrika 34 (1947) 28-35
struct MeanSample {
  double mean = 0;
  double variance = 0;  ///< with n - 1
  std::int64_t n = 0;

  friend bool operator==(const MeanSample&, const MeanSample&) = default;
};
std::optional<Interval> welch(const MeanSample& a, const MeanSample& b, double confidence);

/// So many of so many.
struct ShareSample {
  std::int64_t k = 0;
  std::int64_t n = 0;

  friend bool operator==(const ShareSample&, const ShareSample&) = default;
};

/// What a figure with an interval was estimated from: enough to compare it with another.
using Sample = std::variant<ShareSample, NetSample, MeanSample>;

/// The interval of a - b; absent where the two are not of one kind or either is empty.
std::optional<Interval> difference_interval(const Sample& a, const Sample& b, double confidence);

}  // namespace csm
