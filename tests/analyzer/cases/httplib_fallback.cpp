// cpp-httplib: the header is only there if the PUT worked.
#include "httplib.h"
#include <optional>
#include <string>

std::optional<std::string> instance_id() {
  httplib::Client cli("http://169.254.169.254");
  cli.set_connection_timeout(1);
  httplib::Headers headers;
  httplib::Headers ttl = {{"X-aws-ec2-metadata-token-ttl-seconds", "60"}};
  if (auto res = cli.Put("/latest/api/token", ttl, "", "text/plain");
      res && res->status == 200)
    headers.emplace("X-aws-ec2-metadata-token", res->body);
  auto res = cli.Get("/latest/meta-data/instance-id", headers); // expect: request.v1_fallback v1-fallback survives
  if (!res)
    return std::nullopt;
  return res->body;
}
