#include "io/json_form.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "io/json_records.hpp"
#include "support/catch.hpp"
#include "support/random_json.hpp"

// What is taken by its form is what simdjson takes, with the same cells.

using namespace csm;
using namespace csm::test;

namespace {

/// A text with what is to stand behind it.
class Buffer {
 public:
  explicit Buffer(std::string_view text) : bytes_(text), size_(text.size()) {
    bytes_.resize(size_ + json_slack);
    close_json_text(bytes_.data() + size_);
  }
  std::string_view text() const { return std::string_view(bytes_).substr(0, size_); }

 private:
  std::string bytes_;
  std::size_t size_;
};

/// A row or a damage, with the offsets.
std::string told(const Block& block) {
  std::string out;
  for (std::size_t row = 0; row < block.rows(); ++row) {
    for (std::size_t slot = 0; slot < block.columns.size(); ++slot) {
      out +=
          std::to_string(block.offset(row, slot)) + "=" + std::string(block.cell(row, slot)) + "|";
    }
  }
  for (const Damage& damage : block.damages) {
    out += std::to_string(damage.offset) + "!" + damage.message;
  }
  return out;
}

template <class Add>
std::string told_after(std::string_view text, std::size_t width, Add&& add) {
  Block block;
  block.clear(width);
  block.set_text(text, 1000, {}, false);
  add(block);
  return told(block);
}

JsonColumns some_columns() {
  JsonColumns columns({});
  for (const char* path : {"id", "score", "comment", "customer.id", "k\xc3\xbc\n"})
    columns.add(path);
  columns.project({1, 0, 2, 3, 0, 4});
  return columns;
}

/// The form of an object that has only texts and numbers as values.
JsonForm form_of(const Buffer& object, std::initializer_list<const char*> values) {
  std::vector<std::string_view> found;
  std::size_t at = 0;
  for (const std::string value : values) {
    at = object.text().find(value, at);
    REQUIRE(at != std::string_view::npos);
    found.push_back(object.text().substr(at, value.size()));
    at += value.size();
  }
  return {object.text(), found};
}

/// What lies ahead in a buffer.
JsonStopsAhead stops_ahead(const Buffer& buffer, JsonStops& stops) {
  find_json_stops(buffer.text(), stops);
  return {buffer.text().data(), stops.offsets.data()};
}

bool matches(const JsonForm& form, const std::string& text, bool in_lines = false) {
  const Buffer buffer(text);
  JsonStops stops;
  JsonStopsAhead ahead = stops_ahead(buffer, stops);
  ahead.in_lines = in_lines;
  std::vector<std::string_view> cells(form.values());
  const JsonMatch match = form.match(buffer.text().data(), ahead, cells.data());
  const char* const end = buffer.text().data() + text.size();
  if (match.end == end) REQUIRE(ahead.place() == end);
  return match.end == end;
}

}  // namespace

TEST_CASE("a text has the form of another with other values of any kind") {
  const Buffer object("{\"a\": 12, \"b\":\"x\"}");
  const JsonForm form = form_of(object, {"12", "\"x\""});
  CHECK(form.values() == 2);
  for (const char* value : {"0", "-0.5e+7", "\"\"", "\"\\u00e4\\\"\\ud83d\\ude00\"", "true",
                            "false", "null", "[]", "[1, {\"c\": [\"]\"]}]"}) {
    CHECK(matches(form, std::string("{\"a\": ") + value + ", \"b\":\"y\"}"));
    CHECK(matches(form, std::string("{\"a\": 1, \"b\":") + value + "}"));
  }
}

TEST_CASE("an array may go over lines where lines do not end records") {
  const Buffer object("{\"a\": 12}");
  const JsonForm form = form_of(object, {"12"});
  for (const char* array : {"[\n]", "[ 1,\r\n\t2 ]", "[{ \"b\" :\n[\"\\n\", {}]}\n, 3]"}) {
    CHECK(matches(form, std::string("{\"a\": ") + array + "}"));
    CHECK_FALSE(matches(form, std::string("{\"a\": ") + array + "}", true));
  }
  CHECK(matches(form, "{\"a\": [ 1,\t2,\r[3]]}", true));
}

TEST_CASE("another name, order, blank or kind of value is another form") {
  const Buffer object("{\"a\": 12, \"b\":\"x\"}");
  const JsonForm form = form_of(object, {"12", "\"x\""});
  for (const char* other :
       {"{\"a\": 12, \"c\":\"x\"}", "{\"b\":\"x\", \"a\": 12}", "{\"a\":12, \"b\":\"x\"}",
        "{\"a\": 12}", "{\"a\": {}, \"b\":\"x\"}", "{\"a\": 12, \"b\":\"x\", \"c\": 1}", "", "{",
        "{\"a\": 12, \"b\":\"x\""}) {
    INFO(other);
    CHECK_FALSE(matches(form, other));
  }
}

TEST_CASE("what is no value of JSON matches no form") {
  const Buffer object("{\"a\": 12}");
  const JsonForm form = form_of(object, {"12"});
  for (const char* value :
       {"01",      "-",           "+1",          "1.",          ".5",
        "1e",      "1e+",         "0x1",         "1 2",         "tru",
        "truex",   "nul",         "NaN",         "'x'",         "\"x",
        "\"\\x\"", "\"\\u12g4\"", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"",
        "\"\t\"",  "\"\x01\"",    "[1,]",        "[",           "[1",
        "[1 2]",   "[{\"a\"}]",   "[{a: 1}]",    "]",           ""}) {
    INFO(value);
    CHECK_FALSE(matches(form, std::string("{\"a\": ") + value + "}"));
  }
  CHECK_FALSE(matches(form, "{\"a\": \"" + std::string(1, '\0') + "\"}"));
  CHECK_FALSE(matches(form, "{\"a\": " + std::string(100, '[') + std::string(100, ']') + "}"));
}

TEST_CASE("a form's bytes are told from others wherever one differs") {
  for (std::size_t size = 1; size < 100; ++size) {
    const std::string name(size, 'n');
    const Buffer object("{\"" + name + "\":1}");
    const JsonForm form = form_of(object, {"1"});
    CHECK(matches(form, std::string(object.text())));
    for (std::size_t i = 0; i < size; ++i) {
      std::string other(object.text());
      other[2 + i] = 'm';
      CHECK_FALSE(matches(form, other));
    }
  }
}

TEST_CASE("an object of a kept form is the row that simdjson reads") {
  std::size_t taken = 0;
  std::size_t damaged = 0;
  const JsonColumns columns = some_columns();
  JsonRecords exact(columns);
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    RandomJson random(seed);
    JsonRecords records(columns);
    for (int i = 0; i < 3000; ++i) {
      const std::string valid = random.object();
      const bool is_damaged = random.below(3) == 0;
      const Buffer buffer(is_damaged ? random.damaged(valid) : valid);
      const std::string_view text = buffer.text();
      records.begin(text);
      exact.begin(text);
      const char* end = text.starts_with('{') ? records.match(text.data()) : nullptr;
      const bool is_valid = exact.is_valid(text);
      if (end == text.data() + text.size()) {
        INFO("seed " << seed << ": " << text);
        REQUIRE(is_valid);
        const auto fast = [&](Block& block) { records.add_match(block); };
        const auto slow = [&](Block& block) { exact.add(text, block); };
        REQUIRE(told_after(text, 6, fast) == told_after(text, 6, slow));
        ++taken;
        damaged += is_damaged ? 1U : 0U;
      } else if (is_valid && text.starts_with('{')) {
        told_after(text, 6, [&](Block& block) { records.add(text, block); });
      }
    }
  }
  CHECK(taken > 100000);
  CHECK(damaged > 1000);
}

TEST_CASE("every processor finds the cells of a form alike") {
  const auto& matchers = json_matchers();
  REQUIRE(matchers.back().name == "baseline");
  std::vector<JsonForm::Step> steps;
  for (const std::string_view between : {"{\"id\":", ",\"score\":", ",\"comment\":", "}"}) {
    JsonForm::Step& step = steps.emplace_back();
    std::copy(between.begin(), between.end(), step.bytes.begin());
    std::fill_n(step.counts.begin(), between.size(), std::uint8_t{0xff});
    step.size = static_cast<std::uint32_t>(between.size());
    step.stops = between == "}" ? 0 : 2;
    step.value_follows = between != "}";
  }
  RandomJson random(7);
  JsonStops stops;
  for (int i = 0; i < 50000; ++i) {
    std::string text = "{\"id\":" + random.value() + ",\"score\":" + random.value() +
                       ",\"comment\":" + random.value() + "}";
    if (i % 3 == 0) text = random.damaged(text);
    const Buffer buffer(text);
    std::vector<std::string_view> wanted(3);
    std::vector<std::string_view> cells(3);
    JsonStopsAhead ahead = stops_ahead(buffer, stops);
    const std::uint32_t* const first = ahead.next;
    const JsonMatch match =
        matchers.back().match(steps, buffer.text().data(), ahead, wanted.data());
    for (const JsonMatcher& matcher : matchers) {
      JsonStopsAhead passed = stops_ahead(buffer, stops);
      const JsonMatch found = matcher.match(steps, buffer.text().data(), passed, cells.data());
      INFO(matcher.name << ": " << text);
      REQUIRE(found.end == match.end);
      REQUIRE(passed.next == ahead.next);
      REQUIRE((match.end != nullptr || passed.next == first));
      if (match.end == nullptr) continue;
      REQUIRE(found.has_escapes == match.has_escapes);
      REQUIRE(cells == wanted);
    }
  }
}
