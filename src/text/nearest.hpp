#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace csm {

/// The candidate that `word` was most likely meant to be, or empty where none is near: at most a
/// third of the letters differ (insertions, deletions, changes, neighbours swapped), or one begins
/// with the other.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

/// ". Did you mean X?" where something is near, X as screens show it; else empty.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

/// "a, b, c".
std::string joined(std::span<const std::string_view> words);
std::string joined(const std::vector<std::string>& words);

/// "a, b and 7 more": the first 12 of the words.
std::string listed(std::span<const std::string> words);

}  // namespace csm
