#include "csm/members.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <thread>
#include <tuple>

#include "csm/threads.hpp"

namespace csm {
namespace {

bool is_something(const Quantity& quantity) { return quantity.amount && quantity.amount->num != 0; }

/// What a part is called whose fact is not 0; nothing where it is.
std::optional<std::string> word_of(const Part& part, const Result& result) {
  const Quantity* fact = result.find_fact(part.fact);
  if (fact != nullptr && is_something(*fact)) return std::string(part.word);
  const Breakdown* parts = result.find_parts(part.fact);
  if (parts == nullptr) return std::nullopt;
  for (const auto& [name, quantity] : *parts) {
    if (is_something(quantity)) return name;
  }
  return std::nullopt;
}

Quantity figure_of(std::string_view name, const Result& result) {
  const Quantity* fact = result.find_fact(name);
  return fact != nullptr ? *fact : Quantity{};
}

/// The member that a result of its rows alone tells of. A fact that an option of its name gives, as
/// --customers does, is no row's.
std::optional<Member> member_of(const Question& question, const Result& result, bool is_used) {
  const ListShape& shape = question.metric->list;
  Member member;
  member.currency = result.value.currency;
  std::optional<std::string> word;
  for (std::size_t i = 0; i < shape.parts.size() && !word; ++i) {
    if (shape.parts[i].fact.empty() || question.has(shape.parts[i].fact)) continue;
    word = word_of(shape.parts[i], result);
    member.part = i;
  }
  for (std::size_t i = 0; i < shape.parts.size() && !word && is_used; ++i) {
    if (!shape.parts[i].fact.empty()) continue;
    word = shape.parts[i].word;
    member.part = i;
  }
  if (!word) return std::nullopt;
  member.word = *word;
  for (const std::string_view name : shape.figures) {
    member.figures.push_back(figure_of(name, result));
  }
  return member;
}

bool play_the_same(const Member& a, const Member& b) {
  return std::tie(a.part, a.word, a.currency) == std::tie(b.part, b.word, b.currency) &&
         a.figures == b.figures;
}

/// The row stands for the members.
void name(Member& member, const KeptRow& row) {
  member.row = row.segment();
  member.customer = row.customer().text;
}
std::vector<Member> named(std::vector<Member> members, const KeptRow& row) {
  for (Member& member : members) name(member, row);
  return members;
}

/// Where a figure stands in the order of a list: what is absent comes last.
double rank_of(const Quantity& figure, bool lowest_first) {
  if (!figure.amount) return std::numeric_limits<double>::infinity();
  return lowest_first ? figure.amount->to_double() : -std::abs(figure.amount->to_double());
}

}  // namespace

Members::Members(const Question& question, const Period& period,
                 std::shared_ptr<const Segments> rows)
    : question_(question),
      period_(period),
      rows_(std::move(rows)),
      unit_(unit_of(question)),
      whole_(question.metric->start(question, period)) {}

Members::Unit Members::unit_of(const Question& question) {
  const ListShape& shape = question.metric->list;
  if (question.metric->counts == Grouping::customers) {
    if (question.assume_unique) return Unit::rows;
    return shape.is_of_rows ? Unit::rows_among_others : Unit::customers;
  }
  if (shape.is_of_customers != nullptr && shape.is_of_customers(question)) return Unit::customers;
  const auto& options = question.metric->options;
  const bool joins_days = std::any_of(options.begin(), options.end(), [&](const Option& option) {
    return option.joins_days && question.has(option.name);
  });
  return joins_days ? Unit::rows_among_others : Unit::rows;
}

std::unique_ptr<Computation> Members::fork() const {
  return std::make_unique<Members>(question_, period_, rows_);
}

void Members::add(const Rows& rows) {
  whole_->add(rows);
  std::visit(
      [this](const auto& some) {
        for (const auto& row : some) {
          KeptRow kept(row);
          const CustomerId customer = kept.customer();
          if (unit_ == Unit::rows || customer.text.empty()) {
            lone_.push_back(std::move(kept));
          } else {
            customers_[customer].rows.push_back(std::move(kept));
          }
        }
      },
      rows);
}

void Members::merge(Computation& other) {
  auto& from = dynamic_cast<Members&>(other);
  whole_->merge(*from.whole_);
  customers_.merge(from.customers_);
  std::move(from.lone_.begin(), from.lone_.end(), std::back_inserter(lone_));
}

Verdict Members::judge(const RowList& rows, const Span& span) const {
  const auto alone = question_.metric->start(question_, span.period);
  for (const KeptRow* row : rows) alone->add(row->rows());
  alone->learn_from(learned_from_ != nullptr ? *learned_from_ : *whole_);
  Report report{question_.metric, question_.rule, {}, InputSummary{}, {}, {}};
  report.input->rows = static_cast<std::int64_t>(rows.size());
  alone->finish(span, report);
  Verdict verdict;
  for (Result& result : report.results) {
    if (result.rule != nullptr && result.rule != question_.rule) continue;
    auto member = member_of(question_, result, report.input->used() > 0);
    if (member) verdict.members.push_back(std::move(*member));
    verdict.results.push_back(std::move(result));
  }
  verdict.not_counted = std::move(report.input->not_counted);
  return verdict;
}

/// By the first of its days on which it counts: rows of the same day are members of their own.
Verdict Members::judge_among_others(const KeptRow& row, const RowList& all,
                                    const Span& span) const {
  const CountingDays days = row.counting_days();
  for (const std::optional<Date>& day : {days.first, days.second}) {
    const bool may_count = day && (span.period.is_all() || span.period.contains(*day));
    if (!may_count) continue;
    RowList rows{&row};
    for (const KeptRow* other : all) {
      const CountingDays other_days = other->counting_days();
      const bool is_of_day = other_days.first == day || other_days.second == day;
      if (other != &row && !is_of_day) rows.push_back(other);
    }
    const Period of_day{*day, *day + std::chrono::days{1}, to_iso(*day)};
    Verdict verdict = judge(rows, {of_day, span.known_until});
    if (!verdict.members.empty()) return verdict;
  }
  Verdict alone = judge({&row}, span);
  alone.members.clear();
  return alone;
}

std::vector<Member> Members::members_of_customer(RowList rows, const Span& span) const {
  // The newest first, and of one day the last in the file.
  std::sort(rows.begin(), rows.end(), [this](const KeptRow* a, const KeptRow* b) {
    if (a->first_day() != b->first_day()) return a->first_day() > b->first_day();
    return rows_ != nullptr && rows_->stands_before(b->segment(), a->segment());
  });
  std::vector<Member> members = named(judge(rows, span).members, *rows.front());
  if (rows.size() == 1 || rows_ == nullptr) return members;
  std::vector<Member*> unspoken;
  for (Member& member : members) unspoken.push_back(&member);
  for (const KeptRow* row : rows) {
    if (unspoken.empty()) break;
    const std::vector<Member> alone = judge({row}, span).members;
    std::erase_if(unspoken, [&](Member* member) {
      const bool plays_it = std::any_of(alone.begin(), alone.end(), [&](const Member& other) {
        return play_the_same(other, *member);
      });
      if (plays_it) name(*member, *row);
      return plays_it;
    });
  }
  return members;
}

bool Members::counts_by_days(const RowList& rows) const {
  return unit_ == Unit::rows_among_others &&
         std::all_of(rows.begin(), rows.end(),
                     [](const KeptRow* row) { return row->counting_days().first.has_value(); });
}

Members::RowList Members::all_rows() const {
  RowList rows;
  for (const KeptRow& row : lone_) rows.push_back(&row);
  customers_.for_each([&](const Kept& customer) {
    for (const KeptRow& row : customer.rows) rows.push_back(&row);
  });
  std::sort(rows.begin(), rows.end(), [this](const KeptRow* a, const KeptRow* b) {
    return rows_->stands_before(a->segment(), b->segment());
  });
  return rows;
}

std::size_t Members::rows() const { return all_rows().size(); }

Verdict Members::together(const Span& span) const { return judge(all_rows(), span); }

std::vector<std::pair<Segments::Code, Verdict>> Members::one_by_one(const Span& span) const {
  const RowList rows = all_rows();
  const bool by_days = counts_by_days(rows);
  std::vector<std::pair<Segments::Code, Verdict>> verdicts;
  for (const KeptRow* row : rows) {
    verdicts.emplace_back(row->segment(),
                          by_days ? judge_among_others(*row, rows, span) : judge({row}, span));
  }
  return verdicts;
}

std::vector<Member> Members::find(const Span& span,
                                  const std::map<std::string, Quantity, std::less<>>& leads) const {
  std::vector<std::function<std::vector<Member>()>> jobs;
  for (const KeptRow& row : lone_) {
    jobs.emplace_back([this, &row, &span] { return named(judge({&row}, span).members, row); });
  }
  customers_.for_each([&](const Kept& customer) {
    RowList rows;
    for (const KeptRow& row : customer.rows) rows.push_back(&row);
    if (!counts_by_days(rows)) {
      jobs.emplace_back([this, rows, &span] { return members_of_customer(rows, span); });
      return;
    }
    for (const KeptRow* row : rows) {
      jobs.emplace_back([this, row, rows, &span] {
        return named(judge_among_others(*row, rows, span).members, *row);
      });
    }
  });

  constexpr std::size_t enough_for_a_thread = 500;
  const std::size_t threads = std::clamp<std::size_t>(
      jobs.size() / enough_for_a_thread, 1, std::max(1U, std::thread::hardware_concurrency()));
  std::vector<std::vector<Member>> found(threads);
  run_on_threads(threads, [&](std::size_t thread) {
    for (std::size_t i = thread; i < jobs.size(); i += threads) {
      std::vector<Member> members = jobs[i]();
      std::move(members.begin(), members.end(), std::back_inserter(found[thread]));
    }
  });
  std::vector<Member> all;
  for (auto& some : found) std::move(some.begin(), some.end(), std::back_inserter(all));
  sort(all, leads);
  return all;
}

void Members::sort(std::vector<Member>& members,
                   const std::map<std::string, Quantity, std::less<>>& leads) const {
  struct Place {
    std::vector<double> ranks;
    std::size_t member;
  };
  std::vector<Place> places;
  places.reserve(members.size());
  for (const Member& member : members) {
    Place& place = places.emplace_back();
    place.member = places.size() - 1;
    place.ranks.push_back(static_cast<double>(member.part));
    const auto lead = leads.find(member.customer);
    place.ranks.push_back(rank_of(lead == leads.end() ? Quantity{} : lead->second, false));
    for (const Quantity& figure : member.figures) {
      const bool is_first = &figure == &member.figures.front();
      place.ranks.push_back(rank_of(figure, is_first && question_.metric->list.lowest_first));
    }
  }
  std::sort(places.begin(), places.end(), [&](const Place& a, const Place& b) {
    if (a.ranks != b.ranks) return a.ranks < b.ranks;
    const Member& first = members[a.member];
    const Member& second = members[b.member];
    if (first.row != second.row && rows_ != nullptr) {
      return rows_->stands_before(first.row, second.row);
    }
    return first.currency < second.currency;
  });
  std::vector<Member> sorted;
  sorted.reserve(members.size());
  for (const Place& place : places) sorted.push_back(std::move(members[place.member]));
  members = std::move(sorted);
}

}  // namespace csm
