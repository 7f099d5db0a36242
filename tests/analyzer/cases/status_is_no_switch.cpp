// The token's answer is asked for its status, by a member of no known class.
#include "own/http.h"
#include <map>
#include <string>

bool id() {
  std::string token;
  std::map<std::string, std::string> ttl;
  ttl["X-aws-ec2-metadata-token-ttl-seconds"] = "60";
  HttpRequest put{HttpRequest::Method::PUT,
                  "http://169.254.169.254/latest/api/token", ttl};
  auto client = Client::make();
  auto answer = client->run(put);
  if (answer.get().code == 200)
    token = answer.get().getBody();
  std::map<std::string, std::string> headers;
  if (!token.empty())
    headers["X-aws-ec2-metadata-token"] = token;
  HttpRequest get{HttpRequest::Method::GET,
                  "http://169.254.169.254/latest/meta-data/ami-id", headers};
  auto other = Client::make();
  return other->run(get).get().code == 200; // expect: request.v1_fallback v1-fallback survives
}
