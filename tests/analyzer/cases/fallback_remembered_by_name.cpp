// What a program remembers in a yes or no of a class that nobody has seen is no setting.
#include "util/bool_class.h"
#include <cpr/cpr.h>
#include <optional>
#include <string>

using fallback_engaged = util::bool_class<struct fallback_tag>;

class Refresh {
public:
  std::string fetch();

private:
  std::string ask(const char* path, std::optional<std::string> token);
  fallback_engaged fallback_{fallback_engaged::no};
};

std::string Refresh::ask(const char* path, std::optional<std::string> token) {
  cpr::Header headers;
  if (token.has_value())
    headers["X-aws-ec2-metadata-token"] = token.value();
  return cpr::Get(cpr::Url{std::string("http://169.254.169.254") + path}, headers).text;
}

std::string Refresh::fetch() {
  std::optional<std::string> token;
  if (likely(fallback_ == fallback_engaged::no)) {
    auto put = cpr::Put(cpr::Url{"http://169.254.169.254/latest/api/token"}, cpr::Header{{"X-aws-ec2-metadata-token-ttl-seconds", "60"}});
    if (put.status_code == 404)
      fallback_ = fallback_engaged::yes;
    else if (put.status_code != 200)
      return "";
    else
      token = put.text;
  }
  return ask("/latest/meta-data/mac", token); // expect: request.v1_fallback v1-fallback survives
}
