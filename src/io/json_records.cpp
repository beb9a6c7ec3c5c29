#include "io/json_records.hpp"

#include <simdjson.h>

#include <algorithm>
#include <limits>

#include "io/json_error.hpp"
#include "io/match.hpp"
#include "io/scanner.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

namespace ondemand = simdjson::ondemand;

static_assert(json_slack >= simdjson::SIMDJSON_PADDING);

constexpr std::size_t none = JsonColumns::none;
constexpr std::size_t most_forms = 8;

std::string_view without_blanks_behind(std::string_view text) {
  const std::size_t last = text.find_last_not_of(" \t\r\n");
  return last == std::string_view::npos ? std::string_view{} : text.substr(0, last + 1);
}

bool is_object(ondemand::value value) { return value.type() == ondemand::json_type::object; }

/// Calls `use(path, value)` for every member of an object, in order, and for the members of objects
/// inside it, with their paths joined by '.'.
template <class Use>
void for_each_member(ondemand::object object, const std::string& prefix, Use&& use) {
  for (auto member : object) {
    const std::string_view key = member.unescaped_key();
    const std::string path = prefix.empty() ? std::string(key) : prefix + "." + std::string(key);
    ondemand::value value = member.value();
    use(path, value);
    if (is_object(value)) for_each_member(value.get_object(), path, use);
  }
}

/// What stands there for a value that is no object.
std::string_view standing(ondemand::value value) {
  const bool is_array = value.type() == ondemand::json_type::array;
  return without_blanks_behind(is_array ? value.get_array().value().raw_json().value()
                                        : value.raw_json_token());
}

bool has_escapes(std::string_view text) { return text.find('\\') != std::string_view::npos; }

}  // namespace

struct JsonRecords::Parsers {
  ondemand::parser reader;
  simdjson::dom::parser validator;

  ondemand::document open(std::string_view text) {
    return reader.iterate(simdjson::padded_string_view(text, text.size() + json_slack));
  }
};

JsonRecords::JsonRecords(const JsonColumns& columns, bool in_lines) : columns_(columns) {
  ahead_.in_lines = in_lines;
}
JsonRecords::~JsonRecords() = default;

JsonRecords::Parsers& JsonRecords::parsers() {
  if (!parsers_) parsers_ = std::make_unique<Parsers>();
  return *parsers_;
}

void JsonRecords::begin(std::string_view buffer, const JsonStops& stops) {
  buffer_ = buffer;
  utf8_to_ = buffer.data();
  stops_ = &stops;
  ahead_.text = buffer.data();
  ahead_.next = stops.offsets.data();
}

void JsonRecords::begin(std::string_view buffer) {
  begin(buffer, own_stops_);
  if (buffer.size() > std::numeric_limits<std::uint32_t>::max()) {
    stops_ = nullptr;
  } else {
    find_json_stops(buffer, own_stops_);
    ahead_.next = own_stops_.offsets.data();
  }
}

/// simdjson refuses numbers that no machine number holds; csm reads numbers as text.
bool JsonRecords::is_valid(std::string_view text) {
  const auto read = parsers().validator.parse(text.data(), text.size(), false).error();
  return read == simdjson::SUCCESS ||
         (simdjson::validate_utf8(text.data(), text.size()) && !find_json_error(text));
}

std::string JsonRecords::fault_of(std::string_view text, std::size_t& at) {
  const auto error = find_json_error(text);
  at = error ? error->offset : 0;
  return json_fault(error);
}

/// Looks at all of the buffer the first time: it is UTF-8 as a rule.
bool JsonRecords::is_utf8(std::string_view text) {
  if (text.data() + text.size() <= utf8_to_) return true;
  const char* end = buffer_.data() + buffer_.size();
  if (utf8_to_ == buffer_.data() &&
      simdjson::validate_utf8(text.data(), static_cast<std::size_t>(end - text.data()))) {
    utf8_to_ = end;
    return true;
  }
  utf8_to_ = nullptr;
  return simdjson::validate_utf8(text.data(), text.size());
}

const char* JsonRecords::match(const char* at) {
  if (stops_ == nullptr) return nullptr;
  ahead_.pass(at);
  for (std::size_t i = 0; i < known_.size(); ++i) {
    const auto [end, has_escapes] = known_[likely_].form.match(at, ahead_, cells_.data());
    if (end == nullptr) {
      likely_ = likely_ + 1 < known_.size() ? likely_ + 1 : 0;
      continue;
    }
    if (!stops_->is_ascii && !is_utf8({at, static_cast<std::size_t>(end - at)})) return nullptr;
    matched_ = at;
    has_escapes_ = has_escapes;
    return end;
  }
  return nullptr;
}

/// The end of the line that begins there, if it is an object that matches and nothing but blanks.
const char* JsonRecords::match_line(const char* at) {
  const char* behind = match(at);
  if (behind == nullptr) return nullptr;
  while (*behind == ' ' || *behind == '\t' || *behind == '\r') ++behind;
  return *behind == '\n' ? behind : nullptr;
}

const char* JsonRecords::add_lines(const char* line, Block& block) {
  const char* const end = buffer_.data() + buffer_.size();
  while (line < end) {
    const char* const line_end = match_line(line);
    if (line_end == nullptr) break;
    add_match(block);
    line = line_end + 1;
  }
  return line;
}

const char* JsonRecords::line_end(const char* at) {
  const char* const end = buffer_.data() + buffer_.size();
  ahead_.pass(at);
  while (ahead_.place() < end && *ahead_.place() != '\n') ++ahead_.next;
  return std::min(ahead_.place(), end);
}

void JsonRecords::add_match(Block& block) {
  add_row(matched_, has_escapes_, known_[likely_].value_of_slot, block);
}

void JsonRecords::add_row(const char* begin, bool may_have_escapes,
                          const std::vector<std::size_t>& value_of_slot, Block& block) {
  for (std::size_t slot = 0; slot < value_of_slot.size(); ++slot) {
    const std::size_t value = value_of_slot[slot];
    const std::string_view cell = value == none ? std::string_view(begin, 0) : cells_[value];
    const bool is_text = may_have_escapes && value != none && cell.data()[-1] == '"';
    if (is_text && has_escapes(cell)) {
      const std::string_view quoted(cell.data() - 1, cell.size() + 2);
      const auto at = static_cast<std::uint64_t>(quoted.data() - block.text().data());
      block.add_cell(slot, unescaped(quoted), block.text_offset() + at);
    } else {
      block.add_cell(slot, cell);
    }
  }
}

std::string JsonRecords::unescaped(std::string_view quoted) {
  ondemand::document document = parsers().open(quoted);
  return std::string(std::string_view(document.get_string()));
}

void JsonRecords::add(std::string_view object, Block& block) {
  const auto offset_of = [&](const char* at) {
    return block.text_offset() + static_cast<std::uint64_t>(at - block.text().data());
  };
  const std::size_t width = columns_.projected().size();
  value_of_slot_.assign(width, none);
  values_.clear();
  std::optional<Damage> damage;
  if (width == 0) damage = Damage{offset_of(object.data()), "the object is empty"};
  ondemand::document document = parsers().open(object);
  for_each_member(document.get_object(), "", [&](const std::string& path, ondemand::value value) {
    const std::size_t slot = columns_.slot(path);
    const bool holds_object = is_object(value);
    const char* begin = std::string_view(value.raw_json_token()).data();
    if (!holds_object && slot == none && columns_.is_late(path)) throw LateColumn{};
    if (slot != none && !damage && (value_of_slot_[slot] != none || holds_object)) {
      damage = Damage{offset_of(begin), shown(path) + (value_of_slot_[slot] != none
                                                           ? ": is given twice"
                                                           : ": holds an object where one value "
                                                             "is wanted")};
    }
    if (slot != none) value_of_slot_[slot] = values_.size();
    if (!holds_object) values_.push_back(standing(value));
  });
  if (damage) return block.damages.push_back(std::move(*damage));
  for (std::size_t slot = 0; slot < width; ++slot) {
    const auto& projected = columns_.projected();
    const std::size_t first = static_cast<std::size_t>(
        std::find(projected.begin(), projected.end(), projected[slot]) - projected.begin());
    value_of_slot_[slot] = value_of_slot_[first];
  }
  keep(object);
  add_row(object.data(), true, value_of_slot_, block);
}

void JsonRecords::find_columns(std::string_view object, JsonColumns& columns) {
  value_of_slot_.clear();
  values_.clear();
  ondemand::document document = parsers().open(object);
  for_each_member(document.get_object(), "", [&](const std::string& path, ondemand::value value) {
    if (is_object(value)) return;
    columns.add(path);
    values_.push_back(standing(value));
  });
  keep(object);
}

/// Of many forms the oldest is forgotten.
void JsonRecords::keep(std::string_view object) {
  Known known{JsonForm(object, values_), value_of_slot_};
  if (cells_.size() < values_.size()) cells_.resize(values_.size());
  std::transform(values_.begin(), values_.end(), cells_.begin(), json_cell);
  if (known_.size() < most_forms) {
    likely_ = known_.size();
    known_.push_back(std::move(known));
  } else {
    likely_ = oldest_;
    known_[oldest_] = std::move(known);
    oldest_ = (oldest_ + 1) % most_forms;
  }
}

std::size_t JsonRecords::count_members(std::string_view object,
                                       const std::set<std::string>& row_keys) {
  std::size_t count = 0;
  ondemand::document document = parsers().open(object);
  for (auto member : document.get_object()) {
    if (is_row_key(std::string_view(member.unescaped_key()), row_keys)) ++count;
  }
  return count;
}

}  // namespace csm
