#pragma once

#include <functional>
#include <memory>

#include "csm/run.hpp"
#include "io/byte_source.hpp"

namespace csm {

/// The same bytes, where each read tells how far reading has come; the source itself without an
/// observer.
std::unique_ptr<ByteSource> observed(std::unique_ptr<ByteSource> bytes,
                                     std::function<void(const Progress&)> observer);

}  // namespace csm
