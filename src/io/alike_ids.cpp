#include "io/alike_ids.hpp"

#include <algorithm>

namespace csm {
namespace {

constexpr std::string_view no_break_space = "\xc2\xa0";

/// Without blanks around it and zeros in front of it. What csm trims itself is gone already.
std::string_view core_of(std::string_view id) {
  while (id.starts_with(no_break_space)) id.remove_prefix(no_break_space.size());
  while (id.ends_with(no_break_space)) id.remove_suffix(no_break_space.size());
  while (id.size() > 1 && id.front() == '0') id.remove_prefix(1);
  return id;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

bool are_alike(std::string_view a, std::string_view b) {
  const std::string_view x = core_of(a);
  const std::string_view y = core_of(b);
  return std::equal(x.begin(), x.end(), y.begin(), y.end(),
                    [](char c, char d) { return lower(c) == lower(d); });
}

/// Equal for ids that are alike, and for hardly any others. Ids are mostly short: those take no
/// loop over their letters.
std::uint64_t hash_of(std::string_view id) {
  const std::string_view core = core_of(id);
  constexpr std::size_t is_short = 16;
  if (core.size() > is_short) {
    std::string lowered(core);
    std::transform(lowered.begin(), lowered.end(), lowered.begin(), lower);
    return RepeatedIds::hash_of(lowered);
  }
  constexpr std::uint64_t lower_case = 0x2020202020202020;
  constexpr std::uint64_t first = 0xa0761d6478bd642f;
  constexpr std::uint64_t second = 0xe7037ed1a0b428db;
  const TextEnds ends = TextEnds::of(core);
  const std::uint64_t hash = folded_product((ends.first | lower_case) ^ first * (core.size() + 1),
                                            (ends.last | lower_case) ^ second);
  return hash == 0 ? 1 : hash;
}

}  // namespace

void AlikeIds::Spellings::add(std::string_view id) {
  if (first.empty()) {
    first = last = id;
  } else if (id != first && id != last && are_alike(id, first)) {
    if (id < first) first = id;
    if (id > last) last = id;
  }
}

void AlikeIds::add(std::string_view id) {
  if (id.empty()) return;
  if (Spellings* spellings = ids_.find(hash_of(id))) spellings->add(id);
}

void AlikeIds::merge(const AlikeIds& other) {
  ids_.merge(other.ids_, [](Spellings& own, const Spellings& theirs) {
    own.add(theirs.first);
    own.add(theirs.last);
  });
}

AlikeIds::Found AlikeIds::found() const {
  Found found{0, ids_.is_sample(), "", ""};
  ids_.for_each([&](std::uint64_t, const Spellings& spellings) {
    if (spellings.first == spellings.last) return;
    ++found.count;
    if (found.one.empty() || spellings.first < found.one) {
      found.one = spellings.first;
      found.other = spellings.last;
    }
  });
  return found;
}

}  // namespace csm
