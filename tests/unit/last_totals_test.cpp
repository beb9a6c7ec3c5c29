#include "io/last_totals.hpp"

#include "support/ask.hpp"
#include "support/catch.hpp"
#include "unit/scan.hpp"

using namespace csm;
using namespace csm::test;

namespace {

using Words = std::vector<std::string>;
using Cut = std::pair<Words, Words>;

/// The first cells of the rows that remain in the only block of a table, and of those cut off it.
Cut cut(const std::string& text) {
  const auto scanner = open_scanner(bytes_of("t", text), {}, 1 << 18);
  scanner->project({0, 1});
  Block block;
  REQUIRE(scanner->next(block));
  std::optional<Block> last = cut_last_totals(block, *scanner);
  Cut found;
  for (std::size_t row = 0; row < block.rows(); ++row) {
    found.first.emplace_back(block.cell(row, 0));
  }
  for (std::size_t row = 0; last && row < last->rows(); ++row) {
    found.second.emplace_back(last->cell(row, 0));
    // They stand where they stood.
    const Place place = last->place(last->offset(row, 0));
    CHECK(place.line == 2 + found.first.size() + row);
    CHECK(last->place(last->offset(row, 1)).line == place.line);
  }
  return found;
}

std::string costs(const std::string& last) {
  return "category,spent_on,amount\nteam,2026-05-01,60\ntraining,2026-05-02,40\n" + last;
}

/// What is left of costs with further rows: rows, and what is told.
struct Read {
  std::int64_t rows;
  Words notes;
  Words warnings;
};
Read read_costs(const std::string& last) {
  Question question = ask("retention-cost", "2026-05");
  question.options["customers"] = "2";
  const Report report = answer(question, costs(last));
  return {report.input->rows, report.notes, report.warnings};
}

}  // namespace

TEST_CASE("only the last rows that are called as totals are cut off a block") {
  CHECK(cut("name,n\na,1\nTotal,2\nb,3\n").second.empty());
  CHECK(cut("name,n\na,1\nTotal,2\nMean,3\n") == Cut{{"a"}, {"Total", "Mean"}});
  CHECK(cut("name,n\na,1\n\"Grand \"\"Total\"\"\",2\n").second.empty());
  CHECK(cut("name,n\na,1\n\"Total\",\"2\"\n") == Cut{{"a"}, {"Total"}});
  CHECK(cut("name,n\nCount,1\n") == Cut{{}, {"Count"}});
  CHECK(cut("name,n\na,1\nTotal Wine,2\n").second.empty());
  const Cut many =
      cut("name,n\nSum,1\nSum,1\nSum,1\nSum,1\nSum,1\nSum,1\nSum,1\nSum,1\nSum,1\nSum,1\n");
  CHECK(many.first.size() == 2);
  CHECK(many.second.size() == 8);
}

TEST_CASE("a last row with a date is a total where its amount is the sum of those above") {
  const Read sum = read_costs("Total,2026-05-31,100\n");
  CHECK(sum.rows == 2);
  CHECK(sum.notes == Words{"table:4: \"Total\" is a total of the rows above, and is left out"});
  CHECK(sum.warnings.empty());
}

TEST_CASE("a last row with a date and another amount counts, and that is told") {
  const Read other = read_costs("Total,2026-05-31,99\n");
  CHECK(other.rows == 3);
  CHECK(other.notes.empty());
  CHECK(other.warnings == Words{"table:4: \"Total\" may be a total of the rows above; it has an id "
                                "or a date, and is counted"});
}

TEST_CASE("a total with a date among the rows is a row") {
  const Read among = read_costs("Total,2026-05-31,100\ntravel,2026-05-31,5\n");
  CHECK(among.rows == 4);
  CHECK(among.warnings.empty());
}

TEST_CASE("one row alone has no sum, and nothing is the sum of nothing") {
  Question question = ask("retention-cost", "2026-05");
  question.options["customers"] = "2";
  const std::string header = "category,spent_on,amount\n";
  CHECK(answer(question, header + "a,2026-05-01,9\nTotal,2026-05-31,9\n").input->rows == 2);
  CHECK(answer(question, header + "a,2026-05-01,0\nb,2026-05-01,0\nTotal,2026-05-31,0\n")
            .input->rows == 3);
  CHECK(answer(question,
               header + "a,2026-05-01,4\nb,2026-05-01,x\nc,2026-05-01,5\nTotal,2026-05-31,9\n")
            .input->rows == 3);
}
