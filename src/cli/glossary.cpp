#include <fmt/format.h>

#include <algorithm>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "csm/error.hpp"
#include "text/nearest.hpp"
#include "text/shown.hpp"

namespace csm::cli {
namespace {

struct Term {
  std::string_view word;
  std::string_view meaning;
};

/// The field's terms; README's glossary is the same (tests/support/readme_tables.py).
constexpr Term terms[] = {
    {"ARPA", "average revenue per account: MRR / paying customers"},
    {"ARR", "annual recurring revenue: 12 x MRR"},
    {"CES", "customer effort score: the share of answers that say it was easy, or their mean"},
    {"churn", "customers who leave, as a share of those who were there"},
    {"closing", "just before the day after the period's last"},
    {"CLV", "customer lifetime value: what a customer brings in over its time"},
    {"cohort", "customers who joined in the same month, quarter or year"},
    {"contraction", "what customers pay less than at the start"},
    {"CRC", "customer retention cost: what is spent on keeping customers / the customers"},
    {"CSAT", "customer satisfaction: the share of positive answers"},
    {"detractor", "who answers 0 to 6 when asked how likely a recommendation is, of 0 to 10"},
    {"expansion", "what customers pay more than at the start"},
    {"factor",
     "a column that says something of a customer's health, brought to 0..100 on a line from worst "
     "to best"},
    {"FCR", "first contact resolution: the share of tickets that one contact solved"},
    {"grace",
     "how many days after its end a contract may be followed by the next and still count as "
     "renewed"},
    {"GRR", "gross revenue retention: the share of the opening MRR still there, without expansion"},
    {"impact",
     "of a theme: the score of all answers less the score without those that hold the theme"},
    {"interval",
     "where the true figure lies as far as the rows can tell: of 100 such samples 5 have bounds "
     "that miss it; of shares by Wilson's method"},
    {"Kaplan-Meier", "how long customers stay, from those who left and those who are still there"},
    {"median lifetime",
     "how long half of the customers stay at least, by Kaplan-Meier; its interval by Brookmeyer "
     "and Crowley"},
    {"MRR", "monthly recurring revenue"},
    {"NPS", "net promoter score: the share of promoters less that of detractors, -100..100"},
    {"NRR", "net revenue retention: the share of the opening MRR still there, with expansion"},
    {"opening", "just before the period's first day"},
    {"passive", "who answers 7 or 8 when asked how likely a recommendation is, of 0 to 10"},
    {"period", "the days that a figure speaks of, the first and the last included"},
    {"points",
     "hundredths of a scale: from a share of 5 % to one of 7 % are 2 points, though 40 % more"},
    {"promoter", "who answers 9 or 10 when asked how likely a recommendation is, of 0 to 10"},
    {"quick ratio", "MRR gained / MRR lost"},
    {"reactivation", "MRR of customers who paid before, paid nothing at the start, and pay again"},
    {"renewal", "the share of the contracts that came due and were followed by another one"},
    {"rule", "a way to define a figure where systems in the field disagree"},
    {"segment", "the customers or rows that have the same in a column, such as a plan"},
    {"share", "a part of a whole: 0..1 in files, in % on a screen"},
};

constexpr Example examples[] = {
    {"csm glossary", "all terms, and the facts beside each metric's figure"},
    {"csm glossary NRR", "one of them"},
    {"csm glossary churned_new", "a fact, as --format json calls it"},
};

/// As words are compared: `Quick-Ratio` is `quick ratio`, `net_new` is `net new`.
std::string key(std::string_view word) {
  std::string out(word);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '_' || c == '-') c = ' ';
  }
  return out;
}

std::vector<Entry> term_entries() {
  std::vector<Entry> entries;
  for (const Term& term : terms) {
    entries.push_back({std::string(term.word), std::string(term.meaning)});
  }
  return entries;
}

Page everything() {
  Page page{"csm glossary", "the field's terms, and the facts of each metric", "", {}, {}};
  page.sections.push_back({"Terms", term_entries()});
  for (const Metric& metric : metrics()) {
    Section facts{fmt::format("Facts of csm {}", metric.id), {}};
    for (const FactMeaning& fact : metric.facts) {
      facts.entries.push_back({std::string(fact.name), std::string(fact.meaning)});
    }
    page.sections.push_back(std::move(facts));
  }
  return page;
}

/// Every word that is explained, terms first.
std::vector<std::string> all_words() {
  std::vector<std::string> words;
  const auto add = [&words](std::string_view word) {
    const bool is_there = std::any_of(words.begin(), words.end(), [&](const std::string& known) {
      return key(known) == key(word);
    });
    if (!is_there) words.emplace_back(word);
  };
  for (const Term& term : terms) add(term.word);
  for (const Metric& metric : metrics()) {
    for (const FactMeaning& fact : metric.facts) add(fact.name);
  }
  return words;
}

[[noreturn]] void refuse(const std::string& word) {
  // Compared as keys, said as they are written.
  const std::vector<std::string> words = all_words();
  std::vector<std::string> keys;
  for (const std::string& known : words) keys.push_back(key(known));
  const std::vector<std::string_view> candidates(keys.begin(), keys.end());
  const std::string_view near = nearest(key(word), candidates);
  const auto found = std::find(keys.begin(), keys.end(), near);
  const std::string meant =
      found == keys.end()
          ? ""
          : ". Did you mean " + words[static_cast<std::size_t>(found - keys.begin())] + "?";
  usage_error(
      "", in_quotes(word) + " is no word of the glossary" + meant + " (csm glossary lists all)");
}

std::string meaning_of(const std::string& word) {
  std::vector<Entry> entries;
  for (const Term& term : terms) {
    if (key(term.word) != key(word)) continue;
    entries.push_back({std::string(term.word), std::string(term.meaning)});
  }
  for (const Metric& metric : metrics()) {
    for (const FactMeaning& fact : metric.facts) {
      if (key(fact.name) != key(word)) continue;
      entries.push_back(
          {fmt::format("{} of csm {}", fact.name, metric.id), std::string(fact.meaning)});
    }
  }
  if (entries.empty()) refuse(word);
  return listing(entries);
}

/// A term of several words need not be quoted.
int run_glossary(std::vector<std::string> words) {
  std::string word;
  for (const std::string& part : words) word += (word.empty() ? "" : " ") + part;
  print(words.empty() ? to_text(everything()) : meaning_of(word));
  return 0;
}

std::vector<Entry> words_of_glossary() {
  std::vector<Entry> words;
  for (const std::string& word : all_words()) words.push_back({word, ""});
  for (Entry& entry : words) {
    for (const Term& term : terms) {
      if (term.word == entry.left) entry.right = term.meaning;
    }
  }
  return words;
}

}  // namespace

constinit const Command glossary_command{
    .name = "glossary",
    .operands = "[WORD]",
    .summary = "what the field's terms and csm's facts mean",
    .purpose = "What does a word mean, and what does it count beside which figure?",
    .examples = examples,
    .options = {},
    .run = run_glossary,
    .words = words_of_glossary};

}  // namespace csm::cli
