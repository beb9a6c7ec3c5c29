#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>

#include "io/byte_source.hpp"
#include "io/scanner.hpp"

namespace csm {

/// The reference scanner for JSON: an array of objects, an object that wraps one such array, or one
/// object a line (NDJSON).
///
/// A column is a path: `{"customer": {"id": 1}}` has the column `customer.id`. A number's cell is
/// its text as written, so that no amount passes through binary floating point; `null` is a blank
/// cell and so is a member that an object does not have; an array is its JSON text. Everything is
/// validated, also what no column asks for. Damaged: a line of NDJSON that is no object, an element
/// of the array that is none, a member that is given twice. Refused: a document that is no JSON.
/// Holds the whole text in memory, and
/// is for one thread.
class JsonScanner final : public Scanner {
 public:
  explicit JsonScanner(std::unique_ptr<ByteSource> bytes, const Dialect& dialect = {});
  ~JsonScanner() override;

  const std::vector<std::string>& header() const override { return header_; }
  void project(std::vector<std::size_t> columns) override;
  bool next(Block& block) override;
  void restart() override;
  bool is_small() const override { return true; }
  const std::string& name() const override { return bytes_->name(); }

 private:
  /// A record's text and, where it is no row, why.
  struct Record {
    std::size_t begin;
    std::size_t length;
    std::string damage;
    std::size_t damage_offset = 0;
  };
  struct Parsers;

  bool is_ndjson();
  void split_document();
  std::optional<std::string_view> wrapped_list(std::string_view object);
  std::size_t count_row_members(std::string_view object);
  std::string_view first_object(std::string_view list);
  void keep_record(std::string_view text);
  void keep_elements(std::string_view list);
  void split_lines();
  void find_columns();
  void read_record(const Record& record, Block& block);
  std::string_view text_of(const Record& record) const;
  [[noreturn]] void refuse_at(std::size_t offset, const std::string& message) const;

  std::unique_ptr<ByteSource> bytes_;
  std::set<std::string> row_keys_;
  std::unique_ptr<Parsers> parsers_;
  std::string text_;         ///< with room for the parser behind
  std::size_t size_ = 0;     ///< of the text itself
  std::size_t content_ = 0;  ///< where it begins: behind a byte order mark
  std::vector<Record> records_;
  std::vector<std::string> header_;
  std::unordered_map<std::string, std::size_t> column_of_;
  std::vector<std::size_t> projected_;       ///< columns of the header
  std::vector<std::size_t> slot_of_column_;  ///< its first place among the projected ones, or npos
  std::size_t next_record_ = 0;
  std::uint64_t next_order_ = 0;
  std::size_t placed_to_ = 0;  ///< of the text: where the last block began
  Place placed_;               ///< the place of that byte
};

}  // namespace csm
