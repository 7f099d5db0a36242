// leatherman: the client takes a request that has the URL.
#include <leatherman/curl/client.hpp>
#include <leatherman/logging/logging.hpp>

namespace lth_curl = leatherman::curl;

std::string instance_id() {
  lth_curl::client client;
  lth_curl::request request(
      "http://169.254.169.254/latest/meta-data/instance-id");
  request.connection_timeout(600);
  auto response = client.get(request); // expect: leatherman.v1_get v1 breaks
  return response.status_code() == 200 ? response.body() : "";
}
