#include "io/job_files.hpp"

#include <set>
#include <utility>

namespace csm {

SharedFiles::SharedFiles(const std::vector<Job>& jobs)
    : is_of_one_job(jobs.size() == 1), meeting(jobs.size()) {
  for (const Job& job : jobs) {
    std::set<std::string> by_job;
    for (const Source& source : job.sources) {
      if (!source.text) by_job.insert(source.path);
    }
    for (const std::string& path : by_job) by_path.try_emplace(path, path).first->second.name();
  }
}

JobFiles::JobFiles(SharedFiles& files, std::size_t job) : files_(files), job_(job) {
  files_.meeting.seat(job_);
}

JobFiles::~JobFiles() { files_.meeting.leave(job_); }

std::unique_ptr<ByteSource> JobFiles::open(const std::string& path) const {
  return files_.is_of_one_job ? open_bytes(path) : files_.by_path.at(path).bytes();
}

std::unique_ptr<SharedSource> JobFiles::share(const Source& source,
                                              const std::optional<FileIdentity>& identity,
                                              const Dialect& asked, const Reading& reading) const {
  if (source.text) return nullptr;
  SharedFile& file = files_.by_path.at(source.path);
  if (!file.is_shared() || !file.add_reader(asked.column_keys, identity)) return nullptr;
  files_.meeting.open(job_, file);
  OpenedAs opened{asked, reading.block_size, reading.on_progress};
  return std::make_unique<SharedSource>(std::move(opened), file, files_.meeting, job_);
}

void JobFiles::have_opened() const { files_.meeting.have_opened(job_); }

}  // namespace csm
