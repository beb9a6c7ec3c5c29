#include "slow_health.hpp"

#include <algorithm>

namespace csm::slow {

namespace {

struct Snapshot {
  std::string id;
  std::optional<int> day;
  std::vector<std::optional<Rational>> values;
  std::optional<Rational> mrr;
  std::string currency;
};

struct BadRow {};

/// A number as exports have them: at most 12 decimals, below 10^18.
std::optional<Rational> number_in(const std::string& text) {
  if (is_missing(text)) return std::nullopt;
  const auto number = parse_decimal(text);
  const Rational unit = Rational(1000000) * 1000000;
  if (!number || denominator(Rational(*number * unit)) != 1) throw BadRow{};
  if (abs(*number) >= unit * 1000000) throw BadRow{};
  return number;
}

bool is_three_letters(const std::string& text) {
  return text.size() == 3 &&
         lower_case(text).find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos;
}

std::string upper_case(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

Snapshot read_row(const Table& table, std::size_t row, const HealthOptions& options) {
  Snapshot snapshot;
  snapshot.id = cell(table, row, "customer_id");
  if (snapshot.id.empty()) throw BadRow{};
  const std::string day = cell(table, row, "measured_on");
  if (!is_missing(day)) {
    snapshot.day = parse_day(day);
    if (!snapshot.day) throw BadRow{};
  }
  snapshot.mrr = number_in(cell(table, row, "mrr"));
  if (snapshot.mrr && *snapshot.mrr < 0) throw BadRow{};
  const std::string currency = cell(table, row, "currency");
  if (!is_missing(currency)) {
    if (!is_three_letters(currency)) throw BadRow{};
    snapshot.currency = upper_case(currency);
  }
  for (const HealthFactor& factor : options.factors) {
    snapshot.values.push_back(number_in(cell(table, row, factor.column)));
    const auto& value = snapshot.values.back();
    // "answers 1..10 (outside: bad row)"
    if (options.is_sum && value && (*value < 1 || *value > 10)) throw BadRow{};
  }
  return snapshot;
}

/// "brought to 0..100 on its own line from worst to best, clipped"
Rational points_of(const Rational& value, const HealthFactor& factor) {
  const Rational worst = *parse_decimal(factor.worst);
  const Rational best = *parse_decimal(factor.best);
  const Rational points = 100 * (value - worst) / (best - worst);
  if (points < 0) return Rational(0);
  if (points > 100) return Rational(100);
  return points;
}

struct Scoring {
  std::optional<Rational> score;  // exact
  std::string band = "insufficient";
  std::vector<std::optional<Rational>> shares;
};

std::string band_of(const Rational& of_100, const HealthOptions& options) {
  if (of_100 < *parse_decimal(options.red)) return "red";
  return of_100 < *parse_decimal(options.green) ? "yellow" : "green";
}

Scoring score_of(const Snapshot& row, const HealthOptions& options) {
  Rational present = 0;
  Rational total = 0;
  for (std::size_t i = 0; i < options.factors.size(); ++i) {
    const Rational weight = options.is_sum ? 1 : *parse_decimal(options.factors[i].weight);
    total += weight;
    if (row.values[i]) present += weight;
  }
  Scoring scoring;
  scoring.shares.resize(options.factors.size());
  // "Less than 60 % of the weight present: insufficient data, no score."
  if (present / total < Rational(60, 100)) return scoring;
  Rational sum = 0;
  for (std::size_t i = 0; i < options.factors.size(); ++i) {
    if (!row.values[i]) continue;
    const HealthFactor& factor = options.factors[i];
    scoring.shares[i] =
        options.is_sum
            ? *row.values[i]
            : Rational(*parse_decimal(factor.weight) * points_of(*row.values[i], factor) / present);
    sum += *scoring.shares[i];
  }
  scoring.score = sum;
  scoring.band = band_of(options.is_sum ? Rational(100 * sum / (10 * present)) : sum, options);
  return scoring;
}

/// The score as it is held.
std::optional<Rational> held(const std::optional<Rational>& exact) {
  if (!exact) return std::nullopt;
  return rounded_half_even(*exact);
}

/// Of two rows of one customer and day the one that counts: the lowest score as it is held,
/// without one lower than any, then the smallest values, then the smaller MRR; what is missing
/// comes first.
bool comes_first(const Snapshot& a, const Snapshot& b, const HealthOptions& options) {
  const auto score_a = held(score_of(a, options).score);
  const auto score_b = held(score_of(b, options).score);
  if (score_a != score_b) return score_a < score_b;
  if (a.values != b.values) return a.values < b.values;
  if (a.mrr != b.mrr) return a.mrr < b.mrr;
  return a.currency < b.currency;
}

/// The customer's row of the latest day before `end`; nothing where there is none.
std::optional<Snapshot> latest_before(const std::vector<Snapshot>& rows, std::optional<int> end,
                                      const HealthOptions& options) {
  std::optional<Snapshot> latest;
  for (const Snapshot& row : rows) {
    if (end && *row.day >= *end) continue;
    const bool is_later = !latest || row.day > latest->day;
    const bool is_same_day = latest && row.day == latest->day;
    if (is_later || (is_same_day && comes_first(row, *latest, options))) latest = row;
  }
  return latest;
}

int rank_of(const std::string& band) { return band == "red" ? 0 : band == "yellow" ? 1 : 2; }

void compare(const Scoring& now, const Scoring& before, HealthFigures& figures) {
  if (!now.score || !before.score) return;
  ++figures.compared;
  if (rank_of(now.band) > rank_of(before.band)) ++figures.improved;
  if (rank_of(now.band) < rank_of(before.band)) ++figures.worsened;
}

void add_customer(const std::vector<Snapshot>& rows, const HealthOptions& options,
                  HealthFigures& figures) {
  for (const Snapshot& row : rows) {
    ++(options.end && *row.day >= *options.end ? figures.after_end : figures.others);
  }
  const auto latest = latest_before(rows, options.end, options);
  if (!latest) return;
  --figures.others;
  ++figures.customers;
  const Scoring scoring = score_of(*latest, options);
  HealthCustomer line{latest->id, {}, scoring.band, scoring.shares, {}, {}};
  for (const auto& value : latest->values) line.is_missing.push_back(!value);
  line.score = held(scoring.score);
  ++figures.bands[scoring.band];
  if (latest->mrr) figures.mrr[{latest->currency, scoring.band}] += *latest->mrr;
  if (figures.has_movers) {
    // "with a bounded period, each customer's latest row before the period's begin; for the whole
    // file, each customer's latest row on an earlier day than its own latest one"
    const auto earlier = latest_before(rows, options.begin ? options.begin : latest->day, options);
    if (earlier && earlier->day != latest->day) {
      ++figures.earlier;
      --figures.others;
    }
    if (earlier) {
      const Scoring before = score_of(*earlier, options);
      line.earlier = held(before.score);
      compare(scoring, before, figures);
    }
  }
  figures.list.push_back(line);
}

void add_means(HealthFigures& figures) {
  std::vector<Rational> scores;
  Rational sum = 0;
  for (const HealthCustomer& customer : figures.list) {
    if (!customer.score) continue;
    scores.push_back(*customer.score);
    sum += *customer.score;
  }
  figures.scored = static_cast<long>(scores.size());
  figures.mean = share_of(sum, figures.scored);
  if (scores.empty()) return;
  std::sort(scores.begin(), scores.end());
  const std::size_t middle = scores.size() / 2;
  figures.median = scores[middle];
  if (scores.size() % 2 == 0) figures.median = (scores[middle - 1] + scores[middle]) / 2;
}

}  // namespace

Rational rounded_half_even(const Rational& number) {
  using boost::multiprecision::cpp_int;
  const cpp_int unit("1000000000000");
  const Rational scaled = number * unit;
  cpp_int whole = numerator(scaled) / denominator(scaled);
  if (scaled < whole) --whole;  // division goes towards 0
  const Rational rest = scaled - whole;
  if (rest > Rational(1, 2) || (rest == Rational(1, 2) && whole % 2 != 0)) ++whole;
  return Rational(whole, unit);
}

HealthFigures slow_health(const Table& table, const HealthOptions& options) {
  HealthFigures figures;
  figures.has_movers = has_column(table, "measured_on");
  std::map<std::string, std::vector<Snapshot>> customers;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    try {
      const Snapshot snapshot = read_row(table, row, options);
      if (figures.has_movers && !snapshot.day) {
        ++figures.undated;
      } else {
        customers[snapshot.id].push_back(snapshot);
      }
    } catch (const BadRow&) {
      ++figures.bad;
    }
  }
  for (const auto& [id, rows] : customers) add_customer(rows, options, figures);
  // The customers come by the bytes of their ids, so equal scores stay in that order.
  std::stable_sort(figures.list.begin(), figures.list.end(),
                   [](const HealthCustomer& a, const HealthCustomer& b) {
                     if (a.score.has_value() != b.score.has_value()) return a.score.has_value();
                     return a.score < b.score;
                   });
  add_means(figures);
  return figures;
}

}  // namespace csm::slow
