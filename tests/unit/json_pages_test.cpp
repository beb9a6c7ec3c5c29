#include "io/json_pages.hpp"

#include "io/json_scanner.hpp"
#include "support/catch.hpp"
#include "unit/scan.hpp"

using namespace csm;
using namespace csm::test;

namespace {

/// The member of an object around a list that says there are more pages, for any blocks.
std::string further_pages(const std::string& text) {
  const std::string found = JsonScanner(bytes_of("t", text)).further_pages();
  for (const std::size_t size : {1U, 7U, 64U}) {
    INFO(size);
    CHECK(JsonScanner(bytes_of("t", text), {}, size).further_pages() == found);
  }
  return found;
}

/// A list within an object that has that member too, before the list or behind it.
std::string further_pages_beside(const std::string& member) {
  const std::string rows = R"("rows": [{"score": 1}, {"score": 2}])";
  const std::string before = further_pages("{" + member + ", " + rows + "}");
  CHECK(further_pages("{" + rows + ", " + member + "}") == before);
  return before;
}

}  // namespace

TEST_CASE("a page of a list says by which member it goes on, wherever that stands") {
  CHECK(further_pages_beside(R"("next_page": "https://example.com/?page=2")") == "next_page");
  CHECK(further_pages_beside(R"("next_page": 2)") == "next_page");
  CHECK(further_pages_beside(R"("has_more": true)") == "has_more");
  CHECK(further_pages_beside(R"("hasMore": true)") == "hasMore");
  CHECK(further_pages_beside(R"("links": {"self": "/1", "next": "/2"})") == "links.next");
  CHECK(further_pages_beside(R"("_links": {"next": {"href": "/2"}})") == "_links.next");
  CHECK(further_pages_beside(R"("meta": {"has_more": true})") == "meta.has_more");
  CHECK(further_pages_beside(R"("meta": {"pagination": {"links": {"next": "/2"}}})") ==
        "meta.pagination.links.next");
  CHECK(further_pages_beside(R"("paging": {"next": {"after": "9", "link": "/2"}})") ==
        "paging.next");
  CHECK(further_pages_beside(R"("@odata.nextLink": "/2")") == "@odata.nextLink");
  CHECK(further_pages_beside(R"("next_page_url": "/2")") == "next_page_url");
}

TEST_CASE("the last page of a list says nothing of further ones") {
  for (const char* member :
       {R"("next_page": null)", R"("next_page": "")", R"("next_page": 0)", R"("has_more": false)",
        R"("links": {"next": null, "prev": "/1"})", R"("paging": {})", R"("paging": {"next": {}})",
        R"("count": 120)", R"("next_offset": [])", R"("survey": {"next": "/2"})"}) {
    INFO(member);
    CHECK(further_pages_beside(member).empty());
  }
}

TEST_CASE("a flag of the last page counts before an address, which may stand there too") {
  CHECK(further_pages_beside(R"("end_of_stream": true, "next_page": "/2")").empty());
  CHECK(further_pages_beside(R"("end_of_stream": false, "next_page": "/2")") == "end_of_stream");
  CHECK(further_pages_beside(R"("meta": {"has_more": false}, "links": {"next": "/2"})").empty());
}

TEST_CASE("only an object around a list is a page of it") {
  CHECK(further_pages(R"([{"score": 1, "next_page": "/2"}])").empty());
  CHECK(further_pages("{\"score\": 1, \"has_more\": true}\n{\"score\": 2}\n").empty());
  CHECK(further_pages(R"({"score": 1, "has_more": true})").empty());
}
