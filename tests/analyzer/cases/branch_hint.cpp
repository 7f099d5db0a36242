// What only tells the compiler which branch is likely asks no more than its argument.
#include "base/optimization.h"
#include <cpr/cpr.h>
#include <string>

static bool fetch_token(std::string& token) {
  auto put = cpr::Put(cpr::Url{"http://169.254.169.254/latest/api/token"}, cpr::Header{{"X-aws-ec2-metadata-token-ttl-seconds", "60"}});
  if (put.status_code == 200) {
    token = put.text;
    return true;
  }
  return false;
}

std::string mac() {
  std::string token;
  cpr::Header headers;
  const bool came = fetch_token(token);
  if (BASE_PREDICT_TRUE(came))
    headers["X-aws-ec2-metadata-token"] = token;
  if (BASE_PREDICT_FALSE(!came))
    return "";
  return cpr::Get(cpr::Url{"http://169.254.169.254/latest/meta-data/mac"}, headers).text; // expect: request.v2_get v2 survives
}
