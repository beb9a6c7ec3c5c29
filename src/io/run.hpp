#pragma once

#include <vector>

#include "csm/run.hpp"

namespace csm {

class JobFiles;

/// Answers a question within the limits that are set, with the files of its job where several
/// questions are asked together. Runs, and once more where columns come late.
///
/// Errors  those of `run`, and std::bad_alloc
Report answer(const Question& question, const std::vector<Source>& sources, const Reading& reading,
              const JobFiles* files = nullptr);

/// Sets the limit of what is kept of customers, for the process.
void allow_customers(const Reading& reading);

/// What std::bad_alloc is told as.
Error memory_ran_out();

}  // namespace csm
