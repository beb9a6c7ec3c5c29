#pragma once

#include <cstddef>
#include <utility>

#include "io/pass_meeting.hpp"
#include "io/shared_file.hpp"

namespace csm {

/// A source of a job that other jobs read too: passes over all of it are shared with those that
/// want one, for all else the job reads by itself.
class SharedSource {
 public:
  /// `opened` is how the job opened it; what it was found to be is asked of its scanner.
  SharedSource(OpenedAs opened, SharedFile& file, PassMeeting& meeting, std::size_t job)
      : opened_(std::move(opened)), file_(file), meeting_(meeting), job_(job) {}

  /// Waits for others that want to go over it, and brings the pass all blocks. False, and nothing
  /// has begun, where nobody else does, or it can no more be shared.
  ///
  /// Errors  SharedPassFailed
  bool go_over(SourcePass& pass);

 private:
  OpenedAs opened_;
  SharedFile& file_;
  PassMeeting& meeting_;
  std::size_t job_;
};

}  // namespace csm
