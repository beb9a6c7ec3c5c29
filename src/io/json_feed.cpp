#include "io/json_feed.hpp"

#include <algorithm>
#include <cstring>

#include "io/json_form.hpp"

namespace csm {

void JsonFeed::start(std::uint64_t offset) {
  bytes_.restart();
  offset_ = 0;
  at_ = size_ = 0;
  is_final_ = false;
  buffer_.resize(std::max(buffer_.size(), step_ + json_slack));
  while (this->offset() < offset && !at_end()) {
    at_ += static_cast<std::size_t>(std::min<std::uint64_t>(size_ - at_, offset - this->offset()));
  }
}

bool JsonFeed::more() {
  if (is_final_) return false;
  std::memmove(buffer_.data(), buffer_.data() + at_, size_ - at_);
  offset_ += at_;
  size_ -= at_;
  at_ = 0;
  // Twice as much each time, so that looking at all of it again costs little.
  const std::size_t wanted = size_ + std::max(step_, size_);
  if (buffer_.size() < wanted + json_slack) buffer_.resize(wanted + json_slack);
  const std::size_t before = size_;
  while (!is_final_ && size_ < wanted) {
    const std::size_t n = bytes_.read(buffer_.data() + size_, wanted - size_);
    is_final_ = n == 0;
    size_ += n;
  }
  close_json_text(buffer_.data() + size_);
  return size_ > before;
}

void JsonFeed::skip_blanks() {
  do {
    while (at_ < size_ && (buffer_[at_] == ' ' || buffer_[at_] == '\t' || buffer_[at_] == '\n' ||
                           buffer_[at_] == '\r')) {
      ++at_;
    }
  } while (at_ == size_ && more());
}

bool JsonFeed::take(char c) {
  skip_blanks();
  if (at_end() || buffer_[at_] != c) return false;
  ++at_;
  return true;
}

std::string_view JsonFeed::line() {
  std::size_t looked_at = 0;
  for (;;) {
    const std::size_t end = text().find('\n', looked_at);
    if (end != std::string_view::npos) return text().substr(0, end);
    looked_at = text().size();
    if (!more()) return text();
  }
}

std::vector<char> JsonFeed::give(std::size_t at, std::vector<char> old) {
  const std::string_view rest = text().substr(at);
  if (old.size() < rest.size() + json_slack) old.resize(rest.size() + step_ + json_slack);
  rest.copy(old.data(), rest.size());
  offset_ += at_ + at;
  at_ = 0;
  size_ = rest.size();
  close_json_text(old.data() + size_);
  buffer_.swap(old);
  return old;
}

std::uint64_t count_line_feeds(std::string_view text) {
  // No more than a byte can count, so that the compiler adds up bytes, many at once.
  constexpr std::size_t stretch = 240;
  std::uint64_t count = 0;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, stretch);
    std::uint8_t of_part = 0;
    for (const char c : part) of_part = static_cast<std::uint8_t>(of_part + (c == '\n' ? 1 : 0));
    count += of_part;
    text.remove_prefix(part.size());
  }
  return count;
}

Place place_behind(Place begin, std::string_view text) {
  const std::size_t last = text.rfind('\n');
  if (last == std::string_view::npos) {
    begin.pass(text, false);
    return begin;
  }
  begin.line += count_line_feeds(text);
  begin.column = 1;
  begin.pass(text.substr(last + 1), false);
  return begin;
}

}  // namespace csm
