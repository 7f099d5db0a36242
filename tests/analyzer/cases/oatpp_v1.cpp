// oatpp: a provider of connections knows the host, the executor asks.
#include "oatpp/network/tcp/client/ConnectionProvider.hpp"
#include "oatpp/web/client/HttpRequestExecutor.hpp"

oatpp::String instance_id() {
  auto provider = oatpp::network::tcp::client::ConnectionProvider::createShared(
      {"169.254.169.254", 80, oatpp::network::Address::IP_4});
  auto executor =
      oatpp::web::client::HttpRequestExecutor::createShared(provider);
  auto response =
      executor->executeOnce("GET", "/latest/meta-data/instance-id", // expect: oatpp.v1_get v1 breaks
                            oatpp::web::client::HttpRequestExecutor::Headers({}),
                            nullptr, nullptr);
  return response->readBodyToString();
}
