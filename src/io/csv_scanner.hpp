#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "io/byte_source.hpp"
#include "io/csv_chunk.hpp"
#include "io/csv_records.hpp"
#include "io/csv_subheader.hpp"
#include "io/relay.hpp"
#include "io/scanner.hpp"

namespace csm {

/// Delimited text in chunks, each by the thread that asks for it.
///
/// A chunk is read and indexed from a guessed record start while the chunks before it still are.
/// Then its thread waits for the chunk before to tell what it ended with: the record left
/// unfinished and its state. The guess holds only if the exact scan, going on from there, comes to
/// a record start at that very byte; otherwise the chunk is indexed again from the true one. So
/// every record is found once, in linear time, and nothing of a wrong guess is ever seen.
///
/// What is a record, see CsvRecords; which of them is the header, see CsvHead. A byte order mark in
/// front is skipped. Damaged: a record with
/// fewer cells than the header, or with more that are not empty; text between a closing quote and
/// the next delimiter. Refused: a quote that never closes.
class CsvScanner final : public Scanner {
 public:
  CsvScanner(std::unique_ptr<ByteSource> bytes, const Dialect& dialect,
             std::size_t block_size = default_block_size);

  const std::vector<std::string>& header() const override { return header_; }
  void project(std::vector<std::size_t> columns) override { projected_ = std::move(columns); }
  bool next(Block& block) override;
  bool look_at_end(Block& block) override;
  void restart() override;
  bool is_small() const override { return is_small_; }
  TableForm form() const override { return {"CSV", dialect_.delimiter, first_record_}; }
  std::vector<std::string_view> records(const Block& block) const override;
  const std::string& name() const override { return bytes_->name(); }
  std::vector<std::string> notes() const override;
  std::string zone_of(std::size_t column) const override {
    return column < subheader_.zones.size() ? subheader_.zones[column] : "";
  }
  std::vector<std::string> record_with_cell(const Block& block,
                                            std::uint64_t offset) const override;
  std::vector<std::string> questions() const override { return subheader_.questions; }
  char delimiter() const { return dialect_.delimiter; }

  static constexpr std::size_t default_block_size = 1 << 18;

 private:
  /// A piece of the file that a thread has taken.
  struct Taken {
    std::uint64_t order = 0;
    std::uint64_t offset = 0;
    bool is_last = false;
  };

  /// What a block keeps of it until all its records are given.
  struct Piece final : Block::Piece {
    Piece(std::uint64_t run_, CsvChunk chunk_) : run(run_), chunk(std::move(chunk_)) {}
    std::uint64_t run;  ///< of the scanner, which may have begun anew since
    CsvChunk chunk;
    Taken taken;
    bool is_open = false;
  };

  /// What a chunk hands on to the next: the record that it leaves unfinished, or nothing.
  struct Handover {
    std::string text;          ///< from the unfinished record's first byte on
    std::uint64_t offset = 0;  ///< of that byte, or of the next chunk
    std::uint64_t line = 1;    ///< it stands in
    CsvRecordEnd record_end{{}};
  };

  void read_header();
  void read_ahead(std::size_t wanted);
  std::size_t find_head(std::size_t begin);
  std::size_t begin_of_asked_line(std::size_t begin);
  std::size_t read_first_record(std::size_t begin);
  std::size_t pass_subheader(std::size_t begin);
  bool choose_delimiter(std::string_view text);
  Piece& new_piece(Block& block) const;
  bool take_chunk(Piece& piece, Block& block, Relay<Handover>::Leg& leg);
  bool connect(CsvChunk& chunk, const Taken& taken, std::size_t guess, Relay<Handover>::Leg& leg);
  [[noreturn]] void refuse_open_quote(const Block& block, std::uint64_t offset) const;

  std::unique_ptr<ByteSource> bytes_;
  std::size_t block_size_;
  std::uint64_t run_ = 0;  ///< a number that each beginning has for itself
  Dialect asked_;          ///< how the file is to be taken apart, as far as is known before
  CsvDialect dialect_;
  std::vector<std::string> header_;
  std::uint64_t header_line_ = 0;   ///< where records stand before the header
  CsvSubheader subheader_;          ///< what stands below it and is no row
  std::uint64_t first_record_ = 0;  ///< where the first may begin behind them
  bool is_small_ = false;           ///< no more than a block from there on
  std::vector<std::size_t> projected_;
  std::optional<std::uint64_t> size_;  ///< of a file that may be read anywhere

  std::mutex taking_;  ///< guards what follows
  std::uint64_t next_chunk_ = 0;
  std::uint64_t next_offset_ = 0;
  std::string ahead_;  ///< of a pipe: read with the header, and not yet given
  bool ends_ahead_ = false;
  bool is_exhausted_ = false;

  Relay<Handover> relay_;
};

}  // namespace csm
