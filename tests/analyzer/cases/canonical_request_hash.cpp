// A hash of a request sends none.
// negative: request.v1_get
// unexplained: 1
#include <string>

std::string CanonicalRequestHash(const std::string& method,
                                 const std::string& path);

std::string sign() {
  std::string path = "/latest/meta-data/iam/security-credentials/";
  return CanonicalRequestHash("GET", path);
}
