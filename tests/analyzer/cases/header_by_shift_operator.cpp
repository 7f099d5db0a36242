// Headers are put into the request by <<; the token may be empty.
#include "http_client.h"
#include <string>

static const std::string kBase = "http://169.254.169.254/latest/";
static const std::string kToken = "X-aws-ec2-metadata-token";

std::string token() {
  http::Request request(kBase + "api/token");
  request << http::Request::Header(kToken + "-ttl-seconds", "21600");
  http::Client client;
  http::Response response = client.put(request, "");
  return response.status() == 200 ? response.body() : "";
}

std::string with() {
  http::Request request(kBase + "meta-data/instance-id");
  request << http::Request::Header(kToken, token());
  http::Client client;
  return client.get(request).body(); // expect: request.v1_fallback v1-fallback survives
}

std::string without() {
  http::Request request(kBase + "meta-data/ami-id");
  http::Client client;
  return client.get(request).body(); // expect: request.v1_get v1 breaks
}
