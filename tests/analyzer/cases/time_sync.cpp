// The time service is a neighbour of IMDS, not IMDS.
#include <string>

const std::string kNtpServer = "169.254.169.123";
const std::string kResolver = "169.254.169.253";

bool is_local(const std::string& host) {
  return host == kNtpServer || host == kResolver;
}
