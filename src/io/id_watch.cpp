#include "io/id_watch.hpp"

#include <algorithm>

namespace csm {
namespace {

constexpr std::size_t longest_kept = 255;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

bool is_plain(std::string_view id) {
  return !is_protected_or_decimal(id) && !has_unplain_character(id);
}

bool are_alike(std::string_view a, std::string_view b) {
  const std::string plain_a = plain_id(a);
  const std::string plain_b = plain_id(b);
  const std::string_view x = core_of_id(plain_a);
  const std::string_view y = core_of_id(plain_b);
  return std::equal(x.begin(), x.end(), y.begin(), y.end(),
                    [](char c, char d) { return lower(c) == lower(d); });
}

}  // namespace

std::uint64_t IdWatch::beginning_of_hash_unless_plain(std::string_view id) {
  if (!is_plain(id)) return beginning_of_hash_of(plain_id(id));
  return beginning_of_hash_of(id);
}

std::uint64_t IdWatch::hash_unless_plain(std::string_view id, std::uint64_t hash_as_it_stands) {
  if (is_plain(id)) return hash_as_it_stands;
  const std::string plain = plain_id(id);
  std::uint64_t bits = 0;
  return hash_of_core(core_of_id(plain), bits);
}

void IdWatch::add(std::uint64_t hash, std::string_view id, std::uint32_t rows) {
  id = id.substr(0, longest_kept);
  Spelling* first = ids_.find(hash);
  if (first == nullptr) return;
  if (first->rows == 0) first->text = keep(id);
  if (text_of(*first) != id) return add_other(hash, *first, id, rows);
  first->rows = std::min<std::uint32_t>(2, first->rows + rows);
}

/// Of too many ways of writing the last goes: whether a row comes early or late, the same stay.
void IdWatch::add_other(std::uint64_t hash, Spelling& first, std::string_view id,
                        std::uint32_t rows) {
  std::vector<Spelling>& others = others_[hash];
  const auto known =
      std::find_if(others.begin(), others.end(), [&](Spelling s) { return text_of(s) == id; });
  if (known != others.end()) {
    known->rows = std::min<std::uint32_t>(2, known->rows + rows);
    return;
  }
  Spelling added{0, rows};
  if (others.size() + 1 < most_spellings) {
    added.text = keep(id);
    others.push_back(added);
    return;
  }
  Spelling* last = &first;
  for (Spelling& other : others) {
    if (text_of(other) > text_of(*last)) last = &other;
  }
  if (text_of(*last) < id) return;
  added.text = keep(id);
  *last = added;
}

std::uint32_t IdWatch::keep(std::string_view id) {
  constexpr std::size_t piece = 1 << 16;
  if (texts_.empty() || texts_.back().size() + id.size() + 1 > piece) {
    texts_.emplace_back().reserve(piece);
  }
  const std::size_t place = (texts_.size() - 1) * piece + texts_.back().size();
  texts_.back().push_back(static_cast<char>(id.size()));
  texts_.back().append(id);
  return static_cast<std::uint32_t>(place);
}

std::string_view IdWatch::text_of(Spelling spelling) const {
  const std::string_view piece = texts_[spelling.text >> 16];
  const std::size_t at = spelling.text & 0xffff;
  return piece.substr(at + 1, static_cast<std::uint8_t>(piece[at]));
}

/// All ways in which the id of that hash is written, in the order of bytes.
std::vector<IdWatch::Spelling> IdWatch::spellings_of(std::uint64_t hash, Spelling first) const {
  std::vector<Spelling> all{first};
  const auto others = others_.find(hash);
  if (others == others_.end()) return all;
  all.insert(all.end(), others->second.begin(), others->second.end());
  std::sort(all.begin(), all.end(),
            [this](Spelling a, Spelling b) { return text_of(a) < text_of(b); });
  return all;
}

void IdWatch::merge(const IdWatch& other) {
  ids_.merge(other.ids_, [&](std::uint64_t hash, Spelling first) {
    for (const Spelling spelling : other.spellings_of(hash, first)) {
      add(hash, other.text_of(spelling), spelling.rows);
    }
  });
}

IdWatch::Repeated IdWatch::repeated() const {
  Repeated found;
  std::uint64_t smallest = 0;
  ids_.for_each([&](std::uint64_t hash, Spelling first) {
    for (const Spelling spelling : spellings_of(hash, first)) {
      if (spelling.rows < 2) continue;
      if (found.count++ > 0 && hash >= smallest) continue;
      smallest = hash;
      found.example = text_of(spelling);
    }
  });
  return found;
}

IdWatch::Alike IdWatch::alike() const {
  Alike found;
  ids_.for_each([&](std::uint64_t hash, Spelling first) {
    const std::vector<Spelling> all = spellings_of(hash, first);
    const std::string_view one = text_of(all.front());
    const auto other = std::find_if(all.begin() + 1, all.end(), [&](Spelling spelling) {
      return are_alike(one, text_of(spelling));
    });
    if (other == all.end()) return;
    if (found.count++ > 0 && one >= found.one) return;
    found.one = one;
    found.other = text_of(*other);
  });
  return found;
}

}  // namespace csm
