#pragma once

#include <string>
#include <string_view>

#include "csm/registry.hpp"
#include "csm/result.hpp"

namespace csm {

/// Parts of a fact in a page: a row each with its name, its number and a bar.
std::string bar_table(std::string_view title, const Breakdown& parts);

/// Of a result's story the table that tells of the balance; null where there is none.
const Table* table_of_balance(const Balance& balance, const Result& result);

/// How a balance moved from its opening to its closing: a row each with a bar from where the one
/// before ended, and what the story's table remarks on it. Bars of losses are hollow, so that they
/// are told apart without colours. Empty where the result has no such facts.
std::string balance_table(const Balance& balance, const Result& result, const Table* told);

}  // namespace csm
