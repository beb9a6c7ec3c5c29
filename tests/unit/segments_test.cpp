#include "csm/segments.hpp"

#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;

namespace {

std::string part(const Cut& cut, std::string_view cell) {
  Cut::Part part;
  REQUIRE(cut.part_of(cell, {}, part) == nullptr);
  return part.text;
}

Segments::Code code(Segments& segments, const std::string& text) {
  Cut::Part part;
  REQUIRE(segments.cuts().front().part_of(text, {}, part) == nullptr);
  return segments.code_of({part});
}

std::string order_of(Segments& segments) {
  std::string all;
  for (const Segments::Code one : segments.all()) all += "[" + segments.texts_of(one).front() + "]";
  return all;
}

}  // namespace

TEST_CASE("a column's texts are its segments, blank among them") {
  const Cut cut = read_cut("plan");
  CHECK(part(cut, "pro") == "pro");
  CHECK(part(cut, "").empty());
  CHECK(part(cut, "NA") == "NA");
}

TEST_CASE("bands begin at their numbers, and one lies below the first") {
  const Cut cut = read_cut("mrr:0,100,1000");
  CHECK(cut.column == "mrr");
  CHECK(part(cut, "-0.01") == "below 0");
  CHECK(part(cut, "0") == "0..100");
  CHECK(part(cut, "99.99") == "0..100");
  CHECK(part(cut, "100") == "100..1000");
  CHECK(part(cut, "1000") == "1000+");
  CHECK(part(cut, "").empty());
}

TEST_CASE("days are told apart by the calendar") {
  const Cut cut = read_cut("started_on:quarter");
  CHECK(cut.column == "started_on");
  CHECK(part(cut, "2026-05-31") == "2026-Q2");
  CHECK(part(cut, "2026-06-30T23:00:00Z") == "2026-Q2");
}

TEST_CASE("a cell that is no number lies in no band") {
  Cut::Part out;
  CHECK(read_cut("mrr:0,100").part_of("much", {}, out) != nullptr);
  CHECK(read_cut("started_on:year").part_of("soon", {}, out) != nullptr);
}

TEST_CASE("bands stand in their order, texts in that of the alphabet") {
  Segments bands({read_cut("mrr:5,10,100")}, 10);
  for (const char* number : {"100", "7", "", "1", "20"}) code(bands, number);
  CHECK(order_of(bands) == "[][below 5][5..10][10..100][100+]");
  Segments plans({read_cut("plan")}, 10);
  for (const char* plan : {"pro", "basic", "all"}) code(plans, plan);
  CHECK(order_of(plans) == "[all][basic][pro]");
}

TEST_CASE("a segment met again keeps its code") {
  Segments segments({read_cut("plan")}, 10);
  const Segments::Code pro = code(segments, "pro");
  CHECK(code(segments, "basic") != pro);
  CHECK(code(segments, "pro") == pro);
}

TEST_CASE("more segments than allowed are refused with what to do") {
  Segments segments({read_cut("email")}, 2);
  code(segments, "a");
  code(segments, "b");
  const auto error = test::error_of([&] { code(segments, "c"); });
  REQUIRE(error);
  CHECK(error->code == ErrorCode::usage);
  CHECK(error->where == "--by email");
  CHECK(error->message.find("more than 2 segments") != std::string::npos);
  CHECK(error->message.find("--max-segments") != std::string::npos);
}

TEST_CASE("bands that do not rise, and units that there are not, are refused") {
  CHECK(test::fails_with(ErrorCode::usage, [] { read_cut("mrr:10,5"); }));
  CHECK(test::fails_with(ErrorCode::usage, [] { read_cut("mrr:1,x"); }));
  CHECK(test::fails_with(ErrorCode::usage, [] { read_cut("started_on:moon"); }));
  CHECK(test::fails_with(ErrorCode::usage, [] { read_cut(""); }));
}
