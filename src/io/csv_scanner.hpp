#pragma once

#include <deque>
#include <memory>

#include "io/byte_source.hpp"
#include "io/scanner.hpp"

namespace csm {

/// The reference scanner for delimited text: RFC 4180, one character at a time.
///
/// Records end with LF, CRLF or CR, also mixed; empty lines are no records. A cell that begins with
/// a quote runs to its closing quote, delimiters and line ends included, and "" in it is a quote; a
/// quote anywhere else is a character like any other. A byte order mark in front is skipped.
/// Damaged: a record with fewer cells than the header, or with more that are not empty; text
/// between a closing quote and the next delimiter. Refused: a quote that never closes.
class CsvScanner final : public Scanner {
 public:
  CsvScanner(std::unique_ptr<ByteSource> bytes, const Dialect& dialect,
             std::size_t block_size = default_block_size);

  const std::vector<std::string>& header() const override { return header_; }
  void project(std::vector<std::size_t> columns) override { projected_ = std::move(columns); }
  bool next(Block& block) override;
  void restart() override;
  Place place(std::uint64_t offset) const override;
  const std::string& name() const override { return bytes_->name(); }
  char delimiter() const { return delimiter_; }

  static constexpr std::size_t default_block_size = 1 << 18;

 private:
  struct RawCell {
    std::size_t begin;  ///< of the content, in the buffer
    std::size_t length;
    std::size_t start;     ///< of the cell, its opening quote included
    bool has_quote_pairs;  ///< "" still stand in it
  };
  enum class Scan { record, needs_more, end };

  void fill(std::size_t wanted);
  void start_block();
  void choose_delimiter();
  Scan scan_record();
  std::size_t scan_cell(std::size_t i);
  std::size_t scan_quoted(std::size_t i);
  std::size_t skip_blanks(std::size_t i) const;
  bool is_cell_end(std::size_t i) const {
    return i >= buffer_.size() || is_delimiter(buffer_[i]) || is_record_end(buffer_[i]);
  }
  bool is_record_end(char c) const { return c == '\n' || c == '\r'; }
  bool is_delimiter(char c) const {
    return delimiter_ == ' ' ? c == ' ' || c == '\t' : c == delimiter_;
  }
  std::string_view text_of(const RawCell& cell);
  void keep_record(Block& block);

  std::unique_ptr<ByteSource> bytes_;
  std::size_t block_size_;
  char delimiter_;
  std::vector<std::string> header_;
  std::vector<std::size_t> projected_;

  std::string buffer_;
  std::uint64_t base_ = 0;                   ///< offset in the file of the buffer's first byte
  std::uint64_t lines_before_ = 0;           ///< line ends before the buffer
  mutable std::size_t counted_to_ = 0;       ///< of the buffer, by `place`
  mutable std::uint64_t counted_lines_ = 0;  ///< line ends up to there
  std::size_t position_ = 0;                 ///< next byte to scan
  std::size_t record_begin_ = 0;
  bool at_end_ = false;  ///< the source has no more bytes
  std::vector<RawCell> record_;
  std::size_t stray_ = 0;  ///< where text follows a closing quote in the record; 0: nowhere
  std::deque<std::string> unquoted_;
};

}  // namespace csm
