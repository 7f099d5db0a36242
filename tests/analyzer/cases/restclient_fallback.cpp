// restclient-cpp: a connection with headers, if a token came.
#include <restclient-cpp/connection.h>
#include <restclient-cpp/restclient.h>
#include <string>

std::string id() {
  RestClient::init();
  auto conn = std::make_unique<RestClient::Connection>("http://169.254.169.254");
  conn->SetTimeout(1);
  conn->AppendHeader("X-aws-ec2-metadata-token-ttl-seconds", "60");
  RestClient::Response put = conn->put("/latest/api/token", "");
  RestClient::Connection other("http://169.254.169.254");
  if (put.code == 200)
    other.AppendHeader("X-aws-ec2-metadata-token", put.body);
  RestClient::Response get = other.get("/latest/meta-data/instance-id"); // expect: request.v1_fallback v1-fallback survives
  RestClient::disable();
  return get.body;
}
