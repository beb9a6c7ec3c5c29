#include "random_feedback.hpp"

#include "random_rows.hpp"

namespace csm::slow {

namespace {

const Words& plain_words() {
  static const Words words = {
      "price", "Price",   "PRICES",   "pricey", "too",    "expensive",
      "slow",  "support", "Support",  "staff",  "great",  "easy",
      "to",    "use",     "expenses", "don't",  "dont",   "isn\xE2\x80\x99t",
      "24",    "7",       "a",        "i",      "united", "states"};
  return words;
}

/// Letters beyond a to z: folded, composed or standing alone.
const Words& other_words() {
  static const Words words = {
      "Stra\xC3\x9F"
      "e",  // with sharp s
      "STRASSE",
      "STRA\xE1\xBA\x9E"
      "E",  // with a capital one
      "gr\xC3\xBC"
      "n",
      "GR\xC3\x9C"
      "N",
      "gru\xCC\x88n",  // u and a mark
      "caf\xC3\xA9",
      "cafe\xCC\x81",
      "cafe",
      "\xC4\xB0stanbul",                           // I with a dot
      "\xCE\xA3\xCE\x99\xCE\x93\xCE\x91\xCE\xA3",  // Greek, ending in a sigma
      "\xCF\x83\xCE\xB9\xCE\xB3\xCE\xB1\xCF\x82",
      "\xD0\xA6\xD0\x95\xD0\x9D\xD0\x90",  // Cyrillic
      "\xD1\x86\xD0\xB5\xD0\xBD\xD0\xB0",
      "\xE5\xA4\xAA\xE8\xB4\xB5\xE4\xBA\x86",  // three ideographs
      "\xE8\xB4\xB5\xE4\xBA\x86",
      "iPhone\xE8\xB4\xB5",
      "\xEA\xB0\x80\xEA\xB2\xA9",                                                  // Hangul
      "\xE0\xA4\xB9\xE0\xA4\xBF\xE0\xA4\xA8\xE0\xA5\x8D\xE0\xA4\xA6\xE0\xA5\x80",  // Devanagari
      "\xD9\xA2\xD9\xA4",                                                          // Arabic digits
      "price\xE2\x84\xA2",  // with a trade mark
      "sup\xC2\xADport",    // with a soft hyphen
      "too\xE2\x80\x8B"
      "expensive",                 // with a blank of no width
      "don\xC2\xB4t",              // with an accent for an apostrophe
      "24\xC2\xB2",                // with a raised 2
      "sta\xEF\xAC\x81",           // with a ligature
      "\xEF\xBC\xA1\xEF\xBD\x82",  // of full width
      "great\xE2\x81\xA0",         // with a joiner
      "\xCC\x81"
      "a"};  // a mark before its letter
  return words;
}

const Words& blanks_between() {
  static const Words blanks = {" ",    " ",    " ",  " ",  " ",   " ",           ", ",
                               ". ",   " - ",  "/",  "\n", "!",   "\xC2\xA0",    "\xF0\x9F\x98\x80",
                               "\xFF", "\xC3", "' ", " '", "\"",  "_",           "\r\n",
                               "*",    "''",   ";",  "\t", " = ", "\xE3\x80\x82"};
  return blanks;
}

std::string random_comment(Dice& dice, int most) {
  std::string comment;
  const int size = 1 + dice.below(most);
  for (int i = 0; i < size; ++i) {
    if (i > 0) comment += dice.pick(blanks_between());
    comment += dice.pick(dice.one_in(5) ? other_words() : plain_words());
  }
  if (dice.one_in(8)) comment = "'" + comment + "'";
  if (dice.one_in(10)) comment += "...";
  if (dice.one_in(20)) comment = " " + comment + "  ";
  return comment;
}

std::string comment_or_none(Dice& dice) {
  static const Words odd = {"?!", "...", "\xF0\x9F\x98\x80", "\xFF\xFE", "n a", "NA.", "--",
                            "'",  "none"};
  if (dice.one_in(4)) return dice.pick(missing_words());
  if (dice.one_in(10)) return dice.pick(odd);
  return random_comment(dice, 6);
}

Words scores_of(Dice& dice, bool csat) {
  static const Words words = {"good", "Very Satisfied", "happy",   "neutral",    "bad",
                              "NO",   "dissatisfied",   "offered", "unanswered", "not offered",
                              "meh"};
  if (csat && dice.one_in(5)) return words;
  static const int tops[] = {3, 5, 5, 5, 7, 7, 10};
  const int lowest = csat ? 1 : 0;
  const int highest = csat ? tops[dice.below(7)] : 10;
  Words scores;
  for (int score = lowest; score <= highest; ++score) scores.push_back(std::to_string(score));
  if (dice.one_in(4)) {
    for (const char* between : {"1.5", "2.5", "5.5", "6.999", "8.5"}) scores.push_back(between);
  }
  if (csat && dice.one_in(20)) scores.push_back("satisfied");
  return scores;
}

Row random_answer(Dice& dice, const Words& scores, int i) {
  Row row;
  row["response_id"] = std::to_string(i);
  const bool is_missing_score = dice.one_in(5);
  row["score"] = is_missing_score ? dice.pick(missing_words()) : dice.pick(scores);
  row["comment"] = comment_or_none(dice);
  const int answered_on = near_day(dice);
  const int delay = dice.below(6);
  row["answered_on"] = dice.one_in(10) ? dice.pick(missing_words()) : format_day(answered_on);
  row["sent_on"] = dice.one_in(5) ? dice.pick(missing_words()) : format_day(answered_on - delay);
  return row;
}

/// What comments are looked through for: some match words only when both are folded alike.
const Words& entries() {
  static const Words words = {"price",
                              "PRICE*",
                              "pric*",
                              "too expensive",
                              "too expens*",
                              "expens*",
                              "support",
                              "Support staff",
                              "easy to use",
                              "don\xE2\x80\x99t",
                              "isn't",
                              "24/7",
                              "easy-to-use",
                              "strasse",
                              "Stra\xC3\x9F"
                              "e",
                              "gr\xC3\xBC*",
                              "cafe\xCC\x81",
                              "caf*",
                              "\xCF\x83\xCE\xB9\xCE\xB3\xCE\xB1\xCF\x83",
                              "\xD1\x86\xD0\xB5\xD0\xBD*",
                              "\xE8\xB4\xB5\xE4\xBA\x86",
                              "\xE8\xB4\xB5",
                              "iphone \xE8\xB4\xB5",
                              "\xEA\xB0\x80*",
                              "\xE0\xA4\xB9*",
                              "united states",
                              "a",
                              "nobody says this"};
  return words;
}

}  // namespace

Table random_feedback(std::uint64_t seed, bool csat) {
  Dice dice(seed);
  Words header = {"comment"};
  if (!dice.one_in(6)) header.push_back("score");
  add_some(dice, {"response_id", "answered_on", "sent_on"}, header);
  shuffle(dice, header);
  const Words scores = scores_of(dice, csat);
  std::vector<Row> rows;
  const int size = draw_size(dice);
  for (int i = 0; i < size; ++i) {
    Row row = random_answer(dice, scores, i);
    spoil_some(dice, header, row);
    rows.push_back(row);
  }
  return table_of(header, rows);
}

Table random_opinions(std::uint64_t seed) {
  Dice dice(seed);
  static const Words low = {"0", "3", "6"};
  static const Words high = {"9", "10"};
  static const Words bad = {"slow", "too expensive", "don't use",
                            "Stra\xC3\x9F"
                            "e"};
  static const Words good = {"great", "easy to use", "Support staff", "\xE8\xB4\xB5"};
  std::vector<Row> rows;
  const int size = dice.one_in(4) ? 3 + dice.below(12) : 60 + dice.below(240);
  const int kind = dice.below(8);  // a side may be missing
  for (int i = 0; i < size; ++i) {
    const bool is_detractor = kind == 0 || (kind != 1 && dice.one_in(2));
    Row row = random_answer(dice, is_detractor ? low : high, i);
    const std::string own = dice.pick(is_detractor ? bad : good);
    const std::string rest = random_comment(dice, 3);
    row["comment"] = dice.one_in(6) ? rest : dice.one_in(3) ? own + " " + rest : own;
    if (dice.one_in(9)) row["score"] = "8";
    rows.push_back(row);
  }
  return table_of({"score", "comment"}, rows);
}

std::vector<Theme> random_themes(std::uint64_t seed) {
  Dice dice(seed);
  static const Words names = {"Price", "Support", "Ease of use",
                              "Gr\xC3\xBC"
                              "n",
                              "\xE4\xBB\xB7"};
  Words left = names;
  shuffle(dice, left);
  std::vector<Theme> themes;
  const int size = 1 + dice.below(5);
  for (int i = 0; i < size; ++i) {
    Theme theme{left[static_cast<std::size_t>(i)], {}};
    const int entry_count = 1 + dice.below(4);
    for (int j = 0; j < entry_count; ++j) theme.entries.push_back(dice.pick(entries()));
    themes.push_back(theme);
  }
  return themes;
}

std::string to_dictionary(const std::vector<Theme>& themes, std::uint64_t seed) {
  Dice dice(seed);
  std::string text = dice.one_in(3) ? "# themes\n\n" : "";
  for (const Theme& theme : themes) {
    text += theme.name + (dice.one_in(3) ? " :" : ":");
    for (std::size_t i = 0; i < theme.entries.size(); ++i) {
      if (i > 0) text += ",";
      if (!dice.one_in(4)) text += " ";
      const bool is_stem = theme.entries[i].find('*') != std::string::npos;
      text += is_stem || !dice.one_in(3) ? theme.entries[i] : "\"" + theme.entries[i] + "\"";
    }
    text += "\n";
    if (dice.one_in(5)) text += "\n  # a remark\n";
  }
  return text;
}

}  // namespace csm::slow
