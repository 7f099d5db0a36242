// bRPC: the URL is assigned to what a getter gives.
#include <brpc/channel.h>
#include <string>

static std::string fetch(const std::string& url) {
  brpc::Channel channel;
  brpc::ChannelOptions options;
  options.protocol = brpc::PROTOCOL_HTTP;
  channel.Init("169.254.169.254:80", &options);
  brpc::Controller controller;
  controller.http_request().uri() = url;
  channel.CallMethod(nullptr, &controller, nullptr, nullptr, nullptr);
  return controller.response_attachment().to_string();
}

std::string zone() {
  return fetch("http://169.254.169.254/latest/meta-data/placement/availability-zone"); // expect: brpc.v1_get v1 breaks
}
