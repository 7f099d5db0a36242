// What is appended to a copy of a constant is not part of the constant.
#include <cpr/cpr.h>
#include <string>
#include <string_view>

constexpr std::string_view kEndpoint = "http://169.254.169.254";

static std::string url(std::string_view path) { return std::string(kEndpoint).append(path); }

std::string kernel() {
  cpr::Put(cpr::Url{url("/latest/api/token")});
  return cpr::Get(cpr::Url{url("/latest/meta-data/kernel-id")}).text; // expect: cpr.v1_get v1 breaks
}
