#include <filesystem>
#include <fstream>
#include <sstream>

#include "csm/metrics/cohorts.hpp"
#include "published/published.hpp"

namespace csm::published {
namespace {

// E. J. Freireich et al., Blood 21 (1963), 699-716: weeks of remission of 42 leukemia patients, as
// anderson.csv of lifelines has them. Arms: 0 was given 6-MP, 1 a placebo.

/// Weeks as days, and patients as customers: who relapsed left so many days after joining, the
/// others joined so many days before the data ended. The day after which they are censored is the
/// first of 2026.
std::string customers_of_arm(const std::string& wanted) {
  const auto path = std::filesystem::path(CSM_CORPORA) / "lifelines" / "anderson.csv";
  if (!std::filesystem::exists(path)) return "";
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  std::string table = "customer_id,started_on,churned_on\n";
  const Date behind = *make_date(2026, 1, 1);
  for (int patient = 1; std::getline(file, line); ++patient) {
    std::istringstream row(line);
    std::string weeks;
    std::string status;
    std::string sex;
    std::string log_white_cells;
    std::string arm;
    row >> weeks >> status >> sex >> log_white_cells >> arm;
    if (arm != wanted) continue;
    const Date joined_on = behind - std::chrono::days{std::stoi(weeks)};
    table += std::to_string(patient) + "," + to_iso(joined_on) + "," +
             (status == "1" ? to_iso(behind) : "") + "\n";
  }
  return table;
}

Report cohorts_of_arm(const std::string& arm) {
  const std::string table = customers_of_arm(arm);
  if (table.empty()) return {};
  Question question = question_of(cohorts_metric);
  question.as_of = make_date(2025, 12, 31);
  return run(question, {{"", "t.csv", table}}, {});
}

/// The log-log limits of S at the first relapse, to four decimals.
std::string first_limits(const Result& result) {
  for (const Listing& list : result.lists) {
    if (list.name != "survival") continue;
    const std::vector<Cell>& first = list.rows.at(0);
    return std::get<Quantity>(first[5]).amount->to_decimal(4) + ".." +
           std::get<Quantity>(first[6]).amount->to_decimal(4);
  }
  return "";
}

/// "6: 21 3 0.8571": a time, how many were at risk, how many relapsed, and S.
std::vector<std::string> relapses(const Result& result) {
  std::vector<std::string> lines;
  for (const Listing& list : result.lists) {
    if (list.name != "survival") continue;
    for (const std::vector<Cell>& row : list.rows) {
      const auto number = [&](std::size_t column, int decimals) {
        return std::get<Quantity>(row[column]).amount->to_decimal(decimals);
      };
      if (number(2, 0) == "0") continue;
      lines.push_back(number(0, 0) + ": " + number(1, 0) + " " + number(2, 0) + " " + number(4, 4));
    }
  }
  return lines;
}

double in_weeks(double months) { return months * 365 / 12; }

}  // namespace

// D. Kleinbaum, M. Klein, "Survival Analysis: A Self-Learning Text", chapter 2: the ordered failure
// times of both arms with the numbers at risk and S, and medians of 23 and 8 weeks.
TEST_CASE("survival and median of the leukemia trial's treated arm are those that are printed") {
  const Report report = cohorts_of_arm("0");
  if (report.results.empty()) {
    WARN("skipped: anderson.csv is not there");
    return;
  }
  const Result& result = report.results[0];
  CHECK(relapses(result) == std::vector<std::string>{"6: 21 3 0.8571", "7: 17 1 0.8067",
                                                     "10: 15 1 0.7529", "13: 12 1 0.6902",
                                                     "16: 11 1 0.6275", "22: 7 1 0.5378",
                                                     "23: 6 1 0.4482"});
  CHECK(in_weeks(result.value.amount->to_double()) == Approx(23));
  CHECK(first_limits(result) == "0.6197..0.9516");
  // With log-log limits the median lies at 13 weeks or more, without an upper end.
  CHECK_FALSE(result.interval);
  CHECK(result.interval_reason.find("0.4 months or more") != std::string::npos);
}

TEST_CASE("survival, median and its interval of the untreated arm are those that are printed") {
  const Report report = cohorts_of_arm("1");
  if (report.results.empty()) {
    WARN("skipped: anderson.csv is not there");
    return;
  }
  const Result& result = report.results[0];
  CHECK(relapses(result) ==
        std::vector<std::string>{"1: 21 2 0.9048", "2: 19 2 0.8095", "3: 17 1 0.7619",
                                 "4: 16 2 0.6667", "5: 14 2 0.5714", "8: 12 4 0.3810",
                                 "11: 8 2 0.2857", "12: 6 2 0.1905", "15: 4 1 0.1429",
                                 "17: 3 1 0.0952", "22: 2 1 0.0476", "23: 1 1 0.0000"});
  CHECK(in_weeks(result.value.amount->to_double()) == Approx(8));
  CHECK(first_limits(result) == "0.6700..0.9753");
  // Brookmeyer and Crowley's interval with log-log limits: 4 to 11 weeks.
  REQUIRE(result.interval);
  CHECK(in_weeks(result.interval->low) == Approx(4));
  CHECK(in_weeks(result.interval->high) == Approx(11));
}

}  // namespace csm::published
