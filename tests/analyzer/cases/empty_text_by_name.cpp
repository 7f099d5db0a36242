// A constant that only says by its name that it is the empty text chooses nothing.
#include "vcl.h"
#include <cpr/cpr.h>

static UnicodeString session_token;

static cpr::Header auth() {
  cpr::Header headers;
  if (!session_token.IsEmpty())
    headers["X-aws-ec2-metadata-token"] = session_token;
  return headers;
}

std::string mac() {
  session_token = EmptyStr;
  auto put = cpr::Put(cpr::Url{"http://169.254.169.254/latest/api/token"}, cpr::Header{{"X-aws-ec2-metadata-token-ttl-seconds", "60"}});
  if (put.status_code == 200)
    session_token = put.text;
  return cpr::Get(cpr::Url{"http://169.254.169.254/latest/meta-data/mac"}, auth()).text; // expect: request.v1_fallback v1-fallback survives
}
