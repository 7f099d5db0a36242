// cpr: the token is asked for, and its absence is put up with.
#include <cpr/cpr.h>
#include <string>

std::string instance_id() {
  cpr::Header header;
  cpr::Response put = cpr::Put(
      cpr::Url{"http://169.254.169.254/latest/api/token"},
      cpr::Header{{"X-aws-ec2-metadata-token-ttl-seconds", "60"}},
      cpr::Timeout{1000});
  if (put.status_code == 200)
    header["X-aws-ec2-metadata-token"] = put.text;
  cpr::Response get = cpr::Get( // expect: request.v1_fallback v1-fallback survives
      cpr::Url{"http://169.254.169.254/latest/meta-data/instance-id"}, header);
  return get.text;
}
