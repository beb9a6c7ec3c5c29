#include "csm/metrics/fcr.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <set>

#include "csm/customer_map.hpp"
#include "csm/error.hpp"
#include "csm/registry.hpp"
#include "metrics/wording.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

constexpr Rule rules[] = {
    {"received", "all tickets opened in the period are the base",
     "{first_contact} / ({received} - {unknown})"},
    {"resolved", "only solved tickets closed in the period are the base",
     "{first_contact} / ({resolved} - {unknown})"},
};

FcrRule rule_of(const Question& question) {
  return static_cast<FcrRule>(question.rule - &rules[0]);
}

/// The days of --repeat-within; none where it is not asked for.
std::optional<int> repeat_days(const Question& question) {
  if (!question.has("repeat-within")) return std::nullopt;
  const std::string_view text = question.option("repeat-within", "");
  std::string_view digits = text;
  if (!digits.empty() && digits.back() == 'd') digits.remove_suffix(1);
  constexpr int most = 3650;
  int days = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), days);
  if (fault != std::errc{} || end != digits.data() + digits.size() || days < 0 || days > most) {
    usage_error("--repeat-within",
                fmt::format("{} is no number of days up to {}, such as 7d", in_quotes(text), most));
  }
  return days;
}

/// Status words that csm does not know: how many tickets have one, and the first in the alphabet.
struct UnknownWords {
  static constexpr std::size_t most_kept = 5;
  std::int64_t tickets = 0;
  std::set<std::string> words;

  void add(std::string_view word) {
    ++tickets;
    keep(std::string(word));
  }
  void merge(const UnknownWords& other) {
    tickets += other.tickets;
    for (const std::string& word : other.words) keep(word);
  }
  std::string list() const {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + in_quotes(word);
    return text;
  }

 private:
  void keep(const std::string& word) {
    words.insert(word);
    if (words.size() > most_kept) words.erase(std::prev(words.end()));
  }
};

class FcrComputation : public ComputationOf<FcrComputation> {
 public:
  FcrComputation(const Question& question, const Period& period)
      : ComputationOf(question, period), asks_repeats_(repeat_days(question).has_value()) {}

  void add(const Rows& rows) override {
    const FcrRule rule = rule_of(question_);
    bool tells_solved = tells_solved_;
    for (const Ticket& row : std::get<std::span<const Ticket>>(rows)) {
      if (row.status == TicketStatus::deleted) {
        ++deleted_;
        continue;
      }
      if (row.status == TicketStatus::other) unknown_words_.add(row.status_word.text);
      const FcrFact fact = fcr_fact(row, rule, period_);
      tells_solved =
          tells_solved || row.status != TicketStatus::none || row.closed_on || row.first_contact;
      ++tickets_[static_cast<bool>(row.closed_on)][fact.number()];
      if (asks_repeats_) add_with_customer(row, fact);
    }
    tells_solved_ = tells_solved;
  }

  void gather(FcrComputation& from) {
    anonymous_tally_.merge(from.anonymous_tally_);
    for (const bool is_closed : {false, true}) {
      for (std::size_t i = 0; i < FcrFact::kinds; ++i) {
        tickets_[is_closed][i] += from.tickets_[is_closed][i];
      }
    }
    customers_.merge(from.customers_);
    unknown_words_.merge(from.unknown_words_);
    tells_solved_ = tells_solved_ || from.tells_solved_;
    deleted_ += from.deleted_;
    anonymous_ += from.anonymous_;
    unclosed_ += from.unclosed_;
  }

  void finish(const Span& span, Report& report) override {
    FcrTally tally = anonymous_tally_;
    LeftOut left_out;
    for (const bool is_closed : {false, true}) {
      for (std::size_t i = 0; i < FcrFact::kinds; ++i) {
        const FcrFact fact = FcrFact::of(i);
        const std::int64_t n = tickets_[is_closed][i];
        if (!asks_repeats_) tally.add(fact, n);
        if (!fact.is_in_base) leave_out(fact, is_closed, n, left_out);
      }
    }
    std::int64_t too_fresh = 0;
    if (const std::optional<int> days = repeat_days(question_)) {
      customers_.for_each([&](const FcrState& state) {
        const std::vector<FcrFact> facts = state.facts(*days);
        for (std::size_t i = 0; i < facts.size(); ++i) {
          tally.add(facts[i]);
          too_fresh += facts[i].is_in_base && facts[i].is_first_contact && span.known_until &&
                       state.entries[i].closed_on + std::chrono::days{*days} > *span.known_until;
        }
      });
      tell_repeats(*days, too_fresh, report);
    }
    Result& result =
        report.results.emplace_back(csm::finish(tally, rule_of(question_), question_.confidence));
    result.span = span;
    InputSummary& input = *report.input;
    input.leave_out("deleted, spam or merged", deleted_);
    input.leave_out(outside_period, left_out.outside);
    input.leave_out("solved without a day of closing", left_out.undated);
    input.leave_out("not solved", left_out.unsolved);
    input.leave_out("contacts not known", tally.unknown - anonymous_ - unclosed_);
    input.leave_out("without a customer, so a further ticket cannot be seen", anonymous_);
    input.leave_out("without a day of closing, so a further ticket cannot be seen", unclosed_);
    warn(report);
  }

 private:
  /// Tickets that are not in the base of the rule.
  struct LeftOut {
    std::int64_t outside = 0;
    std::int64_t undated = 0;
    std::int64_t unsolved = 0;
  };

  void leave_out(const FcrFact& fact, bool is_closed, std::int64_t n, LeftOut& to) const {
    if (rule_of(question_) == FcrRule::received) {
      to.outside += n;
    } else if (!fact.is_solved) {
      to.unsolved += n;
    } else {
      (is_closed ? to.outside : to.undated) += n;
    }
  }

  void add_with_customer(const Ticket& row, FcrFact fact) {
    const bool is_asked = fact.is_in_base && fact.is_first_contact;
    const bool is_anonymous = row.customer_id.text.empty();
    if (is_asked && (is_anonymous || !row.closed_on)) {
      ++(is_anonymous ? anonymous_ : unclosed_);
      fact.is_first_contact = false;
      fact.is_unknown = true;
    }
    if (is_anonymous) return anonymous_tally_.add(fact);
    customers_[row.customer_id].entries.push_back({row.opened_on,
                                                   row.closed_on ? *row.closed_on : row.opened_on,
                                                   CustomerText(row.topic.text), fact});
  }

  void tell_repeats(int days, std::int64_t too_fresh, Report& report) const {
    report.notes.push_back(
        fmt::format("first contact only without a further ticket of the customer on a later day, "
                    "of the same topic where given, up to {} after the close",
                    with_noun(days, "day")));
    if (too_fresh > 0) {
      report.warnings.push_back(fmt::format(
          "{} at the first contact closed less than {} before the data ends, so a further "
          "ticket may still follow",
          with_noun(too_fresh, "ticket"), with_noun(days, "day")));
    }
  }

  void warn(Report& report) const {
    if (unknown_words_.tickets > 0) {
      report.warnings.push_back(fmt::format(
          "status of {} is a word csm does not know, such as {}; whether they are solved was "
          "taken from closed_on",
          with_noun(unknown_words_.tickets, "ticket"), unknown_words_.list()));
    }
    if (!tells_solved_ && report.input->rows > report.input->bad + deleted_) {
      report.warnings.emplace_back(
          "no ticket has a status or a day of closing, so all count as open");
    }
  }

  bool asks_repeats_;
  /// Counts by whether there is a day of closing, and by fact.
  std::array<std::array<std::int64_t, FcrFact::kinds>, 2> tickets_{};
  CustomerMap<FcrState> customers_;  ///< where repeats are asked for
  FcrTally anonymous_tally_;         ///< there: of tickets without a customer
  UnknownWords unknown_words_;
  bool tells_solved_ = false;
  std::int64_t deleted_ = 0;
  std::int64_t anonymous_ = 0;
  std::int64_t unclosed_ = 0;
};

std::vector<Role> roles(const Question& question) {
  if (question.assume_unique) {
    usage_error("--assume-unique", "every ticket counts here, whoever opened it");
  }
  const bool asks_repeats = repeat_days(question).has_value();
  Input tickets{RowType::ticket,
                {{"ticket_id", Need::column},
                 {"opened_on", Need::value},
                 {"customer_id", asks_repeats ? Need::column : Need::unread},
                 {"closed_on", asks_repeats ? Need::column : Need::optional},
                 {"status", Need::optional},
                 {"contacts", Need::optional},
                 {"reopens", Need::optional},
                 {"first_contact", Need::optional},
                 {"topic", asks_repeats ? Need::optional : Need::unread}},
                {},
                {"contacts", "first_contact"},
                ""};
  tickets.only_watches_ids = true;
  return {{{tickets}}};
}

Result by_hand(const Question& question) {
  if (rule_of(question) != FcrRule::received) {
    usage_error("--rule", "by hand there is the rule received alone: the base is --received");
  }
  FcrTally tally;
  tally.first_contact = question.count("first-contact");
  tally.received = tally.base = question.count("received");
  if (tally.first_contact > tally.received) {
    usage_error("--first-contact",
                fmt::format("{} is more than --received, which includes it", tally.first_contact));
  }
  Result result = finish(tally, FcrRule::received, question.confidence);
  result.story.resize(1);
  for (Fact& fact : result.facts) {
    if (fact.name != "first_contact" && fact.name != "received") {
      fact.value = Quantity{std::nullopt, Unit::count, {}};
    }
  }
  return result;
}

constexpr Option options[] = {
    {"repeat-within", "DAYS",
     "also no further ticket of the customer on a later day, up to 7d after the close", false,
     false, false, true},
};

constexpr Option by_hand_numbers[] = {
    {"first-contact", "N", "tickets solved at the first contact", true},
    {"received", "N", "all tickets received", true},
};

constexpr FactMeaning fact_meanings[] = {
    {"first_contact", "solved with exactly one contact and never reopened", InTables::beside},
    {"received", "tickets opened in the period", InTables::beside},
    {"resolved", "tickets solved and closed in the period", InTables::beside},
    {"reopened", "of the base, opened again at least once"},
    {"no_reply", "of the base, solved with 0 contacts: not first contact"},
    {"open", "of the base, not solved"},
    {"unknown", "tickets that cannot be judged, out of the base"},
};

constexpr Part parts[] = {
    {"", "not first contact"},
    {"open", "open"},
    {"first_contact", "first contact"},
};

constexpr Example examples[] = {
    {"csm fcr --from tickets.csv --period 2026-05", "the tickets of May"},
    {"csm fcr --from tickets.csv --rule resolved", "of solved tickets only"},
    {"csm fcr --from tickets.csv --repeat-within 7d", "and nobody came back"},
    {"csm fcr --first-contact 40 --received 50", "by hand"},
};

void tell(const FcrTally& t, FcrRule rule, Result& result) {
  const auto number = [](std::int64_t n) { return to_text(Quantity::count(n)); };
  const auto were = [](std::int64_t n) { return n == 1 ? "was" : "were"; };
  result.story.emplace_back(
      fmt::format("{} of {} at the first contact", number(t.first_contact),
                  with_noun(t.base, rule == FcrRule::resolved ? "solved ticket" : "ticket")));
  if (t.open > 0) {
    result.story.emplace_back(fmt::format("{} {} not solved", number(t.open), were(t.open)));
  }
  if (t.no_reply > 0) {
    result.story.emplace_back(
        fmt::format("{} {} solved without a reply", number(t.no_reply), were(t.no_reply)));
  }
  if (t.reopened > 0) {
    result.story.emplace_back(fmt::format("{} {} reopened", number(t.reopened), were(t.reopened)));
  }
  if (t.repeated > 0) {
    result.story.emplace_back(fmt::format("{} {} solved at once, but a further ticket followed",
                                          number(t.repeated), were(t.repeated)));
  }
  if (t.unknown > 0) {
    result.story.emplace_back(fmt::format("{} cannot be judged and {} in neither number",
                                          with_noun(t.unknown, "ticket"),
                                          t.unknown == 1 ? "is" : "are"));
  }
}

}  // namespace

Result finish(const FcrTally& t, FcrRule rule, double confidence) {
  Result result;
  result.value = Quantity::share(t.first_contact, t.base);
  result.interval = wilson(t.first_contact, t.base, confidence);
  result.sample = ShareSample{t.first_contact, t.base};
  if (t.base == 0) {
    result.reason = result.interval_reason =
        t.unknown > 0               ? "there are no tickets that can be judged"
        : rule == FcrRule::resolved ? "there are no solved tickets"
                                    : "there are no tickets";
  }
  result.facts = {{"first_contact", Quantity::count(t.first_contact)},
                  {"received", Quantity::count(t.received)},
                  {"resolved", Quantity::count(t.resolved)},
                  {"reopened", Quantity::count(t.reopened)},
                  {"no_reply", Quantity::count(t.no_reply)},
                  {"open", Quantity::count(t.open)},
                  {"unknown", Quantity::count(t.unknown)}};
  tell(t, rule, result);
  return result;
}

const Metric fcr_metric = {
    "fcr",
    "First contact resolution",
    "What share of the tickets did one contact solve?",
    "tickets solved at the first contact / tickets",
    "Freshservice, How do you calculate FCR% (resolved); CustomerFacing glossary (received)",
    Unit::share,
    DefaultPeriod::whole_file,
    rules,
    options,
    by_hand_numbers,
    fact_meanings,
    examples,
    roles,
    start_as<FcrComputation>,
    by_hand,
    false,
    false,
    Grouping::rows,
    Better::higher,
    {.parts = parts},
};

}  // namespace csm
