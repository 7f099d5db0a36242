// A message with typed header setters; another function sends it.
#include "source/common/http.h"

static absl::optional<std::string> fetch(Http::RequestMessage &message);

static void prepare(Http::RequestMessage &message, absl::string_view method, absl::string_view path) {
  message.headers().setScheme("http");
  message.headers().setMethod(method);
  message.headers().setHost("169.254.169.254:80");
  message.headers().setPath(path);
}

absl::optional<std::string> role(const std::string &token) {
  Http::RequestMessageImpl message;
  prepare(message, "GET", "/latest/meta-data/iam/security-credentials");
  message.headers().setCopy(Http::LowerCaseString("X-aws-ec2-metadata-token"), token);
  return fetch(message); // expect: request.v2_get v2 survives
}

absl::optional<std::string> zone() {
  Http::RequestMessageImpl message;
  prepare(message, "GET", "/latest/meta-data/placement/availability-zone");
  return fetch(message); // expect: request.v1_get v1 breaks
}
