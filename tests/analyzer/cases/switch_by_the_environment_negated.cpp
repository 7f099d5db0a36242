// A helper denies what the environment says: the variable decides, by its name.
// switch: IMDS_TOKENS
#include <cpr/cpr.h>
#include <cstdlib>
#include <string>

static std::string fetch_token() {
  auto put = cpr::Put(cpr::Url{"http://169.254.169.254/latest/api/token"}, cpr::Header{{"X-aws-ec2-metadata-token-ttl-seconds", "60"}});
  if (put.status_code != 200)
    throw 1;
  return put.text;
}

static bool tokens_off() { return !std::getenv("IMDS_TOKENS"); }

std::string ask() {
  cpr::Header headers;
  if (!tokens_off())
    headers["X-aws-ec2-metadata-token"] = fetch_token();
  return cpr::Get(cpr::Url{"http://169.254.169.254/latest/meta-data/ami-id"}, headers).text; // expect: request.v1_fallback v1-fallback depends
}
