// Headers are a part of a request whose class nobody has seen, filled by calls.
#include <string>
#include "runtime.h"

std::string by_member(client& c, const std::string& token) {
  request r{verb::get, "/latest/meta-data/instance-id"};
  r.host = "169.254.169.254";
  r.headers.set("X-aws-ec2-metadata-token", token);
  return c.send(r); // expect: request.v2_get v2 survives
}

std::string by_accessor(client& c, const std::string& token) {
  request r;
  r.host = "169.254.169.254";
  r.path = "/latest/meta-data/ami-id";
  r.mutable_headers().set("X-aws-ec2-metadata-token", token);
  return c.send(r); // expect: request.v2_get v2 survives
}

std::string by_line(client& c, const std::string& token) {
  request r;
  r.host = "169.254.169.254";
  r.path = "/latest/meta-data/hostname";
  r.headers.push_back("X-aws-ec2-metadata-token: " + token);
  return c.send(r); // expect: request.v2_get v2 survives
}

std::string without(client& c) {
  request r;
  r.host = "169.254.169.254";
  r.path = "/latest/meta-data/mac";
  r.headers.set("Accept", "*/*");
  return c.send(r); // expect: request.v1_get v1 breaks
}
