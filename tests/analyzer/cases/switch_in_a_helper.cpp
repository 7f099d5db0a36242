// A switch is asked for in a helper: what it gives without one carries no token.
#include <cpr/cpr.h>
#include <cstdlib>
#include <map>
#include <string>

bool session_tokens = false;

void parse(int argc, char**) { session_tokens = argc > 1; }

static std::string fetch_token() {
  auto put = cpr::Put(cpr::Url{"http://169.254.169.254/latest/api/token"}, cpr::Header{{"X-aws-ec2-metadata-token-ttl-seconds", "60"}});
  if (put.status_code != 200)
    throw 1;
  return put.text;
}

static cpr::Header auth() {
  if (!session_tokens)
    return {};
  return cpr::Header{{"X-aws-ec2-metadata-token", fetch_token()}};
}

std::string by_result() {
  return cpr::Get(cpr::Url{"http://169.254.169.254/latest/meta-data/mac"}, auth()).text; // expect: request.v1_fallback v1-fallback breaks
}

static void add_auth(std::map<std::string, std::string>& headers) {
  if (!session_tokens)
    return;
  headers["X-aws-ec2-metadata-token"] = fetch_token();
}

std::string by_argument(acme::Http& http) {
  std::map<std::string, std::string> headers;
  add_auth(headers);
  return http.get("http://169.254.169.254/latest/meta-data/hostname", headers); // expect: request.v1_fallback v1-fallback breaks
}

static bool uses_tokens() { return std::getenv("IMDSV2") != nullptr; }

std::string by_answer() {
  cpr::Header headers;
  if (uses_tokens())
    headers["X-aws-ec2-metadata-token"] = fetch_token();
  return cpr::Get(cpr::Url{"http://169.254.169.254/latest/meta-data/ami-id"}, headers).text; // expect: request.v1_fallback v1-fallback depends
}
