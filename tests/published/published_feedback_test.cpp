#include "csm/metrics/feedback.hpp"
#include "published/published.hpp"
#include "support/slow_feedback.hpp"

namespace csm::published {

namespace {

/// The answer from a table and a dictionary of themes.
Result feedback(const std::string& table, const std::string& themes) {
  Question question = question_of(feedback_metric);
  question.options["themes"] = "themes.txt";
  question.files["themes"] = {"themes.txt", themes};
  const Report report = run(question, {{"", "t.csv", table}}, {});
  REQUIRE(report.results.size() == 1);
  CHECK(report.input->bad == 0);
  return report.results[0];
}

std::string comments_of(const std::vector<std::string>& comments) {
  std::string table = "comment\n";
  for (const std::string& comment : comments) table += "\"" + comment + "\"\n";
  return table;
}

Int128 mentions(const Result& result, std::string_view theme) {
  for (const Fact& one : result.facts) {
    if (one.name != "mentions") continue;
    for (const auto& [name, count] : std::get<Breakdown>(one.value)) {
      if (name == theme) return count.amount->num;
    }
  }
  FAIL("no theme " << theme);
  return 0;
}

const Listing& list_of(const Result& result, std::string_view name) {
  for (const Listing& list : result.lists) {
    if (list.name == name) return list;
  }
  FAIL("no list " << name);
  return result.lists.front();
}

const Cell& cell_of(const Listing& list, std::size_t row, std::string_view column) {
  for (std::size_t i = 0; i < list.columns.size(); ++i) {
    if (list.columns[i] == column) return list.rows.at(row).at(i);
  }
  FAIL("no column " << column);
  return list.rows.front().front();
}

Ratio number_in(const Listing& list, std::size_t row, std::string_view column) {
  return *std::get<Quantity>(cell_of(list, row, column)).amount;
}

std::string repeated(const std::string& line, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += line;
  return text;
}

}  // namespace

// quanteda (K. Benoit and others), tests of tokens_lookup, "multi-word dictionary keys are counted
// correctly" and "entirely single-word dictionary keys are counted correctly",
// github.com/quanteda/quanteda, tests/testthat/test-tokens_lookup.R: of six texts the key Countries
// is found in the first four and the sixth without regard to case, oceans in the first, team in the
// third; with single words team in the third and fourth.
TEST_CASE("phrases of a dictionary are found in the texts where quanteda finds them") {
  const std::string table =
      comments_of({"The United States is bordered by the Atlantic Ocean and the Pacific Ocean.",
                   "The Supreme Court of the United States is seldom in a united state.",
                   "It's Arsenal versus Manchester United, states the announcer.",
                   "We need Manchester Unity in the Federal Republic of Germany today.",
                   "United statehood is a good state.", "luv the united states XXOO!"});
  const Result phrases = feedback(table,
                                  "Countries: United States, Federal Republic of Germany\n"
                                  "oceans: Atlantic Ocean, Pacific Ocean\n"
                                  "Institutions: federal government, Supreme Court\n"
                                  "team: Manchester United, Arsenal\n");
  CHECK(mentions(phrases, "Countries") == 5);
  CHECK(mentions(phrases, "oceans") == 1);
  CHECK(mentions(phrases, "team") == 1);
  const Result words = feedback(table,
                                "Countries: States, Germany\noceans: Atlantic, Pacific\n"
                                "team: Manchester, Arsenal\n");
  CHECK(mentions(words, "Countries") == 5);
  CHECK(mentions(words, "team") == 2);
}

// The same, "#388 issue about overlapping key values is resolved: glob matches": Stat* is found in
// both texts; "non-exclusive lookup is working": of two texts both have a country and freedom, the
// first has law words.
TEST_CASE("stems of a dictionary are found in the texts where quanteda finds them") {
  const Result states = feedback(
      comments_of({"The United States is bordered by the Atlantic Ocean and the Pacific Ocean.",
                   "The Supreme Court of the United States is seldom in a united state."}),
      "Countries: Stat*\ngameconsoles: Nintendo*\n");
  CHECK(mentions(states, "Countries") == 2);
  CHECK(mentions(states, "gameconsoles") == 0);
  const Result laws = feedback(comments_of({"Mexico signed a new libertarian law with Canada.",
                                            "Let freedom ring in the United States!"}),
                               "country: united states, mexico, canada\n"
                               "law words: law*, constitution\n"
                               "freedom: free, freedom, libertarian\n");
  CHECK(mentions(laws, "country") == 2);
  CHECK(mentions(laws, "law words") == 1);
  CHECK(mentions(laws, "freedom") == 2);
}

// Thematic, "Analysis of Net Promoter Score Verbatims",
// getthematic.com/net-promoter-score-verbatims: three sentences that all need the code "staff
// friendliness".
TEST_CASE("one stem codes three ways to say that staff is friendly") {
  const Result result = feedback(
      comments_of({"I was impressed by how friendly the person on the other end of the line was.",
                   "The lady who helped me was friendly.", "Friendliness of staff."}),
      "staff friendliness: friendl*\n");
  CHECK(mentions(result, "staff friendliness") == 3);
  CHECK(fact(result, "unmatched") == Ratio{0, 1});
}

// T. Christiansen, "Perl Unicode Cookbook: Unicode Casing", perl.com, May 2012: both words match
// their capitals, with SS for the sharp s and one sigma for three.
// A. Phillips, "CSS Case Sensitivity Demo", inter-locale.com/test/css-case-sensitive-demo1.html:
// each line's words match by full case folding; the one with a combining mark does so once it is
// normalized.
TEST_CASE("words match their capitals as Unicode has it") {
  const auto found = [](const std::vector<std::string>& comments, const std::string& entry) {
    return mentions(feedback(comments_of(comments), "t: " + entry + "\n"), "t");
  };
  CHECK(found({"tsch\u00FC\u00DF", "TSCH\u00DCSS"}, "tsch\u00FC\u00DF") == 2);
  CHECK(found({"\u03A3\u03AF\u03C3\u03C5\u03C6\u03BF\u03C2",
               "\u03A3\u038A\u03A3\u03A5\u03A6\u039F\u03A3"},
              "\u03A3\u03AF\u03C3\u03C5\u03C6\u03BF\u03C2") == 2);
  CHECK(found({"GR\u00DCN", "gr\u00FCn", "gr\u00DCn", "gru\u0308n"}, "gr\u00FCn") == 4);
  CHECK(found({"gro\u00DF", "gross", "GROSS", "GRO\u1E9E"}, "gross") == 4);
  CHECK(found({"iI", "Ii", "II"}, "ii") == 3);
  CHECK(found({"\u0440\u0443\u0441\u0441\u043A\u0438", "\u0420\u0423\u0421\u0421\u041A\u0418",
               "\u0420\u0443\u0441\u0441\u043A\u0438"},
              "\u0440\u0443\u0441\u0441\u043A\u0438") == 3);
}

// SightMill, "Could you give me a quick and clear summary of how to calculate NPS?",
// help.sightmill.com: scores 3, 4, 5, 6, 8, 8, 8, 9, 10, 10 -> four detractors, three passives,
// three promoters, -10.
TEST_CASE("answers with comments have the net promoter score of their scores") {
  std::string table = "score,comment\n";
  for (const char* score : {"3", "4", "5", "6", "8", "8", "8", "9", "10", "10"}) {
    table += std::string(score) + ",so it is\n";
  }
  const Result result = from_csv(feedback_metric, table);
  CHECK(fact(result, "nps") == Ratio{-10, 1});
  CHECK(fact(result, "detractors") == Ratio{4, 1});
  CHECK(fact(result, "passives") == Ratio{3, 1});
  CHECK(fact(result, "promoters") == Ratio{3, 1});
}

// Thematic, "Impact calculation equations", help.getthematic.com/article/32: impact = (a - b) / c -
// (d - e) / f with promoters, detractors and responses of all and without the theme, score of the
// theme the same of its own.
// Qualtrics XM Community, "Has anyone seen any documentation on Text Analytics NPS Impact Score",
// January 2024: impact = topic count x (topic NPS - overall NPS) / (overall count - topic count).
TEST_CASE("the impact of a theme is that of both published formulas") {
  // 12 promoters, 5 passives and 8 detractors, of which 2, 1 and 6 speak of the price
  const std::string table = "score,comment\n" + repeated("9,price\n", 2) +
                            repeated("10,fine\n", 10) + repeated("8,price\n", 1) +
                            repeated("7,fine\n", 4) + repeated("3,price\n", 6) +
                            repeated("0,fine\n", 2);
  const Result result = feedback(table, "price: price\n");
  const Listing& themes = list_of(result, "themes");
  const Ratio score = number_in(themes, 0, "nps");
  const Ratio overall = fact(result, "nps");
  CHECK(score == Ratio{-400, 9});
  CHECK(overall == Ratio{16, 1});
  const Ratio impact = number_in(themes, 0, "impact");
  CHECK(impact == Ratio{100 * (12 - 8), 25} - Ratio{100 * (10 - 2), 16});
  const Ratio distance = score - overall;
  CHECK(impact == Ratio{9 * distance.num, 16 * distance.den});
}

// The general definitions, "Checks": 13 of 16 -> 0.5699..0.9341; 40 of 50 -> 66.96 %..88.76 %.
TEST_CASE("a theme's share of the comments has the interval of a share") {
  const auto bounds = [](int with, int without) {
    const Result result = feedback(
        "comment\n" + repeated("price\n", with) + repeated("fine\n", without), "price: price\n");
    const Listing& themes = list_of(result, "themes");
    return std::pair(number_in(themes, 0, "low").to_decimal(4),
                     number_in(themes, 0, "high").to_decimal(4));
  };
  CHECK(bounds(13, 3) == std::pair<std::string, std::string>("0.5699", "0.9341"));
  CHECK(bounds(40, 10) == std::pair<std::string, std::string>("0.6696", "0.8876"));
}

// fightin_words, README, "Uninformed example", a Python package after J. Hessel's FightingWords:
// the quick brown fox jumps over the lazy pig, against the lazy purple pig jumps over the lazier
// donkey, each word 1/20 as prior: brown, fox and quick 0.6894227886807968, donkey, lazier and
// purple the same below 0, the other words 0.
TEST_CASE("the same words set two texts apart as in a published example of fightin' words") {
  const slow::Rational prior(1, 20);
  const slow::Rational total(11, 20);
  CHECK(std::abs(*slow::slow_log_odds_z(1, 9, 0, 9, prior, total) - 0.6894227886807968) < 1e-12);
  CHECK(std::abs(*slow::slow_log_odds_z(0, 9, 1, 9, prior, total) + 0.6894227886807968) < 1e-12);
  CHECK(slow::slow_log_odds_z(2, 9, 2, 9, prior, total) == 0.0);
  const std::string table = "score,comment\n" +
                            repeated("0,the quick brown fox jumps over the lazy pig\n", 100) +
                            repeated("10,the lazy purple pig jumps over the lazier donkey\n", 100);
  const Result result = from_csv(feedback_metric, table);
  const Listing& words = list_of(result, "words");
  std::string said;
  Ratio highest = number_in(words, 0, "z");
  for (std::size_t i = 0; i < words.rows.size(); ++i) {
    const std::string word = std::get<std::string>(cell_of(words, i, "word"));
    if (word.find(' ') != std::string::npos) continue;
    said += std::get<std::string>(cell_of(words, i, "said_by")) + " " + word + "\n";
    const Ratio z = number_in(words, i, "z");
    CHECK((z == highest || z == Ratio{-highest.num, highest.den}));
  }
  CHECK(said ==
        "detractors brown\ndetractors fox\ndetractors quick\n"
        "promoters donkey\npromoters lazier\npromoters purple\n");
}

}  // namespace csm::published
