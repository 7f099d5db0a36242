// How the PUT went is asked in many ways, the right and the wrong way round.
#include <cpr/cpr.h>
#include <string>

static cpr::Response fetch_token() {
  return cpr::Put(cpr::Url{"http://169.254.169.254/latest/api/token"}, cpr::Header{{"X-aws-ec2-metadata-token-ttl-seconds", "60"}});
}

static std::string plain(const char* path) {
  return cpr::Get(cpr::Url{std::string("http://169.254.169.254") + path}).text;
}

static bool worked(const cpr::Response& r) { return r.status_code >= 200 && r.status_code < 300; }

std::string where_none_came(int how) {
  const auto put = fetch_token();
  if (how == 1 && put.status_code / 100 != 2)
    return plain("/latest/meta-data/a"); // expect: request.v1_fallback v1-fallback survives
  if (how == 2 && (put.status_code < 200 || put.status_code >= 300))
    return plain("/latest/meta-data/b"); // expect: request.v1_fallback v1-fallback survives
  if (how == 3 && put.status_code > 299)
    return plain("/latest/meta-data/c"); // expect: request.v1_fallback v1-fallback survives
  if (how == 4 && put.error)
    return plain("/latest/meta-data/d"); // expect: request.v1_fallback v1-fallback survives
  if (how == 5 && put.status_code == 0)
    return plain("/latest/meta-data/e"); // expect: request.v1_fallback v1-fallback survives
  if (how == 6 && !worked(put))
    return plain("/latest/meta-data/f"); // expect: request.v1_fallback v1-fallback survives
  return "";
}

std::string where_one_came(int how) {
  const auto put = fetch_token();
  if (how == 1 && put.status_code / 100 == 2)
    return plain("/latest/meta-data/g"); // expect: cpr.v1_get v1 breaks
  if (how == 2 && put.status_code >= 200 && put.status_code < 300)
    return plain("/latest/meta-data/h"); // expect: cpr.v1_get v1 breaks
  if (how == 3 && put.status_code <= 299)
    return plain("/latest/meta-data/i"); // expect: cpr.v1_get v1 breaks
  if (how == 4 && !put.error)
    return plain("/latest/meta-data/j"); // expect: cpr.v1_get v1 breaks
  if (how == 5 && worked(put))
    return plain("/latest/meta-data/k"); // expect: cpr.v1_get v1 breaks
  return cpr::Get(cpr::Url{"http://169.254.169.254/latest/meta-data/mac"}, cpr::Header{{"X-aws-ec2-metadata-token", put.text}}).text; // expect: request.v2_get v2 survives
}
