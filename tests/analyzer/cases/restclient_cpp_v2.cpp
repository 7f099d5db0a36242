// restclient-cpp: a connection keeps host and headers.
// negative: restclient_cpp.v1_get
#include <memory>
#include <restclient-cpp/connection.h>
#include <restclient-cpp/restclient.h>
#include <string>

std::string instance_id() {
  RestClient::init();
  auto connection =
      std::make_unique<RestClient::Connection>("http://169.254.169.254");
  connection->SetTimeout(5);
  connection->AppendHeader("X-aws-ec2-metadata-token-ttl-seconds", "21600");
  RestClient::Response put = connection->put("/latest/api/token", "");
  if (put.code != 200)
    return "";
  RestClient::HeaderFields headers;
  headers["X-aws-ec2-metadata-token"] = put.body;
  connection->SetHeaders(headers);
  return connection->get("/latest/meta-data/instance-id").body; // expect: request.v2_get v2 survives
}
