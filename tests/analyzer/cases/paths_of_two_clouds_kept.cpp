// What an object keeps for another cloud does not hide the path that it is sent with.
#include "acme/http.h"
#include <string>

std::string mac() {
  acme::Session session;
  session.base = "http://169.254.169.254";
  session.elsewhere = "/computeMetadata/v1/instance/id";
  acme::Client client;
  session.headers["X-aws-ec2-metadata-token-ttl-seconds"] = "60";
  std::string token = client.put(session, "/latest/api/token");
  session.headers["X-aws-ec2-metadata-token"] = token;
  return client.get(session, "/latest/meta-data/mac"); // expect: request.v2_get v2 survives
}

std::string id() {
  acme::Session session;
  session.base = "http://169.254.169.254";
  session.elsewhere = "/computeMetadata/v1/instance/id";
  acme::Client client;
  return client.get(session, "/latest/meta-data/instance-id"); // expect: request.v1_get v1 breaks
}
