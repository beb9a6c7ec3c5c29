#include "io/json_scanner.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

#include "csm/error.hpp"
#include "io/json_error.hpp"
#include "io/match.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr std::size_t npos = static_cast<std::size_t>(-1);
constexpr std::size_t records_a_block = 4096;
constexpr std::string_view blanks = " \t\r\n";

std::string_view without_blanks_behind(std::string_view text) {
  const std::size_t last = text.find_last_not_of(blanks);
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

std::string json_fault(const std::optional<JsonError>& error) {
  return std::string("is not JSON: ") +
         (error ? error->message : "the text cannot be read (is it UTF-8?)");
}

/// The cell's text; `kept` holds what is not in the document as it stands.
std::string_view cell_text(ondemand::value value, std::deque<std::string>& kept) {
  switch (value.type()) {
    case ondemand::json_type::string:
      return kept.emplace_back(std::string_view(value.get_string()));
    case ondemand::json_type::null:
      return {};
    case ondemand::json_type::array:
      return without_blanks_behind(value.get_array().value().raw_json());
    default:
      return without_blanks_behind(value.raw_json_token());
  }
}

}  // namespace

struct JsonScanner::Parsers {
  ondemand::parser reader;
  simdjson::dom::parser validator;

  /// A part of the buffer, behind which the parser may read on to the buffer's end.
  ondemand::document open(std::string_view part, const std::string& buffer) {
    const auto at = static_cast<std::size_t>(part.data() - buffer.data());
    return reader.iterate(
        simdjson::padded_string_view(part.data(), part.size(), buffer.size() - at));
  }

  /// simdjson refuses numbers that no machine number holds; csm reads numbers as text.
  bool is_valid(const char* text, std::size_t size) {
    return validator.parse(text, size, false).error() == simdjson::SUCCESS ||
           (simdjson::validate_utf8(text, size) && !find_json_error({text, size}));
  }
};

JsonScanner::JsonScanner(std::unique_ptr<ByteSource> bytes, const Dialect& dialect)
    : bytes_(std::move(bytes)), row_keys_(dialect.row_keys), parsers_(std::make_unique<Parsers>()) {
  constexpr std::size_t step = 1 << 16;
  std::size_t read = 0;
  do {
    text_.resize(std::max(size_ + step, size_ * 2));
    read = bytes_->read(text_.data() + size_, text_.size() - size_);
    size_ += read;
  } while (read != 0);
  text_.resize(size_ + simdjson::SIMDJSON_PADDING);
  if (text_.starts_with("\xef\xbb\xbf")) content_ = 3;
  try {
    split_document();
    find_columns();
  } catch (const simdjson::simdjson_error& error) {
    refuse_at(content_, std::string("cannot be read as JSON: ") + error.what());
  }
  restart();
}

JsonScanner::~JsonScanner() = default;

void JsonScanner::refuse_at(std::size_t offset, const std::string& message) const {
  Place where;
  where.pass(std::string_view(text_).substr(content_, offset - content_), false);
  refuse(fmt::format("{}:{}:{}", name(), where.line, where.column), message);
}

std::string_view JsonScanner::text_of(const Record& record) const {
  return std::string_view(text_).substr(record.begin, record.length);
}

/// Some line that begins the text, or the one behind it, is an object by itself.
bool JsonScanner::is_ndjson() {
  const std::string_view all(text_.data() + content_, size_ - content_);
  const std::size_t first = all.find_first_not_of(blanks);
  const auto is_row = [&](std::size_t from) {
    if (from == std::string_view::npos || all[from] != '{') return false;
    const std::size_t to = std::min(all.find('\n', from), all.size());
    return parsers_->is_valid(all.data() + from, to - from);
  };
  const std::size_t line_end = std::min(all.find('\n', first), all.size());
  return all[first] == '{' && (is_row(first) || is_row(all.find_first_not_of(blanks, line_end)));
}

/// One array, an object that is a row or has one array of rows in it, or lines.
void JsonScanner::split_document() {
  const std::string_view all(text_.data() + content_, size_ - content_);
  if (!parsers_->is_valid(all.data(), all.size())) {
    if (is_ndjson()) return split_lines();
    const auto error = find_json_error(all);
    refuse_at(content_ + (error ? error->offset : 0), json_fault(error));
  }
  const char first = all[all.find_first_not_of(blanks)];
  if (first == '[') return keep_elements(all);
  if (first != '{') refuse_at(content_, "is a single JSON value; csm reads objects, one a row");
  if (const auto list = wrapped_list(all)) return keep_elements(*list);
  keep_record(all);
}

/// How many members of an object are called as columns of a row are.
std::size_t JsonScanner::count_row_members(std::string_view object) {
  std::size_t count = 0;
  ondemand::document document = parsers_->open(object, text_);
  for (auto member : document.get_object()) {
    const std::string key = match_key(std::string_view(member.unescaped_key()));
    if (key == "id" || row_keys_.count(key) > 0) ++count;
  }
  return count;
}

/// The one list of objects that an object wraps; none where the object looks more like a row than
/// the list's first element does.
std::optional<std::string_view> JsonScanner::wrapped_list(std::string_view object) {
  std::vector<std::pair<std::string, std::string_view>> lists;
  std::optional<std::string_view> empty_list;
  ondemand::document document = parsers_->open(object, text_);
  for (auto member : document.get_object()) {
    const std::string key(std::string_view(member.unescaped_key()));
    ondemand::value value = member.value();
    if (value.type() != ondemand::json_type::array) continue;
    const std::string_view text = value.get_array().value().raw_json();
    const char inside = text[text.find_first_not_of(blanks, 1)];
    if (inside == '{') lists.emplace_back(key, text);
    if (inside == ']') empty_list = text;
  }
  const std::size_t members = count_row_members(object);
  if (lists.empty()) return members > 0 ? std::nullopt : empty_list;
  std::erase_if(lists, [&](const auto& list) {
    return count_row_members(first_object(list.second)) < members;
  });
  if (lists.size() > 1) {
    refuse(name(),
           fmt::format("holds more than one list ({}, {}), and csm cannot tell which is "
                       "meant; give it one, as with jq .{}",
                       shown(lists[0].first), shown(lists[1].first), shown(lists[0].first)));
  }
  if (lists.empty()) return std::nullopt;
  return lists.front().second;
}

/// The first element of a list that begins with an object.
std::string_view JsonScanner::first_object(std::string_view list) {
  ondemand::document document = parsers_->open(list, text_);
  ondemand::array array = document.get_array();
  return (*array.begin()).get_object().value().raw_json();
}

void JsonScanner::keep_record(std::string_view text) {
  const std::string_view trimmed = without_blanks_behind(text);
  records_.push_back(
      {static_cast<std::size_t>(trimmed.data() - text_.data()), trimmed.size(), "", 0});
}

void JsonScanner::keep_elements(std::string_view list) {
  ondemand::document document = parsers_->open(list, text_);
  for (auto element : document.get_array()) {
    ondemand::value value = element.value();
    if (is_object(value)) {
      keep_record(value.get_object().value().raw_json());
    } else {
      const std::string_view token = value.raw_json_token();
      keep_record(token.substr(0, 1));
      records_.back().damage = "the element is not an object";
      records_.back().damage_offset = records_.back().begin;
    }
  }
}

void JsonScanner::split_lines() {
  std::size_t begin = content_;
  while (begin < size_) {
    const std::size_t end = std::min(text_.find('\n', begin), size_);
    const std::string_view line =
        without_blanks_behind(std::string_view(text_).substr(begin, end - begin));
    const std::size_t blank = std::min(line.find_first_not_of(blanks), line.size());
    if (blank < line.size()) {
      Record& record = records_.emplace_back(Record{begin + blank, line.size() - blank, "", 0});
      record.damage_offset = record.begin;
      if (text_[record.begin] != '{') {
        record.damage = "the line is not a JSON object";
      } else if (!parsers_->is_valid(text_.data() + record.begin, record.length)) {
        const auto error = find_json_error(text_of(record));
        record.damage = json_fault(error);
        record.damage_offset += error ? error->offset : 0;
      }
    }
    begin = end + 1;
  }
}

/// The header is every path of every record, in the order of appearance: an optional member may
/// come first in the last record.
void JsonScanner::find_columns() {
  for (const Record& record : records_) {
    if (!record.damage.empty()) continue;
    ondemand::document document = parsers_->open(text_of(record), text_);
    for_each_member(document.get_object(), "", [&](const std::string& path, ondemand::value value) {
      if (is_object(value)) return;
      if (column_of_.try_emplace(path, header_.size()).second) header_.push_back(path);
    });
  }
}

void JsonScanner::project(std::vector<std::size_t> columns) {
  projected_ = std::move(columns);
  slot_of_column_.assign(header_.size(), npos);
  for (std::size_t i = projected_.size(); i-- > 0;) slot_of_column_[projected_[i]] = i;
}

void JsonScanner::restart() {
  next_record_ = 0;
  next_order_ = 0;
  placed_to_ = content_;
  placed_ = {};
}

bool JsonScanner::next(Block& block) {
  block.clear(projected_.size());
  if (next_record_ == records_.size()) return false;
  const std::size_t end = std::min(next_record_ + records_a_block, records_.size());
  const std::size_t begin = records_[next_record_].begin;
  placed_.pass(std::string_view(text_).substr(placed_to_, begin - placed_to_), false);
  placed_to_ = begin;
  block.order = next_order_++;
  block.set_text(std::string_view(text_).substr(begin, size_ - begin), begin, placed_, false);
  for (; next_record_ < end; ++next_record_) read_record(records_[next_record_], block);
  return true;
}

void JsonScanner::read_record(const Record& record, Block& block) {
  if (!record.damage.empty()) {
    block.damages.push_back({record.damage_offset, record.damage});
    return;
  }
  if (projected_.empty()) {
    block.damages.push_back({record.begin, "the object is empty"});
    return;
  }
  const std::size_t row = block.rows();
  for (Block::Column& column : block.columns) {
    column.cells.emplace_back();
    column.offsets.push_back(record.begin);
  }
  std::vector<bool> given(projected_.size());
  std::optional<Damage> damage;
  ondemand::document document = parsers_->open(text_of(record), text_);
  for_each_member(document.get_object(), "", [&](const std::string& path, ondemand::value value) {
    const auto column = column_of_.find(path);
    const std::size_t slot = column == column_of_.end() ? npos : slot_of_column_[column->second];
    if (slot == npos) return;
    const auto offset =
        static_cast<std::size_t>(std::string_view(value.raw_json_token()).data() - text_.data());
    if (given[slot] && !damage) {
      damage = Damage{offset, shown(path) + ": is given twice"};
    }
    given[slot] = true;
    if (is_object(value)) {
      if (!damage)
        damage = Damage{offset, shown(path) + ": holds an object where one value is wanted"};
      return;
    }
    block.columns[slot].cells[row] = cell_text(value, block.kept);
    block.columns[slot].offsets[row] = offset;
  });
  for (std::size_t i = 0; i < projected_.size(); ++i) {
    const Block::Column& same = block.columns[slot_of_column_[projected_[i]]];
    block.columns[i].cells[row] = same.cells[row];
    block.columns[i].offsets[row] = same.offsets[row];
  }
  if (!damage) return;
  for (Block::Column& column : block.columns) {
    column.cells.pop_back();
    column.offsets.pop_back();
  }
  block.damages.push_back(*damage);
}

}  // namespace csm
