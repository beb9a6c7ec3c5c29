#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "csm/run.hpp"
#include "io/pass_meeting.hpp"
#include "io/shared_file.hpp"
#include "io/shared_source.hpp"

namespace csm {

/// The files that several jobs name, and where the jobs meet.
struct SharedFiles {
  explicit SharedFiles(const std::vector<Job>& jobs);

  bool is_of_one_job;
  std::map<std::string, SharedFile> by_path;
  PassMeeting meeting;
};

/// How one of several jobs opens its files. From its making on, no pass is shared until the job has
/// opened its files or this is gone, which outlives them.
class JobFiles {
 public:
  JobFiles(SharedFiles& files, std::size_t job);
  JobFiles(const JobFiles&) = delete;
  JobFiles& operator=(const JobFiles&) = delete;
  ~JobFiles();

  /// The bytes of a source that has no text.
  std::unique_ptr<ByteSource> open(const std::string& path) const;
  /// The job's share in a source that others read too; null where none does.
  std::unique_ptr<SharedSource> share(const Source& source,
                                      const std::optional<FileIdentity>& identity,
                                      const Dialect& asked, const Reading& reading) const;
  void have_opened() const;

 private:
  SharedFiles& files_;
  std::size_t job_;
};

}  // namespace csm
