#include "io/job_files.hpp"

#include <set>
#include <utility>

namespace csm {

SharedFiles::SharedFiles(const std::vector<Job>& jobs) : meeting(jobs.size()) {
  std::set<std::string> named;
  for (const Job& job : jobs) {
    std::set<std::string> by_job;
    for (const Source& source : job.sources) {
      if (!source.text) by_job.insert(source.path);
    }
    for (const std::string& path : by_job) {
      if (!named.insert(path).second) by_path.try_emplace(path, path);
    }
  }
}

JobFiles::JobFiles(SharedFiles& files, std::size_t job) : files_(files), job_(job) {
  files_.meeting.seat(job_);
}

JobFiles::~JobFiles() { files_.meeting.leave(job_); }

SharedFile* JobFiles::find(const std::string& path) const {
  const auto found = files_.by_path.find(path);
  return found == files_.by_path.end() ? nullptr : &found->second;
}

std::unique_ptr<ByteSource> JobFiles::open(const std::string& path) const {
  SharedFile* file = find(path);
  return file == nullptr ? open_bytes(path) : file->bytes();
}

std::unique_ptr<SharedSource> JobFiles::share(const Source& source,
                                              const std::optional<FileIdentity>& identity,
                                              const Dialect& asked, const Reading& reading) const {
  SharedFile* file = source.text ? nullptr : find(source.path);
  if (file == nullptr || !file->add_reader(asked.column_keys, identity)) return nullptr;
  files_.meeting.open(job_, *file);
  OpenedAs opened{asked, reading.block_size, reading.on_progress};
  return std::make_unique<SharedSource>(std::move(opened), *file, files_.meeting, job_);
}

void JobFiles::have_opened() const { files_.meeting.have_opened(job_); }

}  // namespace csm
