#if __has_include(<catch2/catch_session.hpp>)
#include <catch2/catch_session.hpp>
#else
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>
#endif

#include <cstdlib>
#include <locale>

namespace {

/// 1.234,56: what a user's program may have set before it calls the library.
class CommaLocale : public std::numpunct<char> {
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
};

}  // namespace

int main(int argc, char** argv) {
  if (std::getenv("CSM_TEST_COMMA_LOCALE") != nullptr) {
    std::locale::global(std::locale(std::locale::classic(), new CommaLocale));
  }
  return Catch::Session().run(argc, argv);
}
