// Headers are whole lines in a vector; the client is behind an interface.
#include "net/http_client.h"
#include <string>
#include <vector>

constexpr auto kHost = "http://169.254.169.254";

std::string doRequest(HttpClient::HttpMethod method, const std::string &path,
                      const std::vector<std::string> &headers) {
  std::unique_ptr<HttpClient> http = HttpClient::create();
  http->allowInsecureHTTP(true);
  http->setHeaders(headers);
  auto reply = http->request(method, std::string(kHost) + path, {nullptr, 0});
  return reply.body;
}

std::string with() {
  std::string token = doRequest(HttpClient::HttpMethod::kPUT, "/latest/api/token",
                                {"X-aws-ec2-metadata-token-ttl-seconds: 30"});
  return doRequest(HttpClient::HttpMethod::kGET, "/latest/meta-data/iam/security-credentials/", // expect: request.v2_get v2 survives
                   {"X-aws-ec2-metadata-token: " + token});
}

std::string without() {
  return doRequest(HttpClient::HttpMethod::kGET, "/latest/dynamic/instance-identity/document", {}); // expect: request.v1_get v1 breaks
}
