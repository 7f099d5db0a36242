// Asynchronous: the PUT's callback keeps the token, the next step sends it.
#include "acme/async_http.h"
#include <string>

class Detector {
public:
  void start() {
    acme::AsyncRequest put("PUT", "http://169.254.169.254/latest/api/token");
    put.header("X-aws-ec2-metadata-token-ttl-seconds", "60");
    put.send([this](const std::string& body) {
      token_ = body;
      next();
    });
  }

private:
  void next() {
    acme::AsyncRequest get("GET",
                           "http://169.254.169.254/latest/meta-data/mac");
    get.header("X-aws-ec2-metadata-token", token_);
    get.send([](const std::string&) {}); // expect: request.v2_get v2 survives
  }

  std::string token_;
};
