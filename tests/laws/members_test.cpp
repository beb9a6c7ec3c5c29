#include <algorithm>
#include <map>
#include <set>

#include "support/ask.hpp"
#include "support/catch.hpp"
#include "support/subjects.hpp"

// The list behind a figure against runs over the rows that it names.

namespace csm::test {
namespace {

Report list_of(const Subject& subject, const File& file, const Reading& reading = {}) {
  Question question = question_of(subject, "2026-05");
  question.list = true;
  question.list_parts = {"all"};
  return answer(question, whole(file), reading);
}

std::size_t column_of(const Listing& list, const std::string& name) {
  const auto found = std::find(list.columns.begin(), list.columns.end(), name);
  REQUIRE(found != list.columns.end());
  return static_cast<std::size_t>(found - list.columns.begin());
}

std::string text_at(const Listing& list, std::size_t row, const std::string& column) {
  return std::get<std::string>(list.rows[row][column_of(list, column)]);
}

/// The line of the file that a row of the list stands for: "table:3" is the second.
std::size_t line_at(const Listing& list, std::size_t row) {
  const std::string place = text_at(list, row, "row");
  return std::stoul(place.substr(place.rfind(':') + 1)) - 2;
}

/// Whether a row of the list is a line of the file, and not a customer with all its lines.
bool lists_rows(const Subject& subject) {
  return subject.metric == std::string("renewal") ||
         (!subject.counts_customers && subject.options.count("per-customer") == 0);
}

/// Whether what a line counts for depends on the customer's others.
bool needs_others(const Subject& subject) {
  return subject.metric == std::string("renewal") || subject.options.count("repeat-within") > 0;
}

/// The file without the lines of the list's members but for one of them, or with all of them.
std::string rows_of(const Subject& subject, const File& file, const Listing& list,
                    std::size_t without) {
  std::set<std::size_t> lines;
  std::set<std::string> customers;
  for (std::size_t row = 0; row < list.rows.size(); ++row) {
    if (row == without) continue;
    lines.insert(line_at(list, row));
    customers.insert(text_at(list, row, "customer_id"));
  }
  File wanted{file.header, {}};
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const bool is_listed =
        lists_rows(subject) ? lines.count(i) > 0 : customers.count(file.lines[i].customer) > 0;
    if (is_listed) wanted.lines.push_back(file.lines[i]);
  }
  return whole(wanted);
}

constexpr std::size_t nobody = static_cast<std::size_t>(-1);

/// The numbers that the parts of the list are about, and the figure.
std::string figure_of(const Result& result, const Metric& metric) {
  std::string text = to_text(result.value);
  for (const Part& part : metric.list.parts) {
    for (const Fact& fact : result.facts) {
      const auto* quantity = std::get_if<Quantity>(&fact.value);
      if (fact.name == part.fact && quantity != nullptr) text += " " + to_text(*quantity);
    }
  }
  return text;
}

std::int64_t count_of(const Listing& list, const std::string& part) {
  std::int64_t count = 0;
  for (std::size_t row = 0; row < list.rows.size(); ++row) {
    count += text_at(list, row, "part") == part ? 1 : 0;
  }
  return count;
}

}  // namespace

TEST_CASE("the rows of all that a list names make the figure again") {
  const auto check = [](const Subject& subject, const File& file) {
    if (needs_others(subject)) return;
    const Report report = list_of(subject, file);
    REQUIRE(report.list);
    CAPTURE(subject.metric, whole(file));
    const std::string rows = rows_of(subject, file, *report.list, nobody);
    if (rows == file.header + "\n") return;
    const Report again = answer(question_of(subject, "2026-05"), rows);
    CHECK(figure_of(again.results.front(), *report.metric) ==
          figure_of(report.results.front(), *report.metric));
  };
  for_each_file(check);
  for_each_file_of(cohorts_subject(), check);
}

TEST_CASE("whoever a list names counts: without the rows of one the figures are others") {
  const auto check = [](const Subject& subject, const File& file) {
    if (needs_others(subject)) return;
    const Report report = list_of(subject, file);
    for (std::size_t row = 0; row < report.list->rows.size(); ++row) {
      CAPTURE(subject.metric, row, whole(file));
      const std::string rows = rows_of(subject, file, *report.list, row);
      if (rows == file.header + "\n") continue;
      const Report without = answer(question_of(subject, "2026-05"), rows);
      CHECK(shown_result(without.results.front()) != shown_result(report.results.front()));
    }
  };
  for_each_file(check);
  for_each_file_of(cohorts_subject(), check);
}

TEST_CASE("a list names as many of a part as the figure counts") {
  const std::map<std::string, std::vector<std::pair<std::string, std::string>>> facts = {
      {"churn", {{"churned", "churned"}}},
      {"mrr",
       {{"churned", "churned_customers"},
        {"contraction", "contraction_customers"},
        {"new", "new_customers"},
        {"reactivation", "reactivation_customers"},
        {"expansion", "expansion_customers"}}},
      {"expansion", {{"expansion", "customers"}}},
      {"clv", {{"counted", "customers"}}},
      {"renewal", {{"lost", "lost"}, {"open", "open"}, {"renewed", "renewed"}}},
      {"nps", {{"detractor", "detractors"}, {"passive", "passives"}, {"promoter", "promoters"}}},
      {"csat", {{"positive", "positive"}}},
      {"ces", {{"difficult", "difficult"}, {"neutral", "neutral"}, {"easy", "easy"}}},
      {"fcr", {{"first contact", "first_contact"}}},
      {"health", {{"insufficient", "insufficient"}}},
      {"retention-cost", {}},
      {"feedback", {}},
  };
  for_each_file([&](const Subject& subject, const File& file) {
    if (subject.rule == std::string("subscription")) return;  // who left may pay again: see below
    const Report report = list_of(subject, file);
    for (const auto& [part, name] : facts.at(subject.metric)) {
      CAPTURE(subject.metric, part, whole(file));
      CHECK(fact(report.results.front(), name) == Ratio{count_of(*report.list, part), 1});
    }
  });
}

TEST_CASE(
    "a list of a lifetime value of subscriptions names those who pay, whether they left before") {
  for_each_file([](const Subject& subject, const File& file) {
    if (subject.rule != std::string("subscription")) return;
    const Report report = list_of(subject, file);
    const Listing& list = *report.list;
    std::int64_t paying = 0;
    for (std::size_t row = 0; row < list.rows.size(); ++row) {
      const auto at = std::find(list.columns.begin(), list.columns.end(), "arpa");
      if (at == list.columns.end()) continue;
      const auto place = static_cast<std::size_t>(at - list.columns.begin());
      const auto arpa = std::get<Quantity>(list.rows[row][place]).amount;
      paying += arpa && arpa->num > 0 ? 1 : 0;
    }
    CAPTURE(whole(file));
    CHECK(fact(report.results.front(), "customers") == Ratio{paying, 1});
  });
}

TEST_CASE("the amounts beside a list's members add up to the figure") {
  for_each_file([](const Subject& subject, const File& file) {
    const std::string metric = subject.metric;
    const std::string column = metric == "mrr"              ? "mrr"
                               : metric == "expansion"      ? "expansion"
                               : metric == "clv"            ? "revenue"
                               : metric == "retention-cost" ? "cost"
                                                            : "";
    if (column.empty()) return;
    const Report report = list_of(subject, file);
    const auto total = fact(report.results.front(), column);
    const Listing& list = *report.list;
    if (!total || list.rows.empty()) return;
    Ratio sum;
    for (const std::vector<Cell>& row : list.rows) {
      sum = sum + std::get<Quantity>(row[column_of(list, column)]).amount.value_or(Ratio{});
    }
    CAPTURE(metric, whole(file));
    CHECK(sum == *total);
  });
}

TEST_CASE("the same list comes of any threads and blocks") {
  for_each_file([](const Subject& subject, const File& file) {
    Reading small;
    small.threads = 3;
    small.block_size = 64;
    const Report one = list_of(subject, file);
    const Report other = list_of(subject, file, small);
    CAPTURE(subject.metric, whole(file));
    CHECK(one.list->columns == other.list->columns);
    CHECK(one.list->rows == other.list->rows);
  });
}

}  // namespace csm::test
