// cpr: the token is a typed header.
// negative: cpr.v1_get
#include <cpr/cpr.h>

std::string id() {
  auto t = cpr::Put(cpr::Url{"http://169.254.169.254/latest/api/token"},
                    cpr::Header{{"X-aws-ec2-metadata-token-ttl-seconds", "60"}});
  auto r = cpr::Get(cpr::Url{"http://169.254.169.254/latest/meta-data/mac"}, // expect: request.v2_get v2 survives
                    cpr::Header{{"X-aws-ec2-metadata-token", t.text}});
  return r.text;
}
