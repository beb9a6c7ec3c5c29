#include <fmt/format.h>
#include <sys/stat.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <random>
#include <thread>

#include "csm/customer_memory.hpp"
#include "support/compressed.hpp"
#include "threads/together.hpp"

// Several questions asked together are answered as each is alone, over files that are read once.

namespace csm::test {
namespace {

/// Seeded rows of many customers, some of whom leave or pay another amount.
std::string subscriptions(int rows) {
  std::mt19937_64 dice(61);
  std::string text = "customer_id,plan,started_on,ended_on,amount,currency\n";
  for (int row = 0; row < rows; ++row) {
    text += fmt::format("c{},{},2026-0{}-{:02},{},{}.50,USD\n", dice() % 20'000,
                        dice() % 2 == 0 ? "basic" : "pro", 1 + dice() % 5, 1 + dice() % 28,
                        dice() % 3 == 0 ? "2026-05-20" : "", 5 + dice() % 90);
  }
  return text;
}

/// The same as objects, a line each; an end stands only where there is one.
std::string as_ndjson(const std::string& csv) {
  std::istringstream lines(csv);
  std::string text;
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::vector<std::string> cells;
    std::istringstream of_line(line);
    for (std::string cell; std::getline(of_line, cell, ',');) cells.push_back(cell);
    text += fmt::format(R"({{"customer_id": "{}", "plan": "{}", "started_on": "{}", )"
                        R"("amount": {}, "currency": "{}")",
                        cells[0], cells[1], cells[2], cells[4], cells[5]);
    if (!cells[3].empty()) text += fmt::format(R"(, "ended_on": "{}")", cells[3]);
    text += "}\n";
  }
  return text;
}

std::vector<Job> jobs_over(const Source& file, std::size_t block_size) {
  std::vector<Job> jobs;
  for (const char* metric : {"churn", "mrr", "expansion", "clv", "cohorts", "renewal"}) {
    jobs.push_back(job_of(metric, {file}, block_size));
  }
  return jobs;
}

std::vector<Source> bundled_exports() {
  std::vector<Source> sources;
  for (const auto& entry : std::filesystem::directory_iterator(CSM_EXAMPLES)) {
    if (entry.path().extension() == ".csv") sources.push_back({"", entry.path().string()});
  }
  std::sort(sources.begin(), sources.end(),
            [](const Source& a, const Source& b) { return a.path < b.path; });
  return sources;
}

}  // namespace

TEST_CASE("all metrics of all bundled exports are answered together as each alone, errors too") {
  std::vector<Job> of_all;
  for (const Source& source : bundled_exports()) {
    std::vector<Job> jobs;
    for (const Metric& metric : metrics()) {
      jobs.push_back(job_of(metric.id, {source}, 64));
      jobs.back().reading.threads = 3;
      of_all.push_back(job_of(metric.id, {source}, 1 << 18));
    }
    check_as_alone(jobs);
  }
  check_as_alone(of_all);
}

TEST_CASE("a file that many jobs read is scanned once") {
  constexpr std::size_t block_size = 1 << 12;
  const Folder folder;
  const std::string text = subscriptions(60'000);
  const Source file = folder.file("subscriptions.csv", text);
  std::atomic<std::size_t> pieces = 0;
  std::vector<Job> jobs;
  for (const char* metric : {"churn", "mrr", "expansion", "clv", "churn", "renewal"}) {
    jobs.push_back(job_of(metric, {file}, block_size));
    jobs.back().question.period = read_period("2026-05", std::nullopt);
    jobs.back().reading.on_progress = [&](const Progress&) { ++pieces; };
  }
  check_as_alone(jobs);
  pieces = 0;
  run_together(jobs);
  const std::size_t blocks = text.size() / block_size;
  // Each job looks at the beginning for itself, some times, in a few pieces.
  const std::size_t of_beginnings = jobs.size() * 32;
  REQUIRE(blocks > 2 * of_beginnings);
  CHECK(pieces > blocks);
  CHECK(pieces < blocks + of_beginnings);
}

TEST_CASE("a file in any form is answered together as alone") {
  const Folder folder;
  const std::string csv = subscriptions(2000);
  const std::string lines = as_ndjson(csv);
  std::string list = lines.substr(0, lines.size() - 1);
  for (std::size_t at = 0; (at = list.find('\n', at)) != list.npos;) list.replace(at, 1, ",");
  const std::vector<Source> files = {
      folder.file("a.csv", csv),
      folder.file("a.csv.gz", gzip_of(csv)),
      folder.file("a.ndjson", lines),
      folder.file("a.ndjson.zst", zstd_of(lines)),
      folder.file("a.json", "[" + list + "]"),
      folder.file("b.json", R"({"note": 1, "data": [)" + list + R"(], "has_more": true})"),
  };
  for (const Source& file : files) {
    for (const std::size_t block_size : {std::size_t{1} << 18, std::size_t{300}}) {
      check_as_alone(jobs_over(file, block_size));
    }
  }
}

TEST_CASE("columns that come late are found by the jobs that look for them") {
  const Folder folder;
  const std::string lines = as_ndjson(subscriptions(300));
  std::string late = lines;
  late += R"({"customer_id": "x", "plan": "pro", "started_on": "2026-01-02", "amount": 1, )"
          R"("currency": "USD", "canceled_on": "2026-05-09", "mrr": 4, "paused_on": "2026-05-01"})";
  for (const std::size_t block_size : {std::size_t{64}, std::size_t{4096}}) {
    check_as_alone(jobs_over(folder.file("late.ndjson", late), block_size));
  }
}

TEST_CASE("a damage that only some jobs' columns have is one for those jobs alone") {
  const Folder folder;
  std::string lines = as_ndjson(subscriptions(200));
  lines += R"({"customer_id": "x", "plan": {"name": "pro"}, "started_on": "2026-01-02", )"
           R"("amount": 1, "amount": 2, "currency": "USD", "ended_on": "2026-05-09"})"
           "\n" +
           as_ndjson(subscriptions(100));
  for (const std::size_t block_size : {std::size_t{128}, std::size_t{4096}}) {
    check_as_alone(jobs_over(folder.file("damaged.ndjson", lines), block_size));
  }
}

TEST_CASE("a file that breaks off is refused for every job as it is for each alone") {
  const Folder folder;
  const std::string csv = subscriptions(3000);
  const std::string packed = gzip_of(csv);
  const std::string lines = as_ndjson(csv);
  for (const Source& file :
       {folder.file("open.csv", csv + "c1,\"basic,2026-01-01,,1,USD\n"),
        folder.file("cut.csv.gz", packed.substr(0, packed.size() - 9)),
        folder.file("cut.json", "[" + lines.substr(0, lines.find('\n')) + ",{\"a\": ")}) {
    check_as_alone(jobs_over(file, 1000));
  }
}

TEST_CASE("a total below the rows of a file of a block or two is told as alone") {
  const Folder folder;
  std::string csv = "customer_id,started_on,ended_on,amount,currency\n";
  for (int row = 0; row < 400; ++row) {
    csv += fmt::format("c{},2026-0{}-03,,12.50,USD\n", row, 1 + row % 5);
  }
  csv += "Total,2026-05-28,,5000.00,USD\n";
  const Source plain = folder.file("total.csv", csv);
  const Source packed = folder.file("total.csv.gz", gzip_of(csv));
  for (const Source& file : {plain, packed}) {
    for (const std::size_t part : {2U, 3U, 4U, 5U, 7U, 8U, 9U, 11U, 20U}) {
      std::vector<Job> jobs = jobs_over(file, csv.size() * 4 / part);
      jobs[1].reading.dates = DateReading::iso;  // it need not look at the beginning for that
      for (Job& job : jobs) job.reading.threads = 3;
      check_as_alone(jobs);
    }
  }
}

TEST_CASE("a pipe that one job alone reads is there for it when it is run again") {
  const Folder folder;
  const Source pipe{"costs", folder.file("x", "").path + ".pipe"};
  REQUIRE(::mkfifo(pipe.path.c_str(), 0600) == 0);
  std::string lines;
  for (int row = 0; row < 500; ++row) {
    lines += row == 400 ? "{\"customer_id\": \"broken\", \n"
                        : fmt::format(R"({{"customer_id": "c{}", "joined_on": "2026-01-02", )"
                                      R"("churned_on": null}})"
                                      "\n",
                                      row);
  }
  const Source customers{"customers", folder.file("customers.ndjson", lines).path};
  const std::string costs = "date,amount,currency,category\n2026-05-03,900,USD,team\n";
  std::vector<Job> jobs = {job_of("churn", {customers}, 1 << 12),
                           job_of("retention-cost", {customers, pipe}, 1 << 12)};
  const auto written_while = [&](const auto& read) {
    std::thread writer([&] { std::ofstream(pipe.path, std::ios::binary) << costs; });
    read();
    writer.join();
  };
  std::vector<JobOutcome> outcomes;
  written_while([&] { outcomes = run_together(jobs); });
  INFO(told(outcomes[1]));
  CHECK(!outcomes[1].error);
  CHECK(told(outcomes[0]) == alone(jobs[0]));
  written_while([&] { CHECK(told(outcomes[1]) == alone(jobs[1])); });
}

TEST_CASE("a pipe that several jobs read is read by each from its beginning") {
  const Folder folder;
  const Source pipe{"", folder.file("x", "").path + ".pipe"};
  REQUIRE(::mkfifo(pipe.path.c_str(), 0600) == 0);
  const std::string text = subscriptions(5000);
  const auto written_while = [&](const auto& read) {
    std::thread writer([&] { std::ofstream(pipe.path, std::ios::binary) << text; });
    read();
    writer.join();
  };
  std::vector<Job> jobs = jobs_over(pipe, 1 << 12);
  jobs.pop_back();  // it refuses the file at its header, and nobody would read on
  jobs[0].question.list = true;
  std::vector<JobOutcome> outcomes;
  written_while([&] { outcomes = run_together(jobs); });
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    written_while([&] { CHECK(told(outcomes[i]) == alone(jobs[i])); });
  }
}

TEST_CASE("customers that outgrow the memory beside other jobs have it for themselves afterwards") {
  const Folder folder;
  const Source file = folder.file("subscriptions.csv", subscriptions(20'000));
  // Each of them takes about a megabyte.
  for (const std::uint64_t memory : {1U << 18, 1U << 21, 1U << 26}) {
    std::vector<Job> jobs;
    for (const char* metric : {"churn", "mrr", "expansion", "churn", "mrr"}) {
      jobs.push_back(job_of(metric, {file}, 1 << 14));
      jobs.back().reading.memory = memory;
    }
    INFO("memory " << memory);
    const std::vector<JobOutcome> outcomes = run_together(jobs);
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      if (memory == 1U << 18) {
        REQUIRE(outcomes[i].error);
        CHECK(outcomes[i].error->where == "--memory");
      } else {
        CHECK(told(outcomes[i]) == alone(jobs[i]));
      }
    }
  }
  CustomerMemory::allow(0);
}

TEST_CASE("bad rows are written for each job to its own file") {
  const Folder folder;
  std::string text = "customer_id,plan,started_on,ended_on,amount,currency\n";
  for (int row = 0; row < 700; ++row) {
    const char* day = row % 7 < 2 ? "2026-02-30" : "2026-02-03";
    text += fmt::format("c{},pro,{},,12,USD\n", row, day);
  }
  const Source file = folder.file("subscriptions.csv", text);
  std::vector<Job> jobs = jobs_over(file, 256);
  jobs.resize(4);
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    jobs[i].reading.rejects = folder.file(fmt::format("rejects{}", i), "").path;
  }
  const auto written = [&] {
    std::vector<std::string> texts;
    for (const Job& job : jobs) {
      std::ifstream rejects(job.reading.rejects);
      texts.emplace_back(std::istreambuf_iterator<char>(rejects), std::istreambuf_iterator<char>());
    }
    return texts;
  };
  run_together(jobs);
  const std::vector<std::string> together = written();
  for (const Job& job : jobs) alone(job);
  CHECK(together == written());
  for (const std::string& of_job : together)
    CHECK(std::count(of_job.begin(), of_job.end(), '\n') == 201);
}

TEST_CASE("no jobs have no outcomes, and one job is run as it is") {
  CHECK(run_together({}).empty());
  const Folder folder;
  check_as_alone({job_of("churn", {folder.file("a.csv", subscriptions(100))}, 64)});
}

}  // namespace csm::test
