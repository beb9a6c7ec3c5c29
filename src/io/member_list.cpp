#include "io/member_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "csm/customer_memory.hpp"
#include "csm/error.hpp"
#include "csm/members.hpp"
#include "csm/registry.hpp"
#include "io/columns_of_use.hpp"
#include "io/match.hpp"
#include "io/table_anew.hpp"
#include "text/nearest.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

constexpr std::string_view every_part = "all";

/// The columns asked for; a word that is no column's name may be several with commas between.
std::vector<std::string> columns_asked_for(const Question& question, const OpenTable& table) {
  const auto is_column = [&table](const std::string& name) {
    return std::any_of(table.sources.begin(), table.sources.end(), [&](const OpenSource& source) {
      return find_column(name, source.scanner->name(), source.scanner->header(),
                         "--columns " + shown(name))
          .has_value();
    });
  };
  std::vector<std::string> columns;
  for (const std::string& word : question.list_columns) {
    std::string_view rest = word;
    while (!is_column(std::string(rest)) && rest.find(',') != std::string_view::npos) {
      columns.emplace_back(trimmed(rest.substr(0, rest.find(','))));
      rest.remove_prefix(rest.find(',') + 1);
    }
    columns.emplace_back(trimmed(rest));
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto before = columns.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::find(columns.begin(), before, columns[i]) != before) {
      usage_error("--columns", in_quotes(columns[i]) + " is given twice");
    }
  }
  return columns;
}

/// Those, or without any those of use, and those that results are told apart by.
std::vector<std::string> columns_of_list(const Question& question, const OpenTable& table) {
  if (!question.list_columns.empty()) return columns_asked_for(question, table);
  std::vector<std::string> columns = columns_of_use(table);
  for (const Cut& cut : question.by) {
    const bool is_there = std::any_of(
        columns.begin(), columns.end(),
        [&](const std::string& column) { return match_key(column) == match_key(cut.column); });
    if (!is_there) columns.push_back(cut.column);
  }
  return columns;
}

/// Error{usage} for a column that no file has.
void refuse_unknown_columns(const std::vector<std::string>& columns, const OpenTable& table) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const bool is_known =
        std::any_of(table.sources.begin(), table.sources.end(), [i](const OpenSource& source) {
          return i < source.binding.cut_slots.size() &&
                 source.binding.cut_slots[i] != Binding::no_slot;
        });
    if (is_known) continue;
    const OpenSource& first = table.sources.front();
    column_called(columns[i], first.scanner->name(), first.scanner->header(),
                  "--columns " + shown(columns[i]));
  }
}

/// Members and what they take, also while they are found.
struct FoundMembers {
  std::vector<Member> all;
  CustomerShare memory;
};

/// What finding the member of a row takes beside the row: the work to be done, its place in the
/// order, and the member, twice while it is moved.
std::size_t memory_of_member(const ListShape& shape) {
  const std::size_t work = sizeof(std::function<std::vector<Member>()>) +
                           memory_of_piece(sizeof(std::vector<const KeptRow*>) + 3 * sizeof(void*));
  const std::size_t place =
      4 * sizeof(void*) + memory_of_piece((2 + shape.figures.size()) * sizeof(double));
  return 2 * (work + place + sizeof(Member)) +
         memory_of_piece(shape.figures.size() * sizeof(Quantity));
}

/// One pass over the table, bound to what the question reads.
FoundMembers find_members(const Question& question, const std::shared_ptr<Segments>& rows,
                          const Span& span, OpenTable& table, const Reading& reading,
                          const PassRules& rules,
                          const std::map<std::string, Quantity, std::less<>>& leads) {
  TableAnew anew(question, rows, table, reading, rules);
  if (rows != nullptr) {
    std::vector<std::string> columns;
    for (const Cut& cut : rows->cuts()) columns.push_back(cut.column);
    refuse_unknown_columns(columns, table);
  }
  Members members(question, span.period, rows);
  const RowCounts counts = anew.pass(members);
  FoundMembers found;
  found.memory.take(static_cast<std::size_t>(counts.rows) *
                    memory_of_member(question.metric->list));
  found.all = members.find(span, leads);
  return found;
}

/// What customers pay, and what knowing it takes.
struct PaidByCustomers {
  std::map<std::string, Quantity, std::less<>> mrr;
  CustomerShare memory;
};

std::size_t memory_of_entry(const std::pair<const std::string, Quantity>& entry) {
  return memory_of_piece(4 * sizeof(void*) + sizeof(entry)) + memory_beside(entry.first);
}

/// What each customer pays at the start, or where that is nothing at the end, as the MRR of the
/// same rows has it; nothing of those who pay in several currencies.
PaidByCustomers mrr_of_customers(const Question& question, const Span& span, OpenTable& table,
                                 const Reading& reading, const PassRules& rules) {
  Question of_mrr = question;
  of_mrr.metric = question.metric->list.mrr;
  of_mrr.rule = &of_mrr.metric->rules.front();
  of_mrr.further_rules.clear();
  of_mrr.options.clear();
  PaidByCustomers paid;
  try {
    const FoundMembers found = find_members(of_mrr, nullptr, span, table, reading, rules, {});
    for (const Member& member : found.all) {
      const auto& figures = of_mrr.metric->list.figures;
      const auto figure = [&](std::string_view name) {
        const auto at = std::find(figures.begin(), figures.end(), name) - figures.begin();
        return member.figures[static_cast<std::size_t>(at)];
      };
      Quantity mrr = figure("opening");
      if (!mrr.amount || mrr.amount->num == 0) mrr = figure("mrr");
      const auto [known, is_new] = paid.mrr.emplace(member.customer, mrr);
      if (!is_new) known->second.amount.reset();
      if (is_new) paid.memory.take(memory_of_entry(*known));
    }
  } catch (const Error& error) {
    if (error.code == ErrorCode::failed) throw;
    paid = {};
  }
  return paid;
}

bool is_asked(const Member& member, const Question& question) {
  const auto& asked = question.list_parts;
  if (asked.empty()) return !question.metric->list.parts[member.part].is_rest;
  return std::any_of(asked.begin(), asked.end(), [&](const std::string& word) {
    return word == every_part || word == member.word;
  });
}

/// Parts that are called as those of a fact by name, whether or not anybody plays them.
void add_names(std::string_view fact, const std::vector<Result>& results,
               std::set<std::string>& to) {
  for (const Result& result : results) {
    const Breakdown* parts = result.find_parts(fact);
    if (parts == nullptr) continue;
    for (const auto& [name, quantity] : *parts) to.insert(name);
  }
}

/// Error{usage} for a part that no member could play.
void refuse_unknown_parts(const std::vector<Member>& members, const Question& question,
                          const std::vector<Result>& results) {
  std::set<std::string> known{std::string(every_part)};
  for (const Part& part : question.metric->list.parts) {
    if (!part.word.empty()) known.insert(std::string(part.word));
    add_names(part.fact, results, known);
  }
  for (const Member& member : members) known.insert(member.word);
  const std::vector<std::string_view> words(known.begin(), known.end());
  for (const std::string& asked : question.list_parts) {
    if (known.count(asked) > 0) continue;
    usage_error("--part",
                fmt::format("{} is no part of {}; there are {}{}", in_quotes(asked),
                            question.metric->id, joined(words), did_you_mean(asked, words)));
  }
}

/// "55 churned, 3 joined": how many play which part.
std::string counts_in_words(const std::vector<const Member*>& members) {
  std::vector<std::pair<std::string, std::int64_t>> counts;
  for (const Member* member : members) {
    const auto known = std::find_if(counts.begin(), counts.end(),
                                    [&](const auto& count) { return count.first == member->word; });
    if (known == counts.end()) {
      counts.emplace_back(member->word, 1);
    } else {
      ++known->second;
    }
  }
  std::string words;
  for (const auto& [word, count] : counts) {
    words += (words.empty() ? "" : ", ") + to_text(Quantity::count(count)) + " " + word;
  }
  return words;
}

/// The columns of the list and its cells.
class ListTable {
 public:
  ListTable(const std::vector<const Member*>& members, const Segments& rows)
      : members_(members), rows_(rows) {
    list_.name = "list";
    list_.memory.take(members.size() * sizeof(list_.rows.front()));
    list_.rows.resize(members.size());
  }

  template <class CellOf>
  void add(const std::string& name, const CellOf& cell_of) {
    list_.columns.push_back(name);
    take_memory(1);
    for (std::size_t i = 0; i < members_.size(); ++i) {
      list_.rows[i].push_back(cell_of(*members_[i]));
    }
  }

  /// Columns of the files, and last where the row stands.
  void add_rows(bool are_chosen) {
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < rows_.cuts().size(); ++i) {
      std::string name = rows_.cuts()[i].column;
      const bool is_there = name == "currency" && has(name);
      if (is_there && !are_chosen) continue;
      shown.push_back(i + 1);
      while (has(name) || name == place) name += "_in_file";
      list_.columns.push_back(name);
    }
    list_.columns.emplace_back(place);
    shown.push_back(0);
    take_memory(shown.size());
    for (std::size_t i = 0; i < members_.size(); ++i) {
      std::vector<std::string> texts = rows_.texts_of(members_[i]->row);
      for (const std::size_t part : shown) {
        list_.memory.take(memory_beside(texts[part]));
        list_.rows[i].emplace_back(std::move(texts[part]));
      }
    }
  }

  Listing take() { return std::move(list_); }

 private:
  bool has(const std::string& name) const {
    return std::count(list_.columns.begin(), list_.columns.end(), name) > 0;
  }

  /// For so many columns more; rows that grow have room for as much again.
  void take_memory(std::size_t columns) {
    list_.memory.take(2 * columns * sizeof(Cell) * members_.size());
  }

  static constexpr std::string_view place = "row";

  const std::vector<const Member*>& members_;
  const Segments& rows_;
  Listing list_;
};

}  // namespace

Listing list_members(const Question& question, const Span& span, OpenTable& table,
                     const Reading& reading, const PassRules& rules, Report& report) {
  const ListShape& shape = question.metric->list;
  const auto rows = Segments::of_rows(columns_of_list(question, table));
  PaidByCustomers paid;
  if (shape.mrr != nullptr) paid = mrr_of_customers(question, span, table, reading, rules);
  const auto& mrr = paid.mrr;
  const FoundMembers members = find_members(question, rows, span, table, reading, rules, mrr);
  refuse_unknown_parts(members.all, question, report.results);
  std::vector<const Member*> listed;
  std::vector<const Member*> others;
  for (const Member& member : members.all) {
    (is_asked(member, question) ? listed : others).push_back(&member);
  }

  ListTable list(listed, *rows);
  list.add("part", [](const Member& member) { return Cell(member.word); });
  const auto mrr_of = [&mrr](const Member& member) {
    const auto found = mrr.find(member.customer);
    return found == mrr.end() ? Quantity{std::nullopt, Unit::money, {}} : found->second;
  };
  if (!mrr.empty()) list.add("mrr", [&](const Member& member) { return Cell(mrr_of(member)); });
  for (std::size_t i = 0; i < shape.figures.size(); ++i) {
    const bool is_known = std::any_of(listed.begin(), listed.end(), [i](const Member* member) {
      return member->figures[i].amount.has_value();
    });
    if (!is_known) continue;
    list.add(std::string(shape.figures[i]),
             [i](const Member& member) { return Cell(member.figures[i]); });
  }
  const auto currency_of = [&](const Member& member) {
    return member.currency.is_known() ? member.currency : mrr_of(member).currency;
  };
  const bool has_currency = std::any_of(listed.begin(), listed.end(), [&](const Member* member) {
    return currency_of(*member).is_known();
  });
  if (has_currency) {
    list.add("currency",
             [&](const Member& member) { return Cell(std::string(currency_of(member).code())); });
  }
  list.add_rows(!question.list_columns.empty());
  Listing listing = list.take();
  listing.title = listed.empty() ? "Behind it: nobody and nothing to list"
                                 : "Behind it: " + counts_in_words(listed);
  if (!others.empty()) {
    listing.rest =
        fmt::format("not listed: {} (--part {} lists all)", counts_in_words(others), every_part);
  }
  if (shape.mrr != nullptr && mrr.empty()) {
    report.notes.emplace_back(
        "what customers pay is not known from these columns, so the list is not in "
        "its order");
  }
  return listing;
}

}  // namespace csm
