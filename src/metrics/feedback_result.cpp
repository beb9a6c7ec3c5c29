#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "csm/metrics/feedback.hpp"
#include "metrics/contrast.hpp"
#include "metrics/feedback_groups.hpp"
#include "metrics/wording.hpp"

namespace csm {
namespace {

constexpr std::int64_t billion = 1'000'000'000;

CsatTally tally_of(const FeedbackTally& t, std::size_t theme) {
  return theme < t.themes.size() ? t.themes[theme] : CsatTally{};
}

std::int64_t size_of(const CsatTally& t, const FeedbackView& view) {
  return groups_of(t, view).all() + t.unscored;
}

/// A share as an interval has it, to the billionth.
Quantity bound(double share) {
  return {reduced(std::llround(share * static_cast<double>(billion)), billion), Unit::share, {}};
}

std::string_view figure_name(const FeedbackView& view) { return view.is_csat ? "csat" : "nps"; }
std::string_view figure_title(const FeedbackView& view) { return view.is_csat ? "CSAT" : "NPS"; }

std::vector<Cell> theme_row(const FeedbackTally& t, std::size_t theme, const FeedbackView& view,
                            double confidence) {
  const CsatTally of_theme = tally_of(t, theme);
  const std::int64_t mentions = size_of(of_theme, view);
  const std::int64_t comments = size_of(t.comments, view);
  const FeedbackGroups groups = groups_of(of_theme, view);
  Quantity low{std::nullopt, Unit::share, {}};
  Quantity high = low;
  if (const auto interval = wilson(mentions, comments, confidence)) {
    low = bound(interval->low);
    high = bound(interval->high);
  }
  return {view.themes[theme],
          Quantity::count(mentions),
          Quantity::share(mentions, comments),
          low,
          high,
          of_theme.scores.mean(),
          figure_of(groups, view),
          impact_of(groups, groups_of(t.answers, view), view)};
}

Listing themes_list(const FeedbackTally& t, const FeedbackView& view, double confidence) {
  Listing list{"themes",
               fmt::format("Themes, the most frequent first: share of comments in % with its "
                           "{:.6g} % interval; impact: {} less that without the theme's answers",
                           confidence * 100, figure_title(view)),
               {"theme", "mentions", "share", "low", "high", "mean_score",
                std::string(figure_name(view)), "impact"},
               {}};
  for (const std::size_t theme : order_of_themes(t, view)) {
    list.rows.push_back(theme_row(t, theme, view, confidence));
  }
  return list;
}

/// Of each side the first so many.
std::vector<Contrast> first_of_each_side(const std::vector<Contrast>& all, std::int64_t most) {
  std::vector<Contrast> kept;
  std::int64_t by_detractors = 0;
  std::int64_t by_promoters = 0;
  for (const Contrast& contrast : all) {
    std::int64_t& n = contrast.z_billionths > 0 ? by_detractors : by_promoters;
    if (n++ < most) kept.push_back(contrast);
  }
  return kept;
}

/// Words and phrases, what detractors say first.
std::vector<Contrast> telling_words(const FeedbackTally& t, const FeedbackView& view) {
  const auto side = [&view](ScoreStep step) { return side_of(step, view); };
  std::vector<Contrast> words = first_of_each_side(contrasts(t.words, side), view.words);
  const std::vector<Contrast> phrases = first_of_each_side(contrasts(t.phrases, side), view.words);
  words.insert(words.end(), phrases.begin(), phrases.end());
  std::sort(words.begin(), words.end(), is_more_telling);
  std::stable_partition(words.begin(), words.end(),
                        [](const Contrast& word) { return word.z_billionths > 0; });
  return words;
}

Listing words_list(const FeedbackTally& t, const FeedbackView& view) {
  Listing list{"words",
               "Words and phrases that set detractors apart from promoters, with how often each "
               "side says them",
               {"said_by", "word", "detractors", "promoters", "z"},
               {}};
  for (const Contrast& word : telling_words(t, view)) {
    list.rows.push_back({word.z_billionths > 0 ? "detractors" : "promoters", word.word,
                         Quantity::count(word.detractors), Quantity::count(word.promoters),
                         Quantity{Ratio{word.z_billionths, billion}, Unit::score, {}}});
  }
  return list;
}

Breakdown mentions_of(const FeedbackTally& t, const FeedbackView& view) {
  Breakdown mentions;
  for (std::size_t i = 0; i < view.themes.size(); ++i) {
    mentions.emplace_back(view.themes[i], Quantity::count(size_of(tally_of(t, i), view)));
  }
  return mentions;
}

std::string count(std::int64_t n) { return to_text(Quantity::count(n)); }

void tell(Result& result, const FeedbackTally& t, const FeedbackView& view) {
  const FeedbackGroups scored = groups_of(t.answers, view);
  const FeedbackGroups said = groups_of(t.comments, view);
  const std::int64_t answers = size_of(t.answers, view);
  const std::int64_t comments = size_of(t.comments, view);
  result.story.emplace_back(
      answers == 0 ? "0 answers"
                   : fmt::format("{} of {} {} a comment ({})", count(comments),
                                 with_noun(answers, "answer"), comments == 1 ? "has" : "have",
                                 to_text(Quantity::share(comments, answers))));
  if (scored.all() > 0) {
    result.story.emplace_back(fmt::format("{} of {} is {}", figure_title(view),
                                          with_noun(scored.all(), "scored answer"),
                                          to_text(figure_of(scored, view))));
    std::string sides =
        fmt::format("comments by side: {} of promoters, {} of passives, {} of detractors",
                    count(said.promoters), count(said.passives), count(said.detractors));
    if (t.comments.unscored > 0) {
      sides += fmt::format(", {} without a score", count(t.comments.unscored));
    }
    result.story.emplace_back(sides);
  } else if (answers > 0) {
    result.story.emplace_back(
        fmt::format("no answer has a score, so there are no sides and no impact{}",
                    view.is_csat ? "" : " (--score csat takes satisfaction)"));
  }
  if (!view.themes.empty() && comments > 0) {
    result.story.emplace_back(with_noun(t.unmatched, "comment") +
                              (t.unmatched == 1 ? " fits no theme" : " fit no theme"));
  }
}

}  // namespace

std::vector<std::size_t> order_of_themes(const FeedbackTally& t, const FeedbackView& view) {
  std::vector<std::size_t> order(view.themes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return size_of(tally_of(t, a), view) > size_of(tally_of(t, b), view);
  });
  return order;
}

Result finish(const FeedbackTally& t, const FeedbackView& view, double confidence) {
  const FeedbackGroups said = groups_of(t.comments, view);
  const FeedbackGroups scored = groups_of(t.answers, view);
  const std::int64_t answers = size_of(t.answers, view);
  const std::int64_t comments = size_of(t.comments, view);
  Result result;
  result.interval_reason = "a count of all comments, not an estimate";
  if (answers > 0) {
    result.value = Quantity::count(comments);
  } else {
    result.reason = result.interval_reason = "there are no answers";
  }
  Quantity unmatched{std::nullopt, Unit::count, {}};
  if (!view.themes.empty()) unmatched = Quantity::count(t.unmatched);
  const Quantity figure = figure_of(scored, view);
  result.facts = {{"comments", Quantity::count(comments)},
                  {"answers", Quantity::count(answers)},
                  {"comment_share", Quantity::share(comments, answers)},
                  {"scored", Quantity::count(scored.all())},
                  {"unmatched", unmatched},
                  {"mentions", mentions_of(t, view)},
                  {"nps", view.is_csat ? Quantity{std::nullopt, Unit::points, {}} : figure},
                  {"csat", view.is_csat ? figure : Quantity{std::nullopt, Unit::share, {}}},
                  {"promoters", Quantity::count(said.promoters)},
                  {"passives", Quantity::count(said.passives)},
                  {"detractors", Quantity::count(said.detractors)}};
  tell(result, t, view);
  if (!view.themes.empty()) result.lists.push_back(themes_list(t, view, confidence));
  if (view.words > 0) {
    result.lists.push_back(words_list(t, view));
    if (result.lists.back().rows.empty() && said.promoters > 0 && said.detractors > 0) {
      result.story.emplace_back("no word or phrase sets detractors apart from promoters");
    }
  }
  return result;
}

}  // namespace csm
