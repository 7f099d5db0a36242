// Whether a token came is asked by its length and in a helper, the right and the wrong way round.
#include <cpr/cpr.h>
#include <cstring>
#include <string>

static std::string fetch_token() {
  return cpr::Put(cpr::Url{"http://169.254.169.254/latest/api/token"}, cpr::Header{{"X-aws-ec2-metadata-token-ttl-seconds", "60"}}).text;
}

static std::string plain(const char* path) {
  return cpr::Get(cpr::Url{std::string("http://169.254.169.254") + path}).text;
}

static bool is_there(const std::string& text) { return !text.empty(); }

std::string where_none_came(int how) {
  const std::string token = fetch_token();
  if (how == 1 && token.size() == 0)
    return plain("/latest/meta-data/a"); // expect: request.v1_fallback v1-fallback survives
  if (how == 2 && token.length() < 1)
    return plain("/latest/meta-data/b"); // expect: request.v1_fallback v1-fallback survives
  if (how == 3 && !(std::strlen(token.c_str()) > 0))
    return plain("/latest/meta-data/c"); // expect: request.v1_fallback v1-fallback survives
  if (how == 4 && !is_there(token))
    return plain("/latest/meta-data/d"); // expect: request.v1_fallback v1-fallback survives
  return "";
}

std::string where_one_came(int how) {
  const std::string token = fetch_token();
  if (how == 1 && token.size() > 0)
    return plain("/latest/meta-data/e"); // expect: cpr.v1_get v1 breaks
  if (how == 2 && token.length() >= 1)
    return plain("/latest/meta-data/f"); // expect: cpr.v1_get v1 breaks
  if (how == 3 && !token.empty())
    return plain("/latest/meta-data/g"); // expect: cpr.v1_get v1 breaks
  if (how == 4 && is_there(token))
    return plain("/latest/meta-data/h"); // expect: cpr.v1_get v1 breaks
  return "";
}
