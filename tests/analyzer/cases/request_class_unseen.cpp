// An unseen class is made like a function is called; a client sends it.
#include "acme/http.h"

std::string without() {
  auto request = HttpRequest("GET", "http://169.254.169.254/latest/meta-data/mac");
  acme::Client client;
  return client.execute(request).body(); // expect: request.v1_get v1 breaks
}

std::string with(const std::string& token) {
  auto request = HttpRequest("GET", "http://169.254.169.254/latest/meta-data/ami-id");
  request.addHeader("X-aws-ec2-metadata-token", token);
  acme::Client client;
  return client.execute(request).body(); // expect: request.v2_get v2 survives
}

std::string at_once() {
  std::string answer = HttpRequest("GET", "http://169.254.169.254/latest/meta-data/hostname"); // expect: request.v1_get v1 breaks
  return answer;
}
