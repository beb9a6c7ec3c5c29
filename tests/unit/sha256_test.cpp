#include "text/sha256.hpp"

#include "support/catch.hpp"

namespace csm::test {
namespace {

std::string hash_of(std::string_view text) {
  Sha256 hash;
  hash.add(text);
  return in_hexadecimal(hash.digest());
}

}  // namespace

TEST_CASE("hashes are those of the examples of FIPS 180-2", "[sha256]") {
  CHECK(hash_of("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hash_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hash_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST_CASE("a hash does not depend on how its text comes in pieces, and begins anew", "[sha256]") {
  Sha256 hash;
  hash.add("a");
  hash.add("");
  hash.add("bc");
  const std::string in_pieces = in_hexadecimal(hash.digest());
  CHECK(in_pieces == hash_of("abc"));
  hash.add("abc");
  CHECK(in_hexadecimal(hash.digest()) == in_pieces);
}

TEST_CASE("base64 of a hash is as openssl dgst -binary | base64 gives it", "[sha256]") {
  Sha256 hash;
  hash.add("abc");
  CHECK(in_base64(hash.digest()) == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
}

}  // namespace csm::test
