// A builder makes the request; another call sends it.
#include "absl/strings/str_cat.h"
#include "transport.h"

absl::StatusOr<Response> ask(Transport* transport, absl::string_view path) {
  auto token = transport->IssueRequest(
      HttpRequestBuilder("PUT", absl::StrCat("http://169.254.169.254", "/latest/api/token"))
          .AddHeader("x-aws-ec2-metadata-token-ttl-seconds: 21600")
          .BuildRequest());
  if (!token.ok())
    return token.status();
  auto builder = HttpRequestBuilder("GET", absl::StrCat("http://169.254.169.254", path));
  builder.AddHeader(absl::StrCat("x-aws-ec2-metadata-token: ", token->payload));
  return transport->IssueRequest(builder.BuildRequest());
}

void start(Transport* transport) {
  ask(transport, "/latest/meta-data/iam/"); // expect: request.v2_get v2 survives
}
