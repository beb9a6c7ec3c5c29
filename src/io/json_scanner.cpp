#include "io/json_scanner.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

#include "csm/error.hpp"
#include "io/json_error.hpp"
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

/// Calls `use(path, value, text)` for every scalar and array of an object, in order, and for the
/// members of objects inside it with their paths joined by '.'.
template <class Use>
void for_each_cell(ondemand::object object, const std::string& prefix, Use&& use) {
  for (auto member : object) {
    const std::string_view key = member.unescaped_key();
    const std::string path = prefix.empty() ? std::string(key) : prefix + "." + std::string(key);
    ondemand::value value = member.value();
    if (value.type() == ondemand::json_type::object) {
      for_each_cell(value.get_object(), path, use);
    } else {
      use(path, value);
    }
  }
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

  bool is_valid(const char* text, std::size_t size) {
    return validator.parse(text, size, false).error() == simdjson::SUCCESS;
  }
  /// `capacity` is what may be read behind `text`.
  ondemand::document open(const char* text, std::size_t size, std::size_t capacity) {
    return reader.iterate(simdjson::padded_string_view(text, size, capacity));
  }
};

JsonScanner::JsonScanner(std::unique_ptr<ByteSource> bytes)
    : bytes_(std::move(bytes)), parsers_(std::make_unique<Parsers>()) {
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
}

JsonScanner::~JsonScanner() = default;

void JsonScanner::refuse_at(std::size_t offset, const std::string& message) const {
  const Place where = place(offset);
  refuse(fmt::format("{}:{}:{}", name(), where.line, where.column), message);
}

std::string_view JsonScanner::text_of(const Record& record) const {
  return std::string_view(text_).substr(record.begin, record.length);
}

/// One array, an object with one array in it, or lines.
void JsonScanner::split_document() {
  const char* begin = text_.data() + content_;
  const std::size_t size = size_ - content_;
  if (!parsers_->is_valid(begin, size)) {
    const std::string_view all(begin, size);
    const std::size_t first = all.find_first_not_of(blanks);
    const std::size_t line_end = std::min(all.find('\n', first), all.size());
    const std::size_t second = all.find_first_not_of(blanks, line_end);
    const auto is_row = [&](std::size_t from) {
      if (from == std::string_view::npos || all[from] != '{') return false;
      const std::size_t to = std::min(all.find('\n', from), all.size());
      return parsers_->is_valid(begin + from, to - from);
    };
    if (all[first] == '{' && (is_row(first) || is_row(second))) return split_lines();
    const auto error = find_json_error(all);
    refuse_at(content_ + (error ? error->offset : 0),
              std::string("is not JSON: ") +
                  (error ? error->message : "the text cannot be read (is it UTF-8?)"));
  }
  ondemand::document document = parsers_->open(begin, size, size + simdjson::SIMDJSON_PADDING);
  ondemand::array array;
  const auto keep = [&](std::string_view text) {
    const std::string_view trimmed = without_blanks_behind(text);
    records_.push_back(
        {static_cast<std::size_t>(trimmed.data() - text_.data()), trimmed.size(), "", 0});
  };
  if (document.type() == ondemand::json_type::object) {
    std::vector<std::string> arrays;
    std::string_view array_text;
    const std::string_view whole = without_blanks_behind(std::string_view(begin, size));
    for (auto member : document.get_object()) {
      const std::string key(std::string_view(member.unescaped_key()));
      ondemand::value value = member.value();
      if (value.type() != ondemand::json_type::array) continue;
      const std::string_view text = value.get_array().value().raw_json();
      const std::size_t inside = text.find_first_not_of(blanks, 1);
      if (text[inside] != '{' && text[inside] != ']') continue;
      arrays.push_back(shown(key));
      array_text = text;
    }
    if (arrays.size() > 1) {
      refuse(name(), fmt::format("holds {} lists ({}), and csm cannot tell which one is meant; "
                                 "give it one of them, as with jq .{}",
                                 arrays.size(), fmt::join(arrays, ", "), arrays.front()));
    }
    if (arrays.empty()) return keep(whole);
    const auto at = static_cast<std::size_t>(array_text.data() - text_.data());
    document = parsers_->open(array_text.data(), array_text.size(), text_.size() - at);
    array = document.get_array();
  } else if (document.type() == ondemand::json_type::array) {
    array = document.get_array();
  } else {
    refuse_at(content_, "is a single JSON value; csm reads objects, one a row");
  }
  for (auto element : array) {
    ondemand::value value = element.value();
    if (value.type() == ondemand::json_type::object) {
      keep(value.get_object().value().raw_json());
    } else {
      const std::string_view token = value.raw_json_token();
      keep(token.substr(0, 1));
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
        record.damage = std::string("is not JSON: ") +
                        (error ? error->message : "the text cannot be read (is it UTF-8?)");
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
    ondemand::document document =
        parsers_->open(text_.data() + record.begin, record.length, text_.size() - record.begin);
    for_each_cell(document.get_object(), "", [&](const std::string& path, ondemand::value) {
      if (column_of_.try_emplace(path, header_.size()).second) header_.push_back(path);
    });
  }
}

void JsonScanner::project(std::vector<std::size_t> columns) {
  projected_ = std::move(columns);
  slot_of_column_.assign(header_.size(), npos);
  for (std::size_t i = 0; i < projected_.size(); ++i) slot_of_column_[projected_[i]] = i;
}

bool JsonScanner::next(Block& block) {
  block.clear();
  block.width = projected_.size();
  texts_.clear();
  const std::size_t end = std::min(next_record_ + records_a_block, records_.size());
  for (; next_record_ < end; ++next_record_) read_record(records_[next_record_], block);
  return !block.cells.empty() || !block.damages.empty();
}

void JsonScanner::read_record(const Record& record, Block& block) {
  if (!record.damage.empty()) {
    block.damages.push_back({record.damage_offset, record.damage});
    return;
  }
  const std::size_t first = block.cells.size();
  block.cells.resize(first + projected_.size());
  block.offsets.resize(first + projected_.size(), record.begin);
  std::vector<bool> given(projected_.size());
  std::optional<Damage> damage;
  ondemand::document document =
      parsers_->open(text_.data() + record.begin, record.length, text_.size() - record.begin);
  for_each_cell(document.get_object(), "", [&](const std::string& path, ondemand::value value) {
    const std::size_t slot = slot_of_column_[column_of_.find(path)->second];
    if (slot == npos) return;
    const auto offset =
        static_cast<std::size_t>(std::string_view(value.raw_json_token()).data() - text_.data());
    if (given[slot] && !damage) {
      damage = Damage{offset, in_quotes(path) + " is given twice"};
    }
    given[slot] = true;
    block.cells[first + slot] = cell_text(value, texts_);
    block.offsets[first + slot] = offset;
  });
  if (damage) {
    block.cells.resize(first);
    block.offsets.resize(first);
    block.damages.push_back(*damage);
  }
}

Place JsonScanner::place(std::uint64_t offset) const {
  const std::string_view before =
      std::string_view(text_).substr(content_, static_cast<std::size_t>(offset) - content_);
  const std::size_t last = before.rfind('\n');
  const std::string_view line = last == std::string_view::npos ? before : before.substr(last + 1);
  const auto characters = std::count_if(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  });
  return {static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n')) + 1,
          static_cast<std::uint64_t>(characters) + 1};
}

}  // namespace csm
