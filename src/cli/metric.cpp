#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/memory.hpp"
#include "cli/progress_line.hpp"
#include "cli/screen.hpp"
#include "csm/error.hpp"
#include "csm/run.hpp"
#include "io/byte_source.hpp"
#include "io/compressed_bytes.hpp"
#include "io/find_zone.hpp"
#include "io/rates_file.hpp"
#include "report/report.hpp"
#include "report/slices_text.hpp"
#include "text/nearest.hpp"
#include "text/shown.hpp"

namespace csm::cli {
namespace {

/// The options of a metric.
std::vector<OptionShape> shapes_of(const Metric& metric) {
  std::vector<OptionShape> shapes;
  for (const SharedOption& option : shared_options()) {
    if (option.concerns(metric)) shapes.push_back({option.name, option.argument});
  }
  for (const Option& option : metric.options) shapes.push_back({option.name, option.argument});
  for (const Option& option : metric.by_hand) shapes.push_back({option.name, option.argument});
  return shapes;
}

bool is_by_hand(const Metric& metric, const Arguments& arguments) {
  return std::any_of(metric.by_hand.begin(), metric.by_hand.end(), [&](const Option& option) {
    return arguments.has(option.name) && !option.is_for_files_too;
  });
}

}  // namespace

namespace {

std::shared_ptr<const TimeZone> timezone(const Arguments& arguments) {
  if (!arguments.has("timezone")) return nullptr;
  return zone_asked_for(arguments.one("timezone"));
}

}  // namespace

Date today(const Arguments& arguments) {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const auto zone = timezone(arguments);
  const auto local =
      zone ? zone->local_time(now) : std::chrono::local_seconds{now.time_since_epoch()};
  return Date{std::chrono::floor<std::chrono::days>(local).time_since_epoch()};
}

std::optional<Date> as_of(const Arguments& arguments) {
  if (!arguments.has("as-of")) return std::nullopt;
  const std::string text = arguments.one("as-of");
  if (text == "today") return today(arguments);
  const auto date = read_iso_date(text);
  if (!date) usage_error("--as-of", in_quotes(text) + " is not a date; write 2026-05-31 or today");
  return date;
}

namespace {

/// An option that takes a number from 1 on; 0 where it is not given.
std::size_t number(const Arguments& arguments, const std::string& option, int most) {
  if (!arguments.has(option)) return 0;
  const std::string text = arguments.one(option);
  const DecimalReading reading = read_decimal(text);
  const bool is_count = reading.fault == DecimalFault::none && reading.value.is_whole() &&
                        reading.value >= Decimal{1} && reading.value <= Decimal{most};
  if (!is_count) {
    usage_error("--" + option,
                fmt::format("{} is not a number from 1 to {}", in_quotes(text), most));
  }
  return static_cast<std::size_t>(reading.value.atoms() / Decimal::unit);
}

double confidence(const Arguments& arguments) {
  std::string text = arguments.one("confidence", "0.95");
  const bool is_percent = text.ends_with('%');
  const DecimalReading reading = read_decimal(is_percent ? text.substr(0, text.size() - 1) : text);
  const double share = reading.value.ratio().to_double() / (is_percent ? 100 : 1);
  if (reading.fault != DecimalFault::none || share <= 0 || share >= 1) {
    usage_error("--confidence", in_quotes(text) + " is not a share between 0 and 1, such as 0.95");
  }
  return share;
}

char delimiter(const Arguments& arguments) {
  if (!arguments.has("delimiter")) return '\0';
  const std::string text = arguments.one("delimiter");
  if (text == "tab" || text == "\\t") return '\t';
  if (text == "whitespace") return ' ';
  const bool is_usable = text.size() == 1 &&
                         std::string_view("\"\r\n").find(text[0]) == std::string::npos &&
                         static_cast<unsigned char>(text[0]) < 0x80 && text[0] != '\0';
  if (!is_usable) {
    usage_error("--delimiter", in_quotes(text) +
                                   " is no delimiter; write one character such as ';', tab or "
                                   "whitespace");
  }
  return text[0];
}

std::optional<Encoding> encoding(const Arguments& arguments) {
  if (!arguments.has("encoding")) return std::nullopt;
  const std::string name = arguments.one("encoding");
  if (name == "utf-8") return Encoding::utf_8;
  if (name == "utf-16") return Encoding::utf_16;
  if (name == "latin-1" || name == "iso-8859-1") return Encoding::latin_1;
  if (name == "windows-1252") return Encoding::windows_1252;
  usage_error("--encoding", in_quotes(name) +
                                " is none that csm reads; write utf-8, utf-16, latin-1 or "
                                "windows-1252");
}

/// What an option was given, a line each time.
std::string lines_of(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, "\n"));
}

/// What stands in a file, for a metric that reads it.
NamedText text_of(const std::string& path) {
  auto bytes = open_bytes(path);
  const auto compression = compression_of(*bytes);
  bytes = unpacked(std::move(bytes), compression);
  NamedText text{bytes->name(), ""};
  char buffer[1 << 14];
  while (const std::size_t n = bytes->read(buffer, sizeof buffer)) text.text.append(buffer, n);
  return text;
}

}  // namespace

std::optional<Currency> currency_of(const Arguments& arguments, const std::string& option) {
  if (!arguments.has(option)) return std::nullopt;
  const std::string code = arguments.one(option);
  const auto currency = Currency::of(code);
  if (!currency) {
    usage_error("--" + option, in_quotes(code) + " is no currency code of ISO 4217, such as USD");
  }
  return currency;
}

namespace {

/// What --fx and --fx-to say.
std::shared_ptr<const ExchangeRates> rates(const Arguments& arguments) {
  const auto to = currency_of(arguments, "fx-to");
  if (!arguments.has("fx")) {
    if (to) usage_error("--fx-to", "says what amounts are converted to; by which rates says --fx");
    return nullptr;
  }
  return std::make_shared<ExchangeRates>(read_rates(text_of(arguments.one("fx")), to));
}

void add_cut(const std::string& text, std::vector<Cut>& to) {
  Cut cut = read_cut(text);
  const bool is_known = std::any_of(to.begin(), to.end(),
                                    [&](const Cut& other) { return other.column == cut.column; });
  if (is_known) usage_error("--by", in_quotes(cut.column) + " is given twice");
  to.push_back(std::move(cut));
}

/// What --list, --columns and --part say.
void read_list(const Arguments& arguments, Question& question) {
  question.list = arguments.has("list");
  question.list_columns = arguments.all("columns");
  question.list_parts = arguments.all("part");
  for (const char* option : {"columns", "part"}) {
    if (arguments.has(option) && !question.list) {
      usage_error("--" + std::string(option), "is about the list; give --list, too");
    }
  }
  if (!question.list) return;
  if (question.every) {
    usage_error("--list",
                "names who is behind one period's figure; leave --every out, and say "
                "which: --period 2026-05");
  }
  if (arguments.one("format") == "value") {
    usage_error("--list", "has more than a value; give another --format, such as csv");
  }
}

/// Whom --customer follows.
void read_customer(const Arguments& arguments, Question& question) {
  if (!arguments.has("customer")) return;
  question.customer = std::string(trimmed(arguments.one("customer")));
  if (question.customer.empty()) usage_error("--customer", "names nobody");
  if (!question.explain) {
    usage_error("--customer",
                "says whom the explanation follows; give --explain, too, or csm "
                "explain " +
                    std::string(question.metric->id));
  }
  if (question.every) {
    usage_error("--customer", "follows one customer through one period; leave --every out");
  }
}

Question question_of(const Metric& metric, const Arguments& arguments) {
  Question question;
  question.metric = &metric;
  if (arguments.has("rule")) question.rule = &find_rule(metric, arguments.one("rule"));
  if (arguments.has("period"))
    question.period = read_period(arguments.one("period"), today(arguments));
  question.as_of = as_of(arguments);
  question.confidence = confidence(arguments);
  question.assume_unique = arguments.has("assume-unique");
  question.end_included = arguments.has("end-included");
  question.currency = currency_of(arguments, "currency");
  question.rates = rates(arguments);
  for (const std::string& text : arguments.all("where")) question.where.emplace_back(text);
  for (const std::string& text : arguments.all("by")) add_cut(text, question.by);
  if (arguments.has("max-segments")) {
    question.max_segments = number(arguments, "max-segments", 1'000'000);
  }
  if (arguments.has("every")) question.every = read_grain(arguments.one("every"), "--every");
  if (arguments.has("why") && (!arguments.has("compare") || !arguments.has("by"))) {
    usage_error("--why",
                "tells by segments what moved the figure; say which, and since when: "
                "--by plan --compare previous");
  }
  question.explain = arguments.has("explain");
  read_list(arguments, question);
  read_customer(arguments, question);
  question.why = arguments.has("why");
  if (arguments.has("compare")) {
    question.compare = read_comparison(arguments.one("compare"), question.by, today(arguments));
    if (question.every && question.why) {
      usage_error("--why", "is about one change; leave --every out");
    }
    if (question.every && question.compare->period) {
      usage_error("--compare", "with --every each step is compared with the one before: previous");
    }
  }
  for (const Option& option : metric.options) {
    if (!arguments.has(option.name)) continue;
    question.options.emplace(option.name, lines_of(arguments.all(option.name)));
    if (option.is_file) question.files.emplace(option.name, text_of(arguments.one(option.name)));
  }
  for (const Option& option : metric.by_hand) {
    if (arguments.has(option.name)) {
      question.options.emplace(option.name, arguments.one(option.name));
    }
  }
  return question;
}

/// A form of dates by its name, or else spelled as a pattern.
void read_date_format(const std::string& text, Reading& reading) {
  constexpr std::pair<std::string_view, DateReading> names[] = {
      {"dmy", DateReading::day_first},       {"mdy", DateReading::month_first},
      {"yyyymmdd", DateReading::yyyymmdd},   {"unix", DateReading::unix_seconds},
      {"unix-ms", DateReading::unix_millis}, {"excel", DateReading::excel},
  };
  for (const auto& [name, form] : names) {
    if (name == text) reading.dates = form;
  }
  if (reading.dates) return;
  if (text.find('%') == std::string::npos) {
    usage_error("--date-format",
                in_quotes(text) +
                    " is neither dmy, mdy, yyyymmdd, unix, unix-ms nor excel, nor a "
                    "pattern such as '%d %b %Y'");
  }
  reading.dates = DateReading::pattern;
  reading.date_pattern.emplace(text);
}

std::optional<DecimalMark> decimal_mark(const Arguments& arguments) {
  const bool is_point = arguments.has("decimal-point");
  const bool is_comma = arguments.has("decimal-comma");
  if (is_point && is_comma) usage_error("--decimal-point", "contradicts --decimal-comma");
  if (is_point) return DecimalMark::point;
  return is_comma ? std::optional(DecimalMark::comma) : std::nullopt;
}

}  // namespace

Reading reading_of(const Arguments& arguments) {
  Reading reading;
  for (const std::string& mapping : arguments.all("map")) {
    const std::size_t equals = mapping.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == mapping.size()) {
      usage_error("--map",
                  in_quotes(mapping) + " is not FIELD=COLUMN, such as customer_id=Account");
    }
    reading.mappings.push_back({mapping.substr(0, equals), mapping.substr(equals + 1)});
  }
  reading.preset = arguments.one("preset");
  reading.delimiter = delimiter(arguments);
  reading.encoding = encoding(arguments);
  reading.header_line = number(arguments, "header-line", 1000000);
  if (arguments.has("date-format")) read_date_format(arguments.one("date-format"), reading);
  reading.timezone = timezone(arguments);
  reading.decimals = decimal_mark(arguments);
  for (const char* name : {"preset", "delimiter", "encoding", "header-line", "date-format",
                           "timezone", "decimal-point", "decimal-comma", "currency"}) {
    if (!arguments.has(name)) continue;
    const bool is_flag = std::string_view(name).starts_with("decimal-");
    reading.told.push_back({name, is_flag ? "" : arguments.one(name)});
  }
  reading.is_strict = arguments.has("strict");
  if (arguments.has("rejects")) {
    reading.rejects = arguments.one("rejects");
    if (reading.rejects.empty()) usage_error("--rejects", "names no file");
  }
  reading.threads = number(arguments, "threads", 256);
  if (arguments.has("memory")) reading.memory = read_memory_size(arguments.one("memory"));
  reading.find_memory = [] { return memory_for_customers("/"); };
  return reading;
}

/// "subscriptions=may.csv": the word in front of = where it is a kind of record.
Source source_of(const std::string& text) {
  constexpr std::string_view kinds[] = {"customers", "subscriptions", "purchases", "answers",
                                        "tickets",   "contracts",     "costs",     "factors"};
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos) return {"", text};
  const std::string kind = text.substr(0, equals);
  if (std::find(std::begin(kinds), std::end(kinds), kind) != std::end(kinds)) {
    return {kind, text.substr(equals + 1)};
  }
  const bool is_word = kind.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos;
  if (is_word && ::access(text.c_str(), F_OK) != 0) {
    usage_error("--from", in_quotes(kind) + " is no kind of record; there are " + joined(kinds) +
                              did_you_mean(kind, kinds));
  }
  return {"", text};
}

namespace {

std::vector<Source> sources_of(const Metric& metric, const Arguments& arguments) {
  std::vector<Source> sources;
  for (const std::string& text : arguments.all("from")) sources.push_back(source_of(text));
  if (!sources.empty()) return sources;
  if (::isatty(STDIN_FILENO) == 1) {
    std::string numbers;
    for (const Option& option : metric.by_hand) {
      if (option.is_needed)
        numbers += " --" + std::string(option.name) + " " + std::string(option.argument);
    }
    usage_error("", "nothing to compute from; give --from FILE" +
                        (numbers.empty() ? "" : ", or by hand:" + numbers));
  }
  return {{"", "-"}};
}

/// Standard input can be read once: as the export, or as a file that an option names.
void refuse_standard_input_twice(const Metric& metric, const Arguments& arguments) {
  const std::vector<std::string> sources = arguments.all("from");
  const bool is_source =
      sources.empty() || std::any_of(sources.begin(), sources.end(),
                                     [](auto& s) { return s == "-" || s.ends_with("=-"); });
  const auto refuse = [&](std::string_view option) {
    if (!is_source || arguments.one(option) != "-") return;
    usage_error("--" + std::string(option),
                "and --from would both read standard input; give one of them a file");
  };
  refuse("fx");
  for (const Option& option : metric.options) {
    if (option.is_file) refuse(option.name);
  }
}

void refuse_file_options(const Metric& metric, const Arguments& arguments) {
  const auto refuse_if_given = [&](std::string_view name) {
    if (arguments.has(name)) {
      usage_error("--" + std::string(name), "is about a file, and this figure is computed by hand");
    }
  };
  for (const SharedOption& option : shared_options()) {
    if (option.is_for_files) refuse_if_given(option.name);
  }
  for (const Option& option : metric.options) refuse_if_given(option.name);
}

/// Runs with a line of progress that is gone when it ends, also by an error.
Report run_with_progress(const Question& question, const std::vector<Source>& sources,
                         Reading reading) {
  ProgressLine line;
  if (ProgressLine::is_wanted()) {
    reading.on_progress = [&line](const Progress& progress) { line.show(progress); };
  }
  return run(question, sources, reading);
}

/// What tells a result from the others: "2026-05 pro EUR", "USD by purchases".
std::string name_of(const Result& result, bool has_steps) {
  std::string name = has_steps ? result.span->period.label : "";
  const auto add = [&name](const std::string& part) { name += (name.empty() ? "" : " ") + part; };
  for (const auto& [column, value] : result.segment) add(value.empty() ? "(blank)" : shown(value));
  const Currency& currency = result.value.currency;
  if (currency.is_known()) {
    add(std::string(currency.code()));
  } else if (name.empty()) {
    add(result.value.unit == Unit::money ? "no currency" : "total");
  }
  if (result.rule != nullptr) name += " by " + std::string(result.rule->id);
  return name;
}

/// What tells the results apart.
std::string names_of(const Report& report) {
  const bool has_steps = is_series(report);
  std::vector<std::string> names;
  for (const Result& result : report.results) {
    names.push_back(name_of(result, has_steps));
  }
  return listed(names);
}

/// What the reader must know, on standard error.
void print_remarks(const Report& report) {
  if (report.input) {
    const InputSummary& input = *report.input;
    for (const std::string& line : input.first_bad) std::fprintf(stderr, "%s\n", line.c_str());
    const auto more = input.bad - static_cast<std::int64_t>(input.first_bad.size());
    if (more > 0)
      std::fprintf(stderr, "... and %lld more bad rows\n", static_cast<long long>(more));
  }
  for (const std::string& warning : report.warnings) {
    std::fprintf(stderr, "csm: warning: %s\n", warning.c_str());
  }
}

}  // namespace

void print(std::string_view text) {
  const bool is_written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (!is_written || std::fflush(stdout) != 0) {
    throw Error(ErrorCode::failed, "standard output",
                std::string("cannot be written: ") + std::strerror(errno));
  }
}

int run_metric(const Metric& metric, std::vector<std::string> words) {
  for (const std::string& word : words) {
    if (word == "--help" || word == "-h") {
      print(help(metric));
      return 0;
    }
  }
  const Arguments arguments(metric.id, shapes_of(metric), std::move(words));
  const std::string format = arguments.one("format", "text");
  const WriteReport write = find_format(format);
  if (write == nullptr) {
    usage_error("--format", in_quotes(format) + " is no format; there are " +
                                joined(format_names()) + did_you_mean(format, format_names()));
  }
  refuse_standard_input_twice(metric, arguments);
  const Question question = question_of(metric, arguments);
  if (is_by_hand(metric, arguments)) {
    refuse_file_options(metric, arguments);
    print(write(compute_by_hand(question), screen_of_output()));
    return 0;
  }
  const Report report =
      run_with_progress(question, sources_of(metric, arguments), reading_of(arguments));
  print_remarks(report);
  if (format == "value" && report.results.size() > 1) {
    std::fprintf(stderr, "csm: %zu results, a line each: %s\n", report.results.size(),
                 names_of(report).c_str());
  }
  const bool tells_rest = format == "text" || format == "json";
  if (report.list && !tells_rest && !report.list->rest.empty()) {
    std::fprintf(stderr, "csm: %s\n", report.list->rest.c_str());
  }
  print(write(report, screen_of_output()));
  return 0;
}

}  // namespace csm::cli
