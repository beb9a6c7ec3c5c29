#pragma once

#include <string>
#include <string_view>

namespace csm {

/// What a survey's question asks for, as the key (io/match.hpp) of a header that means the same,
/// whatever product it names and however it is marked up: "How likely are you to
/// <b>recommend</b> Acme to a friend?" asks for likelihoodtorecommend. Empty for any other text.
std::string key_of_question(std::string_view text);

/// The column whose scores a column of Qualtrics groups into promoters, passives and detractors:
/// "Q1" for "Q1_NPS_GROUP". Empty for any other name.
std::string_view grouped_column(std::string_view name);

}  // namespace csm
