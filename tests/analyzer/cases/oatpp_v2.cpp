// oatpp: headers are a map that comes with the call.
// negative: oatpp.v1_get
#include "oatpp/network/tcp/client/ConnectionProvider.hpp"
#include "oatpp/web/client/HttpRequestExecutor.hpp"

using oatpp::web::client::HttpRequestExecutor;

oatpp::String
instance_id(const std::shared_ptr<HttpRequestExecutor>& executor) {
  HttpRequestExecutor::Headers ttl;
  ttl.put("X-aws-ec2-metadata-token-ttl-seconds", "21600");
  auto token =
      executor->execute("PUT", "/latest/api/token", ttl, nullptr, nullptr);

  HttpRequestExecutor::Headers headers;
  headers.put("X-aws-ec2-metadata-token", token->readBodyToString());
  auto answer =
      executor->execute("GET", "/latest/meta-data/instance-id", headers, // expect: request.v2_get v2 survives
                        nullptr, nullptr);
  return answer->readBodyToString();
}
