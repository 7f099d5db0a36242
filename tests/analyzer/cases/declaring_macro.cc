// A macro of a missing header declares what it gets and leaves where that fails.
#include "status/status_macros.h"

#include "net/transport.h"

#include <string>

constexpr char kBase[] = "http://169.254.169.254";

StatusOr<std::string> FetchToken(Transport& transport) {
  Request put("PUT", std::string(kBase) + "/latest/api/token");
  put.AddHeader("X-aws-ec2-metadata-token-ttl-seconds: 60");
  NET_ASSIGN_OR_RETURN(auto response, transport.IssueRequest(put).result());
  return std::move(response.body);
}

StatusOr<std::string> MetadataUrl(const std::string& key) {
  return std::string(kBase) + "/latest/meta-data/" + key;
}

Status FetchRole(Transport& transport) {
  NET_ASSIGN_OR_RETURN(auto session, FetchToken(transport));
  NET_ASSIGN_OR_RETURN(std::string url, MetadataUrl("iam/info"));
  Request get("GET", url);
  get.AddHeader(StrCat("X-aws-ec2-metadata-token: ", session));
  NET_ASSIGN_OR_RETURN(const Answer& answer,
                       transport.IssueRequest(get).result(), // expect: request.v2_get v2 survives
                       Annotate(_));
  return Keep(answer.body);
}
