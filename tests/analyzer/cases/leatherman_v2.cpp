// leatherman: headers are added to the request.
// negative: leatherman.v1_get
#include <leatherman/curl/client.hpp>

using namespace leatherman::curl;

std::string instance_id() {
  client cli;
  request put("http://169.254.169.254/latest/api/token");
  put.add_header("X-aws-ec2-metadata-token-ttl-seconds", "21600");
  put.body("", "text/plain");
  auto token = cli.put(put).body();

  request get("http://169.254.169.254/latest/meta-data/instance-id");
  get.add_header("X-aws-ec2-metadata-token", token);
  return cli.get(get).body(); // expect: request.v2_get v2 survives
}
