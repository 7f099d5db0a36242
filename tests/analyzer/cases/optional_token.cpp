// An optional token: without it the request is made all the same.
#include <cpr/cpr.h>
#include <optional>
#include <string>

static std::optional<std::string> token() {
  auto r = cpr::Put(cpr::Url{"http://169.254.169.254/latest/api/token"},
                    cpr::Header{{"X-aws-ec2-metadata-token-ttl-seconds", "60"}});
  if (r.status_code != 200)
    return std::nullopt;
  return r.text;
}

std::string id() {
  cpr::Header headers;
  if (auto t = token())
    headers.insert({"X-aws-ec2-metadata-token", *t});
  return cpr::Get(cpr::Url{"http://169.254.169.254/latest/meta-data/instance-id"}, headers).text; // expect: request.v1_fallback v1-fallback survives
}

std::string strict() {
  auto t = token();
  if (!t)
    throw std::runtime_error("no token");
  return cpr::Get(cpr::Url{"http://169.254.169.254/latest/meta-data/mac"}, cpr::Header{{"X-aws-ec2-metadata-token", *t}}).text; // expect: request.v2_get v2 survives
}
