// The base URL is what a member is by its declaration; no constructor sets it.
#include <string>
#include "rest.h"

class Metadata {
public:
  std::string query(const std::string& path) {
    for (int i = 0; i < 3; ++i) {
      ensure_token();
      RestRequest request(RestMethod::Get, base_ + path);
      request.setHeader(kTokenHeader, token_);
      auto response = client_.perform(request);
      if (response.code() == 401) {
        token_.clear();
        continue;
      }
      return response.body();
    }
    throw std::runtime_error("metadata");
  }

private:
  void ensure_token() {
    if (!token_.empty())
      return;
    RestRequest request(RestMethod::Put, base_ + "/latest/api/token");
    request.setHeader("X-aws-ec2-metadata-token-ttl-seconds", "21600");
    auto response = client_.perform(request);
    if (response.code() != 200)
      throw std::runtime_error("no token");
    token_ = response.body();
  }

  static constexpr const char* kTokenHeader = "X-aws-ec2-metadata-token";
  std::string base_ = "http://169.254.169.254";
  std::string token_;
  RestClient client_;
};

std::string id(Metadata& m) {
  return m.query("/latest/meta-data/instance-id"); // expect: request.v2_get v2 survives
}
