#pragma once

#include <memory>
#include <string>

#include "io/byte_source.hpp"
#include "io/descriptor.hpp"

namespace csm {

/// The bytes of a pipe, a terminal or a socket.
std::unique_ptr<ByteSource> make_pipe_bytes(std::string name, Descriptor pipe);

}  // namespace csm
