#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace csm::cli {

/// The bytes of `64K`, `512M`, `4G` or `1.5G`, in powers of 1024. Error{usage} for anything else.
std::uint64_t read_memory_size(std::string_view text);

/// Three quarters of the memory that the machine, or the control group that csm runs in, has left;
/// 0 where the system does not tell. Its files lie under `root`: "/".
std::uint64_t memory_for_customers(const std::string& root);

}  // namespace csm::cli
