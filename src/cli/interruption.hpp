#pragma once

namespace csm::cli {

/// From now on SIGINT, SIGTERM and SIGHUP leave nothing behind: no line of progress, no file that
/// is not whole. The process still ends by the signal, as who sent it expects. Signals that are
/// ignored stay so.
///
/// Cost  two system calls a signal
void leave_nothing_when_interrupted();

}  // namespace csm::cli
