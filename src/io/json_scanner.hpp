#pragma once

#include <memory>
#include <mutex>

#include "io/byte_source.hpp"
#include "io/json_columns.hpp"
#include "io/json_input.hpp"
#include "io/scanner.hpp"

namespace csm {

/// The scanner for JSON: an array of objects, an object that wraps one such array, or one object a
/// line (NDJSON). Lines are read by several threads, the rest by one at a time.
///
/// A column is a path: `{"customer": {"id": 1}}` has the column `customer.id`. A number's cell is
/// its text as written, so that no amount passes through binary floating point; `null` is a blank
/// cell and so is a member that an object does not have; an array is its JSON text. Everything is
/// validated, also what no column asks for. Damaged: a line of NDJSON that is no object, an element
/// of the array that is none, a member that is given twice. Refused: a document that is no JSON, on
/// opening or when the fault is come to.
///
/// The header is that of the records of the first block; `complete_header` has the paths of all
/// records. A path that first comes later and that somebody may look for (`Dialect::column_keys`)
/// is a LateColumn; any other is passed over. Holds a block a thread, or the largest record.
class JsonScanner final : public Scanner {
 public:
  explicit JsonScanner(std::unique_ptr<ByteSource> bytes, const Dialect& dialect = {},
                       std::size_t block_size = 1 << 18);
  ~JsonScanner() override;

  const std::vector<std::string>& header() const override { return columns_.header(); }
  bool is_header_whole() const override { return columns_.is_whole; }
  void complete_header() override;
  void project(std::vector<std::size_t> columns) override;
  bool next(Block& block) override;
  void restart() override;
  bool is_small() const override { return is_small_; }
  TableForm form() const override { return {is_in_lines_ ? "NDJSON" : "JSON", '\0', rows_begin_}; }
  std::vector<std::string_view> records(const Block& block) const override;
  const std::string& name() const override { return bytes_->name(); }
  std::string further_pages() const override { return further_pages_; }

 private:
  void open(const Dialect& dialect, std::size_t block_size);
  void open_object(const Dialect& dialect, std::size_t block_size);
  [[noreturn]] void refuse_unreadable(const char* fault) const;

  std::unique_ptr<ByteSource> bytes_;
  std::uint64_t content_ = 0;     ///< where the text begins: behind a byte order mark
  std::uint64_t rows_begin_ = 0;  ///< the list of records, or the one record
  JsonColumns columns_;
  std::unique_ptr<JsonInput> input_;
  bool is_small_ = true;
  bool is_in_lines_ = false;
  std::string further_pages_;
};

}  // namespace csm
