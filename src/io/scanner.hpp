#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "csm/encoding.hpp"
#include "io/block.hpp"

namespace csm {

/// In which form a file has its records.
struct TableForm {
  std::string_view name;  ///< "CSV", "JSON" or "NDJSON"
  char delimiter = '\0';  ///< of CSV
  /// Where the first record may begin, or the list of records, in the bytes once they are unpacked.
  std::uint64_t begin = 0;

  friend bool operator==(const TableForm&, const TableForm&) = default;
};

/// Turns the bytes of one file into blocks of records.
///
/// This is the wall between reading and everything else. Threads may ask for blocks at the same
/// time, each for one of its own: together they get every record once, in any order of the blocks
/// but the same records, damages and places whatever the threads and however the file is cut.
class Scanner {
 public:
  virtual ~Scanner() = default;

  /// The names of the columns, as they stand; of the first ones, where the header is not whole.
  virtual const std::vector<std::string>& header() const = 0;
  /// What the columns ask, where that stands below the header: one a column, or none.
  virtual std::vector<std::string> questions() const { return {}; }
  /// Whether no record has a column that the header lacks.
  virtual bool is_header_whole() const { return true; }
  /// Reads on to the end for the columns that the header lacks, and adds them behind the others.
  /// For one thread alone; begins again with the first record.
  virtual void complete_header() {}
  /// Which columns the blocks are to have, by their index in the header. At least one; one may
  /// stand more than once.
  virtual void project(std::vector<std::size_t> columns) = 0;
  /// The next block that no thread has; false at the end of the file, with the block empty. A block
  /// may be without records. Error{refused} where the file cannot be taken apart, LateColumn where
  /// the header is too small, with `block.order` the place of what is wrong among the blocks.
  virtual bool next(Block& block) = 0;
  /// Some records close to the end of the file, to guess by: where the file was cut is not
  /// verified, so they need not be true ones. False where it cannot be read there. For one thread
  /// alone.
  virtual bool look_at_end(Block&) { return false; }
  /// Back to the first record, for one thread alone.
  virtual void restart() = 0;
  /// Whether the file is too small for more than one thread.
  virtual bool is_small() const = 0;
  /// The cells of the record in a block one of whose cells begins at that byte of the file,
  /// whatever columns are projected; none where no record is found like that.
  virtual std::vector<std::string> record_with_cell(const Block&, std::uint64_t) const {
    return {};
  }
  virtual TableForm form() const = 0;
  /// The records that stand in a block's text, each as it stands, the damaged among them; without
  /// what ends or parts them. Goes over the text anew, whatever of it the block was given.
  virtual std::vector<std::string_view> records(const Block& block) const = 0;
  /// As it is shown to people.
  virtual const std::string& name() const = 0;
  /// What was found out about how the file is written and the reader is to know, a sentence each.
  virtual std::vector<std::string> notes() const { return {}; }
  /// Of one page of a list the member beside the records that says there are more, such as
  /// "meta.has_more"; or empty.
  virtual std::string further_pages() const { return ""; }
  /// The time zone that the file names for a column elsewhere than in its header; or empty.
  virtual std::string zone_of(std::size_t /*column*/) const { return ""; }
};

/// A record has a column that the header lacks and that somebody may look for: the header is to be
/// completed, and reading to begin anew.
struct LateColumn {};

/// How a file is taken apart where its content does not tell.
struct Dialect {
  char delimiter = '\0';  ///< '\0': found from the header; ' ': runs of blanks and tabs
  /// Keys (io/match.hpp) of columns that a row has: they tell a lone JSON object that is a row from
  /// one that wraps a list of rows.
  std::set<std::string> row_keys{};
  /// Keys of all columns that somebody may look for: a column that is called otherwise may come in
  /// a later record unseen.
  std::set<std::string> column_keys{};
  /// Whether the cells of a record name all that somebody needs; empty: the first record is the
  /// header, whatever it says.
  std::function<bool(const std::vector<std::string>& cells)> is_header{};
  std::size_t header_line = 0;  ///< as editors count; 0: found
  std::optional<Encoding> encoding{};
};

}  // namespace csm
