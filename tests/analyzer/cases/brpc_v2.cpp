// bRPC: the token is a header of the controller's request.
// negative: brpc.v1_get
#include <brpc/channel.h>
#include <string>

std::string role() {
  brpc::Channel channel;
  channel.Init("169.254.169.254:80", nullptr);
  brpc::Controller put;
  put.http_request().uri() = "http://169.254.169.254/latest/api/token";
  put.http_request().set_method(brpc::HTTP_METHOD_PUT);
  put.http_request().SetHeader("X-aws-ec2-metadata-token-ttl-seconds", "60");
  channel.CallMethod(nullptr, &put, nullptr, nullptr, nullptr);
  if (put.Failed())
    return "";
  const std::string token = put.response_attachment().to_string();
  brpc::Controller get;
  get.http_request().uri() = "http://169.254.169.254/latest/meta-data/iam/security-credentials/";
  get.http_request().SetHeader("X-aws-ec2-metadata-token", token);
  channel.CallMethod(nullptr, &get, nullptr, nullptr, nullptr); // expect: request.v2_get v2 survives
  return get.response_attachment().to_string();
}
