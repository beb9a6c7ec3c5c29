#include "random_surveys.hpp"

#include "random_rows.hpp"

namespace csm::slow {

namespace {

Table random_survey(Dice& dice, const Words& scores) {
  Words header = {"score"};
  add_some(dice, {"response_id", "answered_on", "sent_on"}, header);
  shuffle(dice, header);
  std::vector<Row> rows;
  const int size = draw_size(dice);
  for (int i = 0; i < size; ++i) {
    Row row;
    row["score"] = dice.one_in(6) ? dice.pick(missing_words()) : dice.pick(scores);
    row["response_id"] = std::to_string(i);
    const int answered_on = near_day(dice);
    const int delay = dice.below(6);
    row["answered_on"] = dice.one_in(12) ? dice.pick(missing_words()) : format_day(answered_on);
    row["sent_on"] = dice.one_in(6) ? dice.pick(missing_words()) : format_day(answered_on - delay);
    spoil_some(dice, header, row);
    rows.push_back(row);
  }
  return table_of(header, rows);
}

}  // namespace

Table random_scores(std::uint64_t seed) {
  Dice dice(seed);
  static const int tops[] = {3, 5, 5, 5, 7, 7, 7, 10};
  const int lowest = dice.one_in(5) ? 0 : 1;
  const int highest = tops[dice.below(8)];
  Words scores;
  for (int score = lowest; score <= highest; ++score) scores.push_back(std::to_string(score));
  if (dice.one_in(3)) {
    for (const char* between : {"1.5", "2.999999999999", "3.5", "4.25"}) scores.push_back(between);
  }
  if (dice.one_in(4)) scores.push_back("10.5");
  if (dice.one_in(6)) scores.push_back(std::to_string(highest) + ".5");
  return random_survey(dice, scores);
}

Table random_words(std::uint64_t seed) {
  Dice dice(seed);
  static const Words known = {"good",
                              "Satisfied",
                              "VERY SATISFIED",
                              "happy",
                              "yes",
                              "neutral",
                              "bad",
                              "unsatisfied",
                              "dissatisfied",
                              "unhappy",
                              "very unsatisfied",
                              "very dissatisfied",
                              "no",
                              "offered",
                              "Unanswered",
                              "not offered",
                              "unoffered",
                              "Extremely satisfied",
                              "somewhat satisfied",
                              "great",
                              "Excellent",
                              "Neither satisfied nor dissatisfied",
                              "ok",
                              "poor",
                              "not satisfied",
                              "extremely dissatisfied",
                              "mediocre"};
  Words words = known;
  if (dice.one_in(4)) words.push_back("5");
  return random_survey(dice, words);
}

Table random_comments(std::uint64_t seed) {
  Dice dice(seed);
  static const Words said = {"slow", "Price", "PRICE", "app", "don't", "Straße", "太贵", "the"};
  static const Words between = {" ", ", ", "\n", " - ", "!"};
  Words header = {"score", "comment"};
  add_some(dice, {"answered_on", "sent_on"}, header);
  shuffle(dice, header);
  std::vector<Row> rows;
  const int size = draw_size(dice);
  for (int i = 0; i < size; ++i) {
    Row row;
    row["score"] = dice.one_in(6) ? dice.pick(missing_words()) : std::to_string(dice.below(11));
    std::string comment = dice.one_in(5) ? dice.pick(missing_words()) : dice.pick(said);
    for (int words = dice.below(6); words > 0; --words) {
      comment += dice.pick(between) + dice.pick(said);
    }
    row["comment"] = comment;
    row["answered_on"] = dice.one_in(12) ? dice.pick(missing_words()) : format_day(near_day(dice));
    row["sent_on"] = format_day(near_day(dice));
    rows.push_back(row);
  }
  return table_of(header, rows);
}

}  // namespace csm::slow
