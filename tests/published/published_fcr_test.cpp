#include "csm/metrics/fcr.hpp"
#include "published/published.hpp"

namespace csm::published {

// https://www.customerfacing.io/glossary/first-contact-resolution-rate: of 13 tickets opened in
// December 8 were resolved on the first contact and 5 are still in progress: 61.54 %.
TEST_CASE("CustomerFacing's first contact resolution rate is 8 of 13") {
  std::string text = "ticket_id,opened_on,status,contacts\n";
  for (int i = 0; i < 13; ++i) {
    text += std::to_string(i) + ",2025-12-05," + (i < 8 ? "resolved" : "in progress") + ",1\n";
  }
  const Result result = from_csv(fcr_metric, text, "2025-12");
  CHECK(*result.value.amount == Ratio{8, 13});
  CHECK(to_text(result.value) == "61.5 %");
  CHECK(fact(result, "open") == Ratio{5, 1});
}

// https://www.sparrowdesk.com/customer-support-metrics/first-contact-resolution-fcr
TEST_CASE("SparrowDesk's first contact resolution is 120 of 200") {
  const Result result = by_hand(fcr_metric, {{"first-contact", "120"}, {"received", "200"}});
  CHECK(*result.value.amount == Ratio{3, 5});
}

// ZapScale, "First Contact Resolution Rate (FCR)", zapscale.com/blog: of 100 tickets received in a
// month 70 were resolved on the first interaction: 70 %.
TEST_CASE("ZapScale's first contact resolution is 70 of 100 tickets of a month") {
  std::string text = "ticket_id,opened_on,closed_on,contacts\n";
  for (int i = 0; i < 100; ++i) {
    text += std::to_string(i) + ",2024-06-08,2024-06-09," + (i < 70 ? "1" : "3") + "\n";
  }
  const Result result = from_csv(fcr_metric, text, "2024-06");
  CHECK(to_text(result.value) == "70.0 %");
}

}  // namespace csm::published
