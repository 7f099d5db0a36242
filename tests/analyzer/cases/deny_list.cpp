// An address that is refused is not asked.
#include <cstring>
#include <set>
#include <string>

static const std::set<std::string> kBlocked = {"169.254.169.254", "127.0.0.1"};

bool is_allowed(const std::string& host) {
  if (std::strcmp(host.c_str(), "169.254.169.254") == 0)
    return false;
  return !kBlocked.contains(host);
}
