// A helper makes the map of headers, another the URL.
#include "httplib.h"
#include <map>
#include <string>

namespace {
httplib::Headers auth(const std::string &token) {
  return httplib::Headers{{"X-aws-ec2-metadata-token", token}};
}
std::string data(const std::string &key) { return "/latest/meta-data/" + key; }

class Imds {
public:
  Imds() : client_("169.254.169.254", 80) {}
  bool connect() {
    auto res = client_.Put("/latest/api/token", {{"X-aws-ec2-metadata-token-ttl-seconds", "60"}}, "", "text/plain");
    if (!res || res->status != 200)
      return false;
    token_ = res->body;
    return true;
  }
  std::string get(const std::string &key) {
    auto res = client_.Get(data(key), auth(token_));
    return res ? res->body : "";
  }

private:
  httplib::Client client_;
  std::string token_;
};
} // namespace

std::string id() {
  Imds imds;
  if (!imds.connect())
    return "";
  return imds.get("instance-id"); // expect: request.v2_get v2 survives
}
