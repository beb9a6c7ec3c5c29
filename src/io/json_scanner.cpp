#include "io/json_scanner.hpp"

#include <simdjson.h>

#include <algorithm>

#include "csm/error.hpp"
#include "io/json_document.hpp"
#include "io/json_elements.hpp"
#include "io/json_error.hpp"
#include "io/json_feed.hpp"
#include "io/json_lines.hpp"
#include "io/json_outline.hpp"

namespace csm {

JsonScanner::JsonScanner(std::unique_ptr<ByteSource> bytes, const Dialect& dialect,
                         std::size_t block_size)
    : bytes_(std::move(bytes)), columns_(dialect.column_keys) {
  try {
    open(dialect, block_size);
    input_->find_columns(columns_, false);
  } catch (const simdjson::simdjson_error& error) {
    refuse_unreadable(error.what());
  }
  is_small_ = is_small_ || columns_.is_whole;
  restart();
}

JsonScanner::~JsonScanner() = default;

void JsonScanner::refuse_unreadable(const char* fault) const {
  refuse_json_at(*bytes_, content_, content_, std::string("cannot be read as JSON: ") + fault);
}

void JsonScanner::open(const Dialect& dialect, std::size_t block_size) {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  JsonFeed feed(*bytes_);
  feed.start(0);
  feed.more();
  if (feed.text().starts_with(byte_order_mark)) content_ = byte_order_mark.size();
  feed.pass(content_);
  feed.skip_blanks();
  if (feed.peek() == '{') return open_object(dialect, block_size);
  if (feed.peek() != '[') {
    feed.start(content_);
    if (find_json_error(feed)) refuse_json(*bytes_, content_);
    refuse_json_at(*bytes_, content_, content_,
                   "is a single JSON value; csm reads objects, one a row");
  }
  const JsonRows rows{content_, feed.offset(), JsonElements::Where::whole_array};
  rows_begin_ = rows.begin;
  input_ = std::make_unique<JsonDocument>(*bytes_, rows, columns_, block_size);
}

/// An object that is a row or has one array of rows in it, or lines.
void JsonScanner::open_object(const Dialect& dialect, std::size_t block_size) {
  const JsonOutline outline = outline_json(*bytes_, content_, block_size, dialect.row_keys);
  if (outline.rows) {
    further_pages_ = outline.further_pages;
    rows_begin_ = outline.rows->begin;
    input_ = std::make_unique<JsonDocument>(*bytes_, *outline.rows, columns_, block_size);
  } else if (is_in_lines(*bytes_, outline)) {
    input_ = std::make_unique<JsonLines>(*bytes_, content_, columns_, block_size);
    rows_begin_ = content_;
    is_small_ = false;
    is_in_lines_ = true;
  } else {
    refuse_json(*bytes_, content_);
  }
}

void JsonScanner::complete_header() {
  if (columns_.is_whole) return;
  try {
    input_->find_columns(columns_, true);
  } catch (const simdjson::simdjson_error& error) {
    refuse_unreadable(error.what());
  }
  restart();
}

void JsonScanner::project(std::vector<std::size_t> columns) {
  columns_.project(std::move(columns));
  restart();
}

void JsonScanner::restart() { input_->restart(); }

std::vector<std::string_view> JsonScanner::records(const Block& block) const {
  std::vector<std::string_view> found;
  std::string_view rest = block.text();
  const auto skip = [&rest](const char* between) {
    rest.remove_prefix(std::min(rest.find_first_not_of(between), rest.size()));
  };
  skip(" \t\r\n");
  if (!is_in_lines_ && rest.starts_with('[')) rest.remove_prefix(1);
  for (;;) {
    skip(is_in_lines_ ? " \t\r\n" : " \t\r\n,");
    if (rest.empty()) break;
    const std::size_t size = is_in_lines_ ? rest.find('\n') : json_value_size(rest, true);
    if (size == 0 || rest.front() == ']') break;  // behind the last element
    found.push_back(rest.substr(0, size));
    rest.remove_prefix(found.back().size());
    if (found.back().ends_with('\r')) found.back().remove_suffix(1);
  }
  return found;
}

bool JsonScanner::next(Block& block) {
  try {
    return input_->next(block);
  } catch (const simdjson::simdjson_error& error) {
    refuse_unreadable(error.what());
  }
}

}  // namespace csm
