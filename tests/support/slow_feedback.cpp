#include "slow_feedback.hpp"

#include <algorithm>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <map>
#include <set>

#include "slow_text.hpp"

namespace csm::slow {

namespace {

using Real = boost::multiprecision::cpp_bin_float_50;
using Answers = std::vector<FeedbackAnswer>;

std::string trimmed(const std::string& text) {
  const std::string blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool is_unreadable_day(const std::string& text) { return !is_missing(text) && !parse_day(text); }

bool lies_on_scale(const Rational& score, const FeedbackOptions& options) {
  const auto whole = options.csat ? std::pair(1, 10) : std::pair(0, 10);
  const auto [lowest, highest] = options.csat ? options.scale.value_or(whole) : whole;
  return score >= lowest && score <= highest;
}

using Words = std::set<std::string>;

const Words positive_words = {"good", "satisfied", "very satisfied", "happy", "yes"};
const Words negative_words = {"bad",     "unsatisfied", "dissatisfied",     "very unsatisfied",
                              "unhappy", "no",          "very dissatisfied"};
const Words unanswered_words = {"offered", "unanswered"};
const Words not_offered_words = {"not offered", "unoffered"};

bool has(const Words& words, const std::string& word) { return words.count(word) == 1; }

struct Read {
  bool is_bad = false;
  bool is_not_offered = false;
  FeedbackAnswer answer;
  std::optional<int> sent_on;
};

bool has_opinion(const FeedbackAnswer& answer) { return answer.score || !answer.word.empty(); }

/// Reads what stands for a score; false where it is neither a number nor a word of satisfaction.
bool read_score(const std::string& text, const FeedbackOptions& options, Read& read) {
  if (is_missing(text)) return true;
  read.answer.score = parse_decimal(text);
  if (read.answer.score) return true;
  const std::string word = lower_case(text);
  if (!options.csat || options.scale) return false;
  if (has(positive_words, word) || has(negative_words, word) || word == "neutral") {
    read.answer.word = word;
    return true;
  }
  read.is_not_offered = has(not_offered_words, word);
  return read.is_not_offered || has(unanswered_words, word);
}

Read read_row(const Table& table, std::size_t row, const FeedbackOptions& options) {
  Read read;
  const std::string score = trimmed(cell(table, row, "score"));
  const std::string comment = trimmed(cell(table, row, "comment"));
  const std::string answered_on = cell(table, row, "answered_on");
  const std::string sent_on = cell(table, row, "sent_on");
  read.answer.row = row;
  read.answer.comment = is_missing(comment) ? "" : comment;
  read.answer.answered_on = parse_day(answered_on);
  read.sent_on = parse_day(sent_on);
  const bool is_readable = read_score(score, options, read);
  const bool is_off_scale = read.answer.score && !lies_on_scale(*read.answer.score, options);
  // "Activity falls in the period when begin <= date < end": an answer without a day cannot be
  // placed
  const bool is_answer = has_opinion(read.answer) || !read.answer.comment.empty();
  const bool lacks_day = options.begin && is_answer && !read.answer.answered_on;
  read.is_bad = !is_readable || is_off_scale || lacks_day || is_unreadable_day(answered_on) ||
                is_unreadable_day(sent_on);
  return read;
}

/// Good rows of the period with a score or a comment; counts the others.
Answers answers_of(const Table& table, const FeedbackOptions& options, FeedbackFigures& figures,
                   std::vector<Rational>& all_scores) {
  Answers answers;
  bool has_words = false;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const Read read = read_row(table, row, options);
    const FeedbackAnswer& answer = read.answer;
    if (read.is_bad) {
      ++figures.bad;
      continue;
    }
    if (answer.score) all_scores.push_back(*answer.score);
    if (!answer.word.empty()) has_words = true;
    const std::optional<int> day = answer.answered_on ? answer.answered_on : read.sent_on;
    const bool is_inside = !options.begin || (day && *day >= *options.begin && *day < *options.end);
    if (!is_inside) {
      ++(day ? figures.outside : figures.undated);
    } else if (!has_opinion(answer) && answer.comment.empty()) {
      ++(read.is_not_offered ? figures.not_offered : figures.without_answer);
    } else {
      answers.push_back(answer);
    }
  }
  figures.is_mixed = has_words && !all_scores.empty();
  return answers;
}

/// "the smallest that holds all answers of the input"
void take_scale(const std::vector<Rational>& all_scores, const FeedbackOptions& options,
                FeedbackFigures& figures) {
  if (!options.csat) return;
  figures.lowest = 1;
  figures.highest = 5;
  for (const Rational& score : all_scores) {
    if (score > figures.highest) figures.highest = score > 7 ? 10 : 7;
  }
  if (options.scale) std::tie(figures.lowest, figures.highest) = *options.scale;
}

/// "1..10: positive is 6..10; 1..7: 6..7; 1..5: 4..5; 1..3: 3"; the negative ones are as far from
/// the other end. Nothing for a comment alone.
std::optional<Group> group_of(const FeedbackAnswer& answer, const FeedbackOptions& options,
                              const FeedbackFigures& figures) {
  if (has(positive_words, answer.word)) return Group::promoter;
  if (has(negative_words, answer.word)) return Group::detractor;
  if (!answer.word.empty()) return Group::passive;
  if (!answer.score) return std::nullopt;
  const Rational& score = *answer.score;
  if (!options.csat) {
    if (score >= 9) return Group::promoter;
    return score >= 7 ? Group::passive : Group::detractor;
  }
  const int positive_from = figures.highest == 3 ? 3 : figures.highest == 5 ? 4 : 6;
  if (score >= positive_from) return Group::promoter;
  return score <= figures.lowest + figures.highest - positive_from ? Group::detractor
                                                                   : Group::passive;
}

/// The net promoter score in points, or the positive share.
std::optional<Rational> figure_of(const Answers& answers, const FeedbackOptions& options,
                                  const FeedbackFigures& figures) {
  long scored = 0;
  long promoters = 0;
  long detractors = 0;
  for (const FeedbackAnswer& answer : answers) {
    const std::optional<Group> group = group_of(answer, options, figures);
    scored += group ? 1 : 0;
    promoters += group == Group::promoter ? 1 : 0;
    detractors += group == Group::detractor ? 1 : 0;
  }
  return options.csat ? share_of(promoters, scored)
                      : share_of(Rational(100 * (promoters - detractors)), scored);
}

bool has_theme(const FeedbackAnswer& answer, const Theme& theme) {
  const std::vector<std::string> words = words_of(answer.comment);
  return std::any_of(theme.entries.begin(), theme.entries.end(), [&](const std::string& entry) {
    return is_said(entry_words_of(entry), words);
  });
}

/// Scores, then negative, neutral and positive words, then nothing.
int rank_of(const FeedbackAnswer& answer) {
  if (answer.score) return 0;
  if (has(negative_words, answer.word)) return 1;
  if (answer.word == "neutral") return 2;
  return answer.word.empty() ? 4 : 3;
}

/// Lowest score first, those without one last; then the latest day, those without one last; then
/// the place.
bool is_quoted_before(const FeedbackAnswer& one, const FeedbackAnswer& other) {
  if (rank_of(one) != rank_of(other)) return rank_of(one) < rank_of(other);
  if (one.score && *one.score != *other.score) return *one.score < *other.score;
  if (one.answered_on != other.answered_on) {
    return one.answered_on && (!other.answered_on || *one.answered_on > *other.answered_on);
  }
  return one.row < other.row;
}

ThemeFigures figures_of(const Theme& theme, const Answers& answers, const FeedbackOptions& options,
                        const FeedbackFigures& figures) {
  ThemeFigures result;
  result.name = theme.name;
  Answers others;
  for (const FeedbackAnswer& answer : answers) {
    (has_theme(answer, theme) ? result.quotes : others).push_back(answer);
  }
  std::sort(result.quotes.begin(), result.quotes.end(), is_quoted_before);
  result.mentions = static_cast<long>(result.quotes.size());
  result.share = share_of(result.mentions, figures.comments);
  Rational sum = 0;
  long scored = 0;
  for (const FeedbackAnswer& answer : result.quotes) {
    if (answer.score) sum += *answer.score;
    scored += answer.score ? 1 : 0;
  }
  result.mean = share_of(sum, scored);
  result.figure = figure_of(result.quotes, options, figures);
  const std::optional<Rational> without = figure_of(others, options, figures);
  if (figures.figure && without) result.impact = Rational(*figures.figure - *without);
  return result;
}

struct Counted {
  std::string text;
  bool is_of_detractor = false;
  bool is_of_promoter = false;
  std::size_t comment = 0;
};

Vocabulary vocabulary_of(const std::vector<Counted>& said) {
  Vocabulary vocabulary;
  std::map<std::string, WordFigures> words;
  std::map<std::string, std::set<std::size_t>> comments;
  for (const Counted& one : said) {
    WordFigures& word = words[one.text];
    word.text = one.text;
    word.detractors += one.is_of_detractor ? 1 : 0;
    word.promoters += one.is_of_promoter ? 1 : 0;
    word.all += 1;
    comments[one.text].insert(one.comment);
  }
  for (auto& [text, word] : words) {
    word.comments = static_cast<long>(comments[text].size());
    vocabulary.detractors += word.detractors;
    vocabulary.promoters += word.promoters;
    vocabulary.all += word.all;
    vocabulary.words.push_back(word);
  }
  return vocabulary;
}

void take_words(const Answers& answers, const FeedbackOptions& options, FeedbackFigures& figures) {
  std::vector<Counted> words;
  std::vector<Counted> phrases;
  for (const FeedbackAnswer& answer : answers) {
    Counted one;
    one.comment = answer.row;
    const std::optional<Group> group = group_of(answer, options, figures);
    one.is_of_detractor = group == Group::detractor;
    one.is_of_promoter = group == Group::promoter;
    const std::vector<std::string> said = words_of(answer.comment);
    for (const std::string& text : said) {
      one.text = text;
      words.push_back(one);
    }
    for (const std::string& text : word_pairs_of(said)) {
      one.text = text;
      phrases.push_back(one);
    }
  }
  figures.words = vocabulary_of(words);
  figures.phrases = vocabulary_of(phrases);
}

void count_comment(const FeedbackAnswer& answer, const FeedbackOptions& options,
                   FeedbackFigures& figures) {
  ++figures.comments;
  if (std::none_of(options.themes.begin(), options.themes.end(),
                   [&](const Theme& theme) { return has_theme(answer, theme); })) {
    ++figures.unmatched;
  }
  const std::optional<Group> group = group_of(answer, options, figures);
  if (!group) return;
  ++(group == Group::promoter  ? figures.promoters
     : group == Group::passive ? figures.passives
                               : figures.detractors);
}

}  // namespace

FeedbackFigures slow_feedback(const Table& table, const FeedbackOptions& options) {
  FeedbackFigures figures;
  std::vector<Rational> all_scores;
  const Answers answers = answers_of(table, options, figures, all_scores);
  take_scale(all_scores, options, figures);
  figures.answers = static_cast<long>(answers.size());
  for (const FeedbackAnswer& answer : answers) {
    figures.scored += has_opinion(answer) ? 1 : 0;
    if (!answer.comment.empty()) count_comment(answer, options, figures);
  }
  figures.comment_share = share_of(figures.comments, figures.answers);
  figures.figure = figure_of(answers, options, figures);
  for (const Theme& theme : options.themes) {
    figures.themes.push_back(figures_of(theme, answers, options, figures));
  }
  take_words(answers, options, figures);
  return figures;
}

std::optional<double> slow_log_odds_z(long y1, long n1, long y2, long n2, const Rational& prior,
                                      const Rational& prior_total) {
  const Rational said1 = y1 + prior;
  const Rational said2 = y2 + prior;
  const Rational unsaid1 = n1 + prior_total - said1;
  const Rational unsaid2 = n2 + prior_total - said2;
  if (said1 == 0 || said2 == 0 || unsaid1 == 0 || unsaid2 == 0) return std::nullopt;
  const Rational odds_ratio = (said1 / unsaid1) / (said2 / unsaid2);
  const Rational variance = 1 / said1 + 1 / said2;
  const Real z = log(Real(odds_ratio)) / sqrt(Real(variance));
  return z.convert_to<double>();
}

std::optional<double> slow_z(const WordFigures& word, const Vocabulary& vocabulary,
                             long prior_total) {
  // a word sets nobody apart where the other side says nothing
  if (vocabulary.detractors == 0 || vocabulary.promoters == 0) return std::nullopt;
  return slow_log_odds_z(word.detractors, vocabulary.detractors, word.promoters,
                         vocabulary.promoters, Rational(prior_total * word.all, vocabulary.all),
                         prior_total);
}

}  // namespace csm::slow
