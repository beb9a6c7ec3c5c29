#include "io/json_document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "csm/error.hpp"
#include "io/json_error.hpp"

namespace csm {
namespace {

using Found = JsonElements::Found;

bool is_element(Found found) { return found == Found::match || found == Found::value; }

/// Goes over the elements that lie before a feed as long as `use(found, element)` wants more;
/// returns what ended that.
template <class Use>
Found for_each_element(JsonFeed& feed, JsonElements& elements, JsonRecords& records, Use&& use) {
  for (;;) {
    const std::string_view text = feed.text();
    records.begin(text);
    std::size_t at = 0;
    std::string_view element;
    Found found;
    do {
      found = elements.next(text, feed.is_final(), records, at, element);
    } while (is_element(found) && use(found, element));
    feed.pass(at);
    if (found != Found::starved) return found;
    feed.more();
  }
}

/// Of a small file, no more than it has.
std::size_t fitting(const ByteSource& bytes, std::size_t block_size) {
  const auto size = bytes.size();
  return size && *size < block_size ? std::max<std::size_t>(*size, 1) : block_size;
}

}  // namespace

JsonDocument::JsonDocument(ByteSource& bytes, const JsonRows& rows, const JsonColumns& columns,
                           std::size_t block_size)
    : bytes_(bytes),
      rows_(rows),
      columns_(columns),
      block_size_(block_size),
      first_place_(json_place(bytes, rows.content, rows.begin)),
      feed_(bytes, fitting(bytes, block_size)),
      elements_(rows.where) {}

void JsonDocument::restart() {
  elements_ = JsonElements(rows_.where);
  records_.emplace(columns_);
  next_order_ = 0;
  has_ended_ = false;
  place_ = first_place_;
  feed_.start(rows_.begin);
}

void JsonDocument::find_columns(JsonColumns& columns, bool of_all) {
  JsonFeed feed(bytes_, std::min(block_size_, JsonFeed::small_step));
  JsonElements elements(rows_.where);
  JsonRecords records(columns);
  feed.start(rows_.begin);
  const Found last = for_each_element(feed, elements, records, [&](Found found, auto element) {
    if (found == Found::value) {
      if (!records.is_valid(element)) refuse_json(bytes_, rows_.content);
      if (element.starts_with('{')) records.find_columns(element, columns);
    }
    const auto passed =
        static_cast<std::uint64_t>(element.data() + element.size() - feed.text().data());
    return of_all || columns.header().empty() || feed.offset() + passed < rows_.begin + block_size_;
  });
  if (last == Found::no_json) refuse_json(bytes_, rows_.content);
  if (last == Found::end) columns.is_whole = true;
}

bool JsonDocument::next(Block& block) {
  const std::lock_guard lock(reading_);
  block.clear(columns_.projected().size());
  if (has_ended_) return false;
  auto* piece = dynamic_cast<Piece*>(block.piece.get());
  if (piece == nullptr) {
    block.piece = std::make_unique<Piece>();
    piece = static_cast<Piece*>(block.piece.get());
  }
  block.order = next_order_++;
  // What a cell points to may not move, so more is read only while there is none.
  Found last = Found::starved;
  while (last == Found::starved && block.rows() + block.damages.size() == 0) {
    feed_.more();
    const std::string_view text = feed_.text();
    block.set_text(text, feed_.offset(), place_, false);
    records_->begin(text);
    std::size_t at = 0;
    std::string_view element;
    do {
      last = elements_.next(text, feed_.is_final(), *records_, at, element);
    } while (read_element(last, element, block));
    place_ = place_behind(place_, text.substr(0, at));
    if (block.rows() + block.damages.size() > 0) {
      piece->bytes = feed_.give(at, std::move(piece->bytes));
    } else {
      feed_.pass(at);
    }
  }
  has_ended_ = last == Found::end;
  return block.rows() + block.damages.size() > 0;
}

/// Adds the element to the block; false where there is none.
bool JsonDocument::read_element(Found found, std::string_view element, Block& block) {
  if (found == Found::match) {
    records_->add_match(block);
    return true;
  }
  const bool is_json = found == Found::value && records_->is_valid(element);
  if (found == Found::no_json || (found == Found::value && !is_json)) {
    refuse_json(bytes_, rows_.content);
  }
  if (found != Found::value) return false;
  if (element.starts_with('{')) {
    records_->add(element, block);
  } else {
    const auto at = static_cast<std::uint64_t>(element.data() - block.text().data());
    block.damages.push_back({block.text_offset() + at, "the element is not an object"});
  }
  return true;
}

Place json_place(ByteSource& bytes, std::uint64_t content, std::uint64_t offset) {
  JsonFeed feed(bytes);
  feed.start(content);
  Place place;
  while (feed.offset() < offset && !feed.at_end()) {
    const std::string_view text = feed.text().substr(0, offset - feed.offset());
    place = place_behind(place, text);
    feed.pass(text.size());
  }
  return place;
}

void refuse_json_at(ByteSource& bytes, std::uint64_t content, std::uint64_t offset,
                    const std::string& message) {
  const Place place = json_place(bytes, content, offset);
  refuse(fmt::format("{}:{}:{}", bytes.name(), place.line, place.column), message);
}

void refuse_json(ByteSource& bytes, std::uint64_t content) {
  JsonFeed feed(bytes);
  feed.start(content);
  const auto error = find_json_error(feed);
  refuse_json_at(bytes, content, error ? error->offset : content, json_fault(error));
}

}  // namespace csm
