#include "io/customer_story.hpp"

#include <fmt/format.h>

#include "csm/error.hpp"
#include "csm/members.hpp"
#include "io/columns_of_use.hpp"
#include "io/table_anew.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

std::vector<std::string> words_of(const std::vector<Member>& members) {
  std::vector<std::string> words;
  for (const Member& member : members) words.push_back(member.word);
  return words;
}

[[noreturn]] void refuse_unknown(const std::string& id, const Question& question) {
  usage_error("--customer",
              fmt::format("no row is of {}{}", in_quotes(id),
                          question.where.empty() ? "; ids are compared letter by letter"
                                                 : ", or --where keeps none"));
}

}  // namespace

CustomerStory story_of_customer(const Question& question, const Span& span, OpenTable& table,
                                const Reading& reading, const PassRules& rules) {
  const std::vector<std::string> columns = columns_of_use(table);
  const auto names = Segments::of_rows(columns);
  TableAnew anew(question, names, table, reading, rules);
  const auto whole = question.metric->start(question, span.period);
  anew.pass(*whole);

  CustomerStory story;
  story.id = question.customer;
  anew.keep_customer(story.id);
  Members rows(question, span.period, names);
  const RowCounts counts = anew.pass(rows, &story.bad);
  for (const auto& [reason, count] : counts.left_out) {
    if (reason != not_kept_by_where) story.left_out.emplace(reason, count);
  }
  if (rows.rows() == 0 && story.bad.empty() && story.left_out.empty()) {
    refuse_unknown(story.id, question);
  }
  rows.learn_from(*whole);
  Verdict together = rows.together(span);
  if (rows.are_customers()) story.parts = words_of(together.members);
  story.results = std::move(together.results);
  story.not_counted = std::move(together.not_counted);
  for (auto& [code, verdict] : rows.one_by_one(span)) {
    CustomerStory::Row& row = story.rows.emplace_back();
    const std::vector<std::string> texts = names->texts_of(code);
    row.place = texts.front();
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (!texts[i + 1].empty()) row.columns.emplace_back(columns[i], texts[i + 1]);
    }
    row.parts = words_of(verdict.members);
    row.not_counted = std::move(verdict.not_counted);
    row.results = std::move(verdict.results);
  }
  return story;
}

}  // namespace csm
