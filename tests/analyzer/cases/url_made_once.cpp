// A member that one call fills and a later one finds is empty at first.
#include <fmt/format.h>
#include <http/client.h>
#include <string>
#include <vector>

class Credentials {
public:
  Credentials()
      : list_{fmt::format("{}/{}", host(), "latest/meta-data/iam/")} {}
  std::string read();

private:
  static std::string host() { return "http://169.254.169.254"; }
  std::string list_;
  std::string url_;
  HttpClient client_;
};

std::string Credentials::read() {
  std::vector<std::string> ttl{"X-aws-ec2-metadata-token-ttl-seconds: 60"};
  auto answer = client_.Put("http://169.254.169.254/latest/api/token", ttl);
  if (answer.status != 200)
    return "";
  std::vector<std::string> token{
      fmt::format("X-aws-ec2-metadata-token: {}", answer.body)};
  if (url_.empty()) {
    auto role = client_.Get(list_, token); // expect: request.v2_get v2 survives
    url_ = fmt::format("{}security-credentials/{}", list_, role.body);
  }
  return client_.Get(url_, token).body; // expect: request.v2_get v2 survives
}
