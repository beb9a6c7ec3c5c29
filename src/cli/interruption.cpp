#include "cli/interruption.hpp"

#include <csignal>

#include "cli/progress_line.hpp"
#include "io/file_beside.hpp"

namespace csm::cli {
namespace {

/// Only what a handler may do: system calls and lock-free atomics.
extern "C" void leave_nothing(int signal) {
  ProgressLine::wipe_at_the_end();
  remove_files_beside();
  ::raise(signal);  // to whom it was before, once this has returned
}

}  // namespace

void leave_nothing_when_interrupted() {
  struct sigaction ours {};
  ours.sa_handler = leave_nothing;
  ours.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before {};
    if (::sigaction(signal, nullptr, &before) != 0 || before.sa_handler != SIG_DFL) continue;
    ::sigaction(signal, &ours, nullptr);
  }
}

}  // namespace csm::cli
