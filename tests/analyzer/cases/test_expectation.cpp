// A test's expectation of a parser sends nothing.
#include <cassert>
#include <string>

std::string host_of(const std::string& url);

void test_host_of() {
  assert(host_of("http://169.254.169.254/latest/") == "169.254.169.254");
}
