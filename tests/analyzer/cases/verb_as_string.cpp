// One function sends both verbs; the verb is a string parameter.
#include "acme/http.h"
#include <map>
#include <string>

using Headers = std::map<std::string, std::string>;

static std::string send(const std::string& verb, const std::string& path,
                        const Headers& headers) {
  acme::Request request;
  request.set_method(verb);
  request.set_url("http://169.254.169.254" + path);
  for (const auto& [name, value] : headers)
    request.add_header(name, value);
  return request.perform();
}

std::string id() {
  const auto token = send("PUT", "/latest/api/token",
                          {{"X-aws-ec2-metadata-token-ttl-seconds", "60"}});
  return send("GET", "/latest/meta-data/instance-id", // expect: request.v2_get v2 survives
              {{"X-aws-ec2-metadata-token", token}});
}
