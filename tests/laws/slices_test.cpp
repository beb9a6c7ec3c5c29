#include <algorithm>
#include <climits>
#include <map>

#include "csm/condition.hpp"
#include "csm/steps.hpp"
#include "support/ask.hpp"
#include "support/catch.hpp"
#include "support/random_rows.hpp"
#include "support/random_tables.hpp"

// Segments, steps and conditions against runs over rows that somebody selected by hand.

namespace csm::test {
namespace {

constexpr std::uint64_t seeds = 25;
constexpr int no_end = INT_MAX;

/// A line of a file, and what decides where it belongs.
struct Line {
  std::string text;
  std::string customer;
  std::string plan;
  int start = 0;
  int end = no_end;
};

struct File {
  std::string header;
  std::vector<Line> lines;
};

/// A metric, and a maker of its files.
struct Subject {
  const char* metric;
  const char* rule;
  File (*make)(slow::Dice&);
  bool counts_customers;
  std::map<std::string, std::string, std::less<>> options{};
};

const slow::Words plans = {"pro", "basic", "free", ""};

std::string iso(int day) { return slow::format_day(day); }

/// A day in the months around May 2026, often the first of one.
int some_day(slow::Dice& dice) {
  const int begin = slow::random_period_begin();
  const int firsts[] = {begin - 61, begin - 30, begin, begin + 31, begin + 61};
  return dice.one_in(3) ? firsts[dice.below(5)] : begin - 80 + dice.below(160);
}

/// `fill(line)` gives the cells between the customer's and the plan's.
template <class Fill>
File file_of(slow::Dice& dice, const std::string& columns, const Fill& fill) {
  File file{"customer_id," + columns + ",plan", {}};
  const int rows = 1 + dice.below(25);
  const int customers = 1 + dice.below(8);
  for (int i = 0; i < rows; ++i) {
    Line line;
    line.customer = "c" + std::to_string(dice.below(customers));
    line.plan = dice.pick(plans);
    const std::string cells = fill(line, i);
    line.text = line.customer + "," + cells + "," + line.plan;
    file.lines.push_back(line);
  }
  return file;
}

File subscriptions(slow::Dice& dice) {
  return file_of(dice, "started_on,ended_on,amount,currency", [&](Line& line, int) {
    line.start = some_day(dice);
    if (dice.one_in(2)) line.end = line.start + dice.below(90);
    return iso(line.start) + "," + (line.end == no_end ? "" : iso(line.end)) + "," +
           std::to_string(dice.below(300)) + ",USD";
  });
}

File purchases(slow::Dice& dice) {
  return file_of(dice, "purchase_id,purchased_on,amount,currency", [&](Line& line, int i) {
    line.start = line.end = some_day(dice);
    return "p" + std::to_string(i) + "," + iso(line.start) + "," + std::to_string(dice.below(300)) +
           ",USD";
  });
}

File contracts(slow::Dice& dice) {
  return file_of(dice, "contract_id,term_start,term_end,value,currency", [&](Line& line, int i) {
    line.start = some_day(dice);
    line.end = line.start + 1 + dice.below(60);
    return "k" + std::to_string(i) + "," + iso(line.start) + "," + iso(line.end) + "," +
           std::to_string(1 + dice.below(300)) + ",USD";
  });
}

File answers(slow::Dice& dice) {
  return file_of(dice, "response_id,answered_on,sent_on,score", [&](Line& line, int i) {
    line.start = some_day(dice);
    const bool is_answered = !dice.one_in(5);
    return "r" + std::to_string(i) + "," + iso(line.start) + "," +
           iso(line.start - dice.below(40)) + "," +
           (is_answered ? std::to_string(1 + dice.below(7)) : "");
  });
}

File tickets(slow::Dice& dice) {
  return file_of(dice, "ticket_id,opened_on,closed_on,contacts", [&](Line& line, int i) {
    line.start = some_day(dice);
    const bool is_closed = !dice.one_in(3);
    return "t" + std::to_string(i) + "," + iso(line.start) + "," +
           (is_closed ? iso(line.start + dice.below(40)) : "") + "," +
           std::to_string(dice.below(3));
  });
}

File factors(slow::Dice& dice) {
  return file_of(dice, "measured_on,logins", [&](Line& line, int) {
    line.start = line.end = some_day(dice);
    return iso(line.start) + "," + std::to_string(dice.below(30));
  });
}

const Subject subjects[] = {
    {"churn", "opening", subscriptions, true},
    {"churn", "stripe", subscriptions, true},
    {"mrr", "", subscriptions, true},
    {"expansion", "movements", subscriptions, true},
    {"clv", "purchases", purchases, true, {{"lifespan", "24"}}},
    {"renewal", "", contracts, true},
    {"health", "", factors, true, {{"factor", "logins:1:0..30"}}},
    {"nps", "", answers, false},
    {"nps", "", answers, false, {{"per-customer", "latest"}}},
    {"csat", "", answers, false, {{"scale", "1-7"}}},
    {"ces", "mean", answers, false},
    {"fcr", "received", tickets, false},
    {"fcr", "resolved", tickets, false},
    {"fcr", "received", tickets, false, {{"repeat-within", "7d"}}},
};

Question question_of(const Subject& subject, const std::string& period) {
  Question question = ask(subject.metric, period, subject.rule);
  for (const auto& [name, text] : subject.options) question.options[name] = text;
  question.as_of = *read_iso_date("2026-07-20");
  return question;
}

template <class Wanted>
std::string text_of(const File& file, const Wanted& is_wanted) {
  std::string text = file.header + "\n";
  for (const Line& line : file.lines) {
    if (is_wanted(line)) text += line.text + "\n";
  }
  return text;
}

std::string whole(const File& file) {
  return text_of(file, [](const Line&) { return true; });
}

/// The plan of a customer just before a day, as the definition says it, case by case.
std::string plan_at(const File& file, const std::string& customer, int day) {
  std::vector<Line> rows;
  std::copy_if(file.lines.begin(), file.lines.end(), std::back_inserter(rows),
               [&](const Line& line) { return line.customer == customer; });
  const auto latest = [](const std::vector<Line>& some) {
    std::string plan = some.front().plan;
    int start = some.front().start;
    for (const Line& line : some) {
      if (line.start > start || (line.start == start && line.plan > plan)) {
        start = line.start;
        plan = line.plan;
      }
    }
    return plan;
  };
  std::vector<Line> active;
  std::vector<Line> earlier;
  for (const Line& line : rows) {
    if (line.start < day) (day <= line.end ? active : earlier).push_back(line);
  }
  if (!active.empty()) return latest(active);
  if (!earlier.empty()) return latest(earlier);
  const Line first = *std::min_element(rows.begin(), rows.end(), [](const Line& a, const Line& b) {
    return a.start != b.start ? a.start < b.start : a.plan < b.plan;
  });
  return first.plan;
}

std::string of_segment(const Subject& subject, const File& file, const std::string& plan,
                       int begin) {
  return text_of(file, [&](const Line& line) {
    return (subject.counts_customers ? plan_at(file, line.customer, begin) : line.plan) == plan;
  });
}

/// Everything of a result but its slice.
std::string shown(const Result& result) {
  std::string text = to_text(result.value) + " " + result.reason;
  if (result.interval) {
    text +=
        " " + std::to_string(result.interval->low) + ".." + std::to_string(result.interval->high);
  }
  for (const Fact& fact : result.facts) {
    text += "\n" + std::string(fact.name) + " ";
    if (const auto* quantity = std::get_if<Quantity>(&fact.value)) {
      text += to_text(*quantity);
    } else {
      for (const auto& [name, part] : std::get<Breakdown>(fact.value)) {
        text += name + ":" + to_text(part) + " ";
      }
    }
  }
  return text;
}

/// Checks each result of slices against a run over the rows of its segment and the days of its step
/// alone; nothing is said of segments without rows there.
void check_each(const Subject& subject, const File& file, const Report& sliced) {
  REQUIRE(!sliced.results.empty());
  for (const Result& result : sliced.results) {
    const Period& step = result.span->period;
    const int begin = static_cast<int>(step.begin.time_since_epoch().count());
    const std::string plan = result.segment.empty() ? "" : result.segment.front().second;
    const std::string rows =
        result.segment.empty() ? whole(file) : of_segment(subject, file, plan, begin);
    if (rows == file.header + "\n") continue;
    CAPTURE(subject.metric, step.label, plan, result.segment.size(), whole(file));
    const Report alone = answer(question_of(subject, step.label), rows);
    REQUIRE(alone.results.size() == 1);
    CHECK(shown(result) == shown(alone.results.front()));
  }
}

template <class Check>
void for_each_file(const Check& check) {
  for (const Subject& subject : subjects) {
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
      CAPTURE(seed);
      slow::Dice dice(seed);
      check(subject, subject.make(dice));
    }
  }
}

}  // namespace

TEST_CASE("a segment is what a run over its rows, or its customers' rows, alone says") {
  for_each_file([](const Subject& subject, const File& file) {
    Question question = question_of(subject, "2026-05");
    question.by = {read_cut("plan")};
    const Report report = answer(question, whole(file));
    CHECK(report.results.front().segment.empty());
    check_each(subject, file, report);
  });
}

TEST_CASE("a step of a series is what a run over its period alone says") {
  for_each_file([](const Subject& subject, const File& file) {
    Question question = question_of(subject, "2026-03..2026-06");
    question.every = Grain::month;
    const Report report = answer(question, whole(file));
    CHECK(report.results.size() == 4);
    check_each(subject, file, report);
  });
}

TEST_CASE("segments of a series are what runs over their rows and steps alone say") {
  for_each_file([](const Subject& subject, const File& file) {
    Question question = question_of(subject, "2026-03..2026-06");
    question.every = Grain::month;
    question.by = {read_cut("plan")};
    check_each(subject, file, answer(question, whole(file)));
  });
}

TEST_CASE("a condition keeps the rows that somebody would keep by hand") {
  for_each_file([](const Subject& subject, const File& file) {
    const std::string rows = text_of(file, [](const Line& line) { return line.plan == "pro"; });
    if (rows == file.header + "\n") return;
    Question question = question_of(subject, "2026-05");
    question.where.emplace_back("plan=pro");
    const Report kept = answer(question, whole(file));
    const Report alone = answer(question_of(subject, "2026-05"), rows);
    CHECK(shown(kept.results.front()) == shown(alone.results.front()));
    CHECK(kept.input->used() == alone.input->used());
  });
}

TEST_CASE("segments of rows add up to the total in what is a count") {
  for_each_file([](const Subject& subject, const File& file) {
    if (subject.counts_customers || subject.options.count("per-customer") > 0) return;
    Question question = question_of(subject, "2026-05");
    question.by = {read_cut("plan")};
    const Report report = answer(question, whole(file));
    for (const Fact& total : report.results.front().facts) {
      const auto* quantity = std::get_if<Quantity>(&total.value);
      if (quantity == nullptr || quantity->unit != Unit::count || !quantity->amount) continue;
      if (subject.options.count("repeat-within") > 0) continue;  // a ticket of another segment
      Int128 sum = 0;
      for (std::size_t i = 1; i < report.results.size(); ++i) {
        sum += report.results[i].fact(total.name).amount->num;
      }
      CAPTURE(subject.metric, total.name);
      CHECK(sum == quantity->amount->num);
    }
  });
}

TEST_CASE("what moved a figure by rates and by the mix adds up to its change, exactly") {
  for_each_file([](const Subject& subject, const File& file) {
    const std::string_view metric = subject.metric;
    if (metric == "mrr" || metric == "expansion" || metric == "clv" || metric == "health") return;
    // A customer's answers, or a ticket and the next one, may lie in several segments.
    const bool may_overlap =
        subject.options.count("per-customer") > 0 || subject.options.count("repeat-within") > 0;
    if (may_overlap) return;
    CAPTURE(metric, subject.rule, whole(file));
    Question question = question_of(subject, "2026-05");
    question.by = {read_cut("plan")};
    question.compare = Comparison{};
    question.why = true;
    const Report report = answer(question, whole(file));
    const Result& total = report.results.front();
    if (!total.change || !total.change->difference.amount) return;
    REQUIRE(total.lists.size() == 1);
    Int128 num = 0;
    Int128 den = 1;
    for (const std::vector<Cell>& row : total.lists.front().rows) {
      const Ratio& part = *std::get<Quantity>(row.back()).amount;
      const Ratio sum = reduced(num * part.den + part.num * den, den * part.den);
      num = sum.num;
      den = sum.den;
    }
    CHECK(reduced(num, den) ==
          reduced(total.change->difference.amount->num, total.change->difference.amount->den));
  });
}

TEST_CASE("the same slices come of any threads and blocks") {
  for_each_file([](const Subject& subject, const File& file) {
    Question question = question_of(subject, "2026-03..2026-06");
    question.every = Grain::month;
    question.by = {read_cut("plan")};
    Reading small;
    small.threads = 3;
    small.block_size = 64;
    const Report one = answer(question, whole(file));
    const Report other = answer(question, whole(file), small);
    REQUIRE(one.results.size() == other.results.size());
    for (std::size_t i = 0; i < one.results.size(); ++i) {
      CHECK(one.results[i].segment == other.results[i].segment);
      CHECK(shown(one.results[i]) == shown(other.results[i]));
    }
  });
}

}  // namespace csm::test
