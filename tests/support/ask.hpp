#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "csm/registry.hpp"
#include "csm/run.hpp"

namespace csm::test {

/// The question of a metric, with its default rule where none is named; an empty period is the
/// metric's default.
Question ask(std::string_view metric, std::string_view period = "", std::string_view rule = "");

/// The answer from one text in memory, named "table"; in UTF-8 whatever its bytes look like.
Report answer(const Question& question, std::string text, const Reading& reading = {});

/// The answer from several, named "table1", "table2" ...
Report answer_all(const Question& question, const std::vector<std::string>& texts,
                  const Reading& reading = {});

/// Rows of which nothing but the first cell is filled, and so taken for titles of sections: a
/// report says how many it left out. Where such a row is a customer's with a wrong date, it counts
/// here.
std::int64_t section_titles(const Report& report);

/// The exact value of a fact; absent where the fact is.
std::optional<Ratio> fact(const Result& result, std::string_view name);

}  // namespace csm::test
