#include "support/subjects.hpp"

#include "support/ask.hpp"
#include "support/random_tables.hpp"

namespace csm::test {
namespace {

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

/// With pauses, and amounts that are past due.
File paused_subscriptions(slow::Dice& dice) {
  const std::string columns = "started_on,ended_on,paused_on,resumed_on,status,amount,currency";
  return file_of(dice, columns, [&](Line& line, int) {
    line.start = some_day(dice);
    if (dice.one_in(2)) line.end = line.start + dice.below(90);
    std::string pause = ",";
    if (dice.one_in(2)) {
      const int from = line.start + dice.below(60);
      pause = iso(from) + "," + (dice.one_in(2) ? iso(from + 1 + dice.below(60)) : "");
    }
    const bool is_past_due = line.end == no_end && dice.one_in(3);
    return iso(line.start) + "," + (line.end == no_end ? "" : iso(line.end)) + "," + pause + "," +
           (is_past_due ? "past_due" : "") + "," + std::to_string(dice.below(4) * 50) + ",USD";
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

File comments(slow::Dice& dice) {
  static const slow::Words words = {"price", "support", "slow", "great", ""};
  return file_of(dice, "response_id,answered_on,score,comment", [&](Line& line, int i) {
    line.start = some_day(dice);
    const bool is_answered = !dice.one_in(5);
    std::string comment = dice.pick(words);
    comment += " " + dice.pick(words);
    return "r" + std::to_string(i) + "," + iso(line.start) + "," +
           (is_answered ? std::to_string(dice.below(11)) : "") + "," + comment;
  });
}

/// Costs of no customer: whose line it is decides nothing.
File costs(slow::Dice& dice) {
  return file_of(dice, "spent_on,amount,category,currency", [&](Line& line, int) {
    line.start = some_day(dice);
    return iso(line.start) + "," + std::to_string(1 + dice.below(300)) + "," +
           (dice.one_in(2) ? "team" : "tools") + ",USD";
  });
}

File factors(slow::Dice& dice) {
  return file_of(dice, "measured_on,logins", [&](Line& line, int) {
    line.start = line.end = some_day(dice);
    return iso(line.start) + "," + std::to_string(dice.below(30));
  });
}

const Subject all_subjects[] = {
    {"churn", "opening", subscriptions, true},
    {"churn", "stripe", subscriptions, true},
    {"mrr", "", subscriptions, true},
    {"mrr", "", paused_subscriptions, true},
    {"churn", "exposed", paused_subscriptions, true},
    {"expansion", "movements", subscriptions, true},
    {"expansion", "movements", paused_subscriptions, true},
    {"clv", "subscription", paused_subscriptions, true},
    {"clv", "purchases", purchases, true, {{"lifespan", "24"}}},
    {"renewal", "", contracts, true},
    {"health", "", factors, true, {{"factor", "logins:1:0..30"}}},
    {"retention-cost", "", costs, false, {{"customers", "10"}}},
    {"feedback", "", comments, false},
    {"nps", "", answers, false},
    {"nps", "", answers, false, {{"per-customer", "latest"}}},
    {"csat", "", answers, false, {{"scale", "1-7"}}},
    {"ces", "mean", answers, false},
    {"fcr", "received", tickets, false},
    {"fcr", "resolved", tickets, false},
    {"fcr", "received", tickets, false, {{"repeat-within", "7d"}}},
};

}  // namespace

std::span<const Subject> subjects() { return all_subjects; }

const Subject& cohorts_subject() {
  static const Subject cohorts{"cohorts", "customers", subscriptions, true};
  return cohorts;
}

Question question_of(const Subject& subject, const std::string& period) {
  Question question = ask(subject.metric, period, subject.rule);
  for (const auto& [name, text] : subject.options) question.options[name] = text;
  question.as_of = *read_iso_date("2026-07-20");
  return question;
}

std::string whole(const File& file) {
  return text_of(file, [](const Line&) { return true; });
}

std::string shown_result(const Result& result) {
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

}  // namespace csm::test
