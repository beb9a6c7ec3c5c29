// Six answers to "would you recommend us?": three promoters, two passives, one detractor.
#include <csm/metrics/nps.hpp>
#include <iostream>

int main() {
  csm::NpsTally tally;
  for (int score : {0, 7, 7, 9, 9, 9}) tally.add(score);
  std::cout << "NPS " << csm::finish(tally).value.amount->to_decimal(2) << '\n';
}
