// What a copy of the headers gets, the headers do not have; nor what was removed.
#include <cpr/cpr.h>
#include <string>

static std::string fetch_token() {
  auto put = cpr::Put(cpr::Url{"http://169.254.169.254/latest/api/token"}, cpr::Header{{"X-aws-ec2-metadata-token-ttl-seconds", "60"}});
  if (put.status_code != 200)
    throw 1;
  return put.text;
}

static std::string with_token(cpr::Header headers) {
  headers["X-aws-ec2-metadata-token"] = fetch_token();
  return cpr::Get(cpr::Url{"http://169.254.169.254/latest/meta-data/mac"}, headers).text; // expect: request.v2_get v2 survives
}

std::string handed_over() {
  cpr::Header headers{{"Accept", "*/*"}};
  return with_token(headers) + cpr::Get(cpr::Url{"http://169.254.169.254/latest/meta-data/ami-id"}, headers).text; // expect: cpr.v1_get v1 breaks
}

std::string copied() {
  cpr::Header headers{{"Accept", "*/*"}};
  cpr::Header other = headers;
  other["X-aws-ec2-metadata-token"] = fetch_token();
  return cpr::Get(cpr::Url{"http://169.254.169.254/latest/meta-data/hostname"}, headers).text; // expect: cpr.v1_get v1 breaks
}

std::string removed() {
  cpr::Header headers;
  headers["X-aws-ec2-metadata-token"] = fetch_token();
  auto id = cpr::Get(cpr::Url{"http://169.254.169.254/latest/meta-data/instance-id"}, headers).text; // expect: request.v2_get v2 survives
  headers.erase("X-aws-ec2-metadata-token");
  id += cpr::Get(cpr::Url{"http://169.254.169.254/latest/meta-data/kernel-id"}, headers).text; // expect: cpr.v1_get v1 breaks
  headers["X-aws-ec2-metadata-token"] = fetch_token();
  headers.clear();
  return id + cpr::Get(cpr::Url{"http://169.254.169.254/latest/user-data"}, headers).text; // expect: cpr.v1_get v1 breaks
}
