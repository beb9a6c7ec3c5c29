#include "io/shared_source.hpp"

#include "io/source_pass.hpp"

namespace csm {

bool SharedSource::go_over(SourcePass& pass) {
  if (!file_.is_shared()) return false;
  const Scanner& own = *pass.source().scanner;
  opened_.form = own.form();
  opened_.header = own.header();
  return meeting_.go_over(job_, file_.table(opened_), pass);
}

}  // namespace csm
