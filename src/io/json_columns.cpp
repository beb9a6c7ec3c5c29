#include "io/json_columns.hpp"

#include "io/match.hpp"

namespace csm {

void JsonColumns::add(const std::string& path) {
  if (column_of_.try_emplace(path, header_.size()).second) header_.push_back(path);
}

void JsonColumns::project(std::vector<std::size_t> columns) {
  projected_ = std::move(columns);
  slot_of_column_.assign(header_.size(), none);
  for (std::size_t i = projected_.size(); i-- > 0;) slot_of_column_[projected_[i]] = i;
}

std::size_t JsonColumns::slot(const std::string& path) const {
  const auto column = column_of_.find(path);
  return column == column_of_.end() || column->second >= slot_of_column_.size()
             ? none
             : slot_of_column_[column->second];
}

bool JsonColumns::is_late(const std::string& path) const {
  return !is_whole && column_of_.find(path) == column_of_.end() && may_mean(path, wanted_);
}

}  // namespace csm
