#include "metrics/purchase_kinds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "csm/error.hpp"
#include "csm/records/cell.hpp"
#include "text/nearest.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

struct KnownWord {
  std::string_view word;
  PurchaseKind kind;
};

/// Words of exports as `key_of` leaves them.
constexpr KnownWord known_words[] = {
    {"upsell", PurchaseKind::upsell},
    {"upsells", PurchaseKind::upsell},
    {"upselling", PurchaseKind::upsell},
    {"upgrade", PurchaseKind::upsell},
    {"upgrades", PurchaseKind::upsell},
    {"planupgrade", PurchaseKind::upsell},
    {"seatupgrade", PurchaseKind::upsell},
    {"seatexpansion", PurchaseKind::upsell},
    {"seats", PurchaseKind::upsell},
    {"additionalseats", PurchaseKind::upsell},
    {"expansion", PurchaseKind::upsell},
    {"existingcustomerupgrade", PurchaseKind::upsell},
    {"crosssell", PurchaseKind::cross_sell},
    {"crosssells", PurchaseKind::cross_sell},
    {"crossselling", PurchaseKind::cross_sell},
    {"crosssale", PurchaseKind::cross_sell},
    {"addon", PurchaseKind::add_on},
    {"addons", PurchaseKind::add_on},
    {"extra", PurchaseKind::add_on},
    {"extras", PurchaseKind::add_on},
    {"loyalty", PurchaseKind::loyalty},
    {"loyaltypurchase", PurchaseKind::loyalty},
    {"loyaltyprogram", PurchaseKind::loyalty},
    {"loyaltyprogramme", PurchaseKind::loyalty},
    {"onetime", PurchaseKind::one_time},
    {"onetimepurchase", PurchaseKind::one_time},
    {"onetimepayment", PurchaseKind::one_time},
    {"onetimecharge", PurchaseKind::one_time},
    {"oneoff", PurchaseKind::one_time},
    {"oneoffpurchase", PurchaseKind::one_time},
    {"oneoffpayment", PurchaseKind::one_time},
    {"once", PurchaseKind::one_time},
    {"single", PurchaseKind::one_time},
    {"singlepurchase", PurchaseKind::one_time},
    {"nonrecurring", PurchaseKind::one_time},
    {"renewal", PurchaseKind::renewal},
    {"renewals", PurchaseKind::renewal},
    {"renew", PurchaseKind::renewal},
    {"renewed", PurchaseKind::renewal},
    {"contractrenewal", PurchaseKind::renewal},
    {"subscriptionrenewal", PurchaseKind::renewal},
    {"recurring", PurchaseKind::recurring},
    {"recurringcharge", PurchaseKind::recurring},
    {"recurringpayment", PurchaseKind::recurring},
    {"subscription", PurchaseKind::recurring},
    {"subscriptions", PurchaseKind::recurring},
    {"subscriptionpayment", PurchaseKind::recurring},
    {"subscriptioncharge", PurchaseKind::recurring},
};

/// What is left of a word without case, blanks and punctuation; a word of nothing else stays.
std::string key_of(std::string_view word) {
  std::string key(word.size(), '\0');
  key.resize(folded(word, key.data(), key.size()).size());
  return key.empty() ? std::string(word) : key;
}

std::vector<std::string_view> kind_names() {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < purchase_kinds; ++i) {
    names.push_back(name(static_cast<PurchaseKind>(i)));
  }
  return names;
}

PurchaseKind read_kind(std::string_view text) {
  if (const auto kind = kind_called(text)) return *kind;
  const std::vector<std::string_view> names = kind_names();
  usage_error("--kind-of", fmt::format("{} is no kind of purchase; there are {}{}", in_quotes(text),
                                       joined(names), did_you_mean(text, names)));
}

}  // namespace

std::string kinds_in_words() { return joined(kind_names()); }

std::optional<PurchaseKind> kind_called(std::string_view wanted) {
  for (std::size_t i = 0; i < purchase_kinds; ++i) {
    const auto kind = static_cast<PurchaseKind>(i);
    if (name(kind) == wanted) return kind;
  }
  return std::nullopt;
}

KindWords::KindWords(const Question& question) {
  if (!question.has("kind-of")) return;
  std::string_view rest = question.option("kind-of", "");
  for (bool is_last = false; !is_last;) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    is_last = end == rest.size();
    rest.remove_prefix(is_last ? end : end + 1);

    const std::size_t equals = std::min(line.rfind('='), line.size());
    const std::string_view word = trimmed(line.substr(0, equals));
    const std::string_view kind = trimmed(line.substr(std::min(equals + 1, line.size())));
    if (word.empty() || kind.empty()) {
      usage_error("--kind-of", in_quotes(line) + " is not WORD=KIND, such as 'seat pack=upsell'");
    }
    const Explained explained{std::string(word), read_kind(kind)};
    const auto [other, is_new] = explained_.emplace(key_of(word), explained);
    if (!is_new) {
      usage_error("--kind-of", fmt::format("{} is mapped twice, to {} and {}", in_quotes(word),
                                           name(other->second.kind), name(explained.kind)));
    }
  }
}

std::optional<PurchaseKind> KindWords::kind_of(std::string_view word) {
  if (const auto met = met_.find(word); met != met_.end()) return met->second;
  const std::string key = key_of(word);
  std::optional<PurchaseKind> kind;
  if (const auto found = explained_.find(key); found != explained_.end()) {
    kind = found->second.kind;
  } else {
    for (const KnownWord& known : known_words) {
      if (known.word == key) kind = known.kind;
    }
  }
  if (kind) met_.emplace(word, *kind);
  return kind;
}

void KindWords::merge(const KindWords& other) { met_.insert(other.met_.begin(), other.met_.end()); }

void KindWords::check_used() const {
  if (met_.empty()) return;
  for (const auto& [key, explained] : explained_) {
    const bool is_used = std::any_of(met_.begin(), met_.end(),
                                     [&](const auto& met) { return key_of(met.first) == key; });
    if (is_used) continue;
    std::vector<std::string> words;
    std::vector<std::string_view> candidates;
    for (const auto& [word, kind] : met_) {
      words.push_back(in_quotes(word));
      candidates.push_back(word);
    }
    const std::string near(nearest(explained.word, candidates));
    usage_error(
        "--kind-of",
        fmt::format("{} is the kind of no purchase; there {} {}{}", in_quotes(explained.word),
                    words.size() == 1 ? "is" : "are", listed(words),
                    near.empty() ? "" : ". Did you mean " + shown(near) + "?"));
  }
}

std::string KindWords::note() const {
  std::string text;
  for (const auto& [key, explained] : explained_) {
    text += fmt::format("{}{} is {}", text.empty() ? "kinds as --kind-of says: " : ", ",
                        in_quotes(explained.word), name(explained.kind));
  }
  return text;
}

}  // namespace csm
