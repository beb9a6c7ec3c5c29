#pragma once

#include <string>
#include <vector>

namespace csm::cli {

/// What is explained, and its meaning.
struct Entry {
  std::string left;
  std::string right;
};

/// A part of a page. Under Examples an entry's left is a command.
struct Section {
  enum class Form {
    listing,     ///< two columns
    examples,    ///< commands, each with its meaning below
    paragraphs,  ///< of each entry its right
  };
  std::string heading;  ///< empty: none
  std::vector<Entry> entries;
  Form form = Form::listing;
  std::string remark = {};  ///< goes on behind the heading: " (--rule)"
  std::string typed = {};   ///< a command that belongs to both
};

/// All that is said of a command: its help and its page of the manual.
struct Page {
  std::string command;                ///< "csm churn"
  std::string title;                  ///< "Customer churn"
  std::string question;               ///< what it answers or is for, in a sentence
  std::vector<std::string> synopsis;  ///< how it is called; of the manual alone
  std::vector<Section> sections;
};

/// For a terminal, in 80 columns.
std::string to_text(const Page& page);

/// For man, section 1.
std::string to_manual(const Page& page);

/// Two columns, the second broken to 80 columns; the second alone where all firsts are empty.
std::string listing(const std::vector<Entry>& entries);

}  // namespace csm::cli
