// drogon: coroutines, the token is a header of the second request.
// negative: drogon.v1_get
#include <drogon/HttpClient.h>
#include <drogon/drogon.h>

drogon::Task<std::string> instance_id() {
  auto client = drogon::HttpClient::newHttpClient("http://169.254.169.254");
  auto put = drogon::HttpRequest::newHttpRequest();
  put->setMethod(drogon::Put);
  put->setPath("/latest/api/token");
  put->addHeader("X-aws-ec2-metadata-token-ttl-seconds", "21600");
  auto token = co_await client->sendRequestCoro(put);

  auto get = drogon::HttpRequest::newHttpRequest();
  get->setMethod(drogon::Get);
  get->setPath("/latest/meta-data/instance-id");
  get->addHeader("X-aws-ec2-metadata-token", std::string(token->getBody()));
  auto answer = co_await client->sendRequestCoro(get); // expect: request.v2_get v2 survives
  co_return std::string(answer->getBody());
}
