#include "io/json_outline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "csm/error.hpp"
#include "io/json_elements.hpp"
#include "io/json_feed.hpp"
#include "io/json_pages.hpp"
#include "io/json_records.hpp"
#include "io/match.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

using Found = JsonElements::Found;
using Where = JsonElements::Where;

class Outliner {
 public:
  Outliner(ByteSource& bytes, std::uint64_t content, std::size_t block_size,
           const std::set<std::string>& row_keys)
      : bytes_(bytes),
        content_(content),
        row_keys_(row_keys),
        feed_(bytes, std::min(block_size, JsonFeed::small_step)),
        records_(columns_) {}

  JsonOutline outline() {
    JsonOutline found;
    feed_.start(content_);
    feed_.skip_blanks();
    found.begin = feed_.offset();
    found.is_object = pass_object();
    found.end = feed_.offset();
    feed_.skip_blanks();
    if (found.is_object && feed_.at_end()) found.rows = rows(found.begin);
    if (found.rows && found.rows->where == Where::inside) found.further_pages = pages_.further();
    return found;
  }

 private:
  struct List {
    std::string name;
    std::uint64_t begin = 0;
    std::size_t members = 0;  ///< of its first object that are called as columns of a row are
  };

  bool pass_object() {
    if (!feed_.take('{')) return false;
    if (feed_.take('}')) return true;
    do {
      feed_.skip_blanks();
      if (feed_.peek() != '"') return false;
      const std::optional<std::string_view> quoted = value();
      if (!quoted) return false;
      const std::string name = records_.unescaped(*quoted);
      feed_.pass(quoted->size());
      if (is_row_key(name, row_keys_)) ++members_;
      if (!feed_.take(':')) return false;
      feed_.skip_blanks();
      if (feed_.peek() == '[') {
        if (!pass_array(name)) return false;
      } else {
        const std::optional<std::string_view> text = value();
        if (!text) return false;
        pages_.take(name, *text);
        feed_.pass(text->size());
      }
    } while (feed_.take(','));
    return feed_.take('}');
  }

  /// The valid value that lies before the feed, whole.
  std::optional<std::string_view> value() {
    while (!feed_.at_end()) {
      const std::size_t size = json_value_size(feed_.text(), feed_.is_final());
      if (size != std::string_view::npos) {
        const std::string_view text = feed_.text().substr(0, size);
        return size > 0 && records_.is_valid(text) ? std::optional(text) : std::nullopt;
      }
      if (is_hopeless_json(feed_.text()) || !feed_.more()) break;
    }
    return std::nullopt;
  }

  bool pass_array(const std::string& name) {
    const std::uint64_t begin = feed_.offset();
    JsonElements elements(Where::inside);
    bool is_empty = true;
    for (;;) {
      const std::string_view text = feed_.text();
      records_.begin(text);
      std::size_t at = 0;
      std::string_view element;
      Found found = elements.next(text, feed_.is_final(), records_, at, element);
      for (; found == Found::match || found == Found::value;
           found = elements.next(text, feed_.is_final(), records_, at, element)) {
        if (found == Found::value && !records_.is_valid(element)) return false;
        const bool is_object = element.front() == '{';
        if (is_empty && is_object) {
          lists_.push_back({name, begin, records_.count_members(element, row_keys_)});
        }
        // Only for its form, which the next elements have too.
        if (is_object && found == Found::value) records_.find_columns(element, columns_);
        is_empty = false;
      }
      feed_.pass(at);
      if (found == Found::no_json) return false;
      if (found == Found::end) break;
      feed_.more();
    }
    if (is_empty) empty_list_ = begin;
    return true;
  }

  JsonRows rows(std::uint64_t begin) {
    const JsonRows itself{content_, begin, Where::whole_object};
    if (lists_.empty()) {
      return members_ > 0 || !empty_list_ ? itself
                                          : JsonRows{content_, *empty_list_, Where::inside};
    }
    std::erase_if(lists_, [&](const List& list) { return list.members < members_; });
    if (lists_.size() > 1) {
      refuse(bytes_.name(),
             fmt::format("holds more than one list ({}, {}), and csm cannot tell which is "
                         "meant; give it one, as with jq .{}",
                         shown(lists_[0].name), shown(lists_[1].name), shown(lists_[0].name)));
    }
    return lists_.empty() ? itself : JsonRows{content_, lists_.front().begin, Where::inside};
  }

  ByteSource& bytes_;
  std::uint64_t content_;
  const std::set<std::string>& row_keys_;
  JsonFeed feed_;
  JsonColumns columns_{{}};
  JsonRecords records_;
  std::size_t members_ = 0;  ///< that are called as columns of a row are
  JsonPages pages_;
  std::vector<List> lists_;
  std::optional<std::uint64_t> empty_list_;
};

}  // namespace

JsonOutline outline_json(ByteSource& bytes, std::uint64_t content, std::size_t block_size,
                         const std::set<std::string>& row_keys) {
  return Outliner(bytes, content, block_size, row_keys).outline();
}

bool is_in_lines(ByteSource& bytes, const JsonOutline& outline) {
  JsonFeed feed(bytes);
  feed.start(outline.begin);
  while (feed.text().find('\n') == std::string_view::npos && !feed.is_final()) {
    feed.pass(feed.text().size());
    feed.more();
  }
  const std::uint64_t line_end =
      feed.offset() + std::min(feed.text().find('\n'), feed.text().size());
  if (outline.is_object && outline.end <= line_end) {
    feed.start(outline.end);
    feed.skip_blanks();
    if (feed.offset() >= line_end) return true;
  }
  feed.start(line_end);
  feed.skip_blanks();
  if (feed.peek() != '{') return false;
  const JsonColumns columns{{}};
  return JsonRecords(columns).is_valid(feed.line());
}

}  // namespace csm
