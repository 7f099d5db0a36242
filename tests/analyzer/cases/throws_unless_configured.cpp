// A constructor throws where a feature was not configured; its user still asks.
#include <memory>
#include <stdexcept>
#include <string>

class Driver {
public:
  explicit Driver(std::string profile) : profile_(profile) {
#ifndef WITH_HTTP
    throw std::runtime_error("built without HTTP");
#endif
  }
  std::unique_ptr<std::string> tryGet(const std::string &url) const;

private:
  std::string profile_;
};

std::string role() {
  Driver driver("default");
  const std::string base = "http://169.254.169.254/latest/meta-data/iam/";
  if (auto name = driver.tryGet(base + "security-credentials/")) // expect: request.v1_get v1 breaks
    return *name;
  return "";
}
