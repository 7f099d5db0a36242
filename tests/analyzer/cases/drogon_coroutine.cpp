// drogon: two requests in a coroutine.
// negative: drogon.v1_get
#include <drogon/drogon.h>
using namespace drogon;

Task<std::string> id() {
  auto client = HttpClient::newHttpClient("http://169.254.169.254");
  auto put = HttpRequest::newHttpRequest();
  put->setMethod(drogon::Put);
  put->setPath("/latest/api/token");
  put->addHeader("X-aws-ec2-metadata-token-ttl-seconds", "21600");
  auto answer = co_await client->sendRequestCoro(put);
  auto get = HttpRequest::newHttpRequest();
  get->setMethod(drogon::Get);
  get->setPath("/latest/meta-data/instance-id");
  get->addHeader("X-aws-ec2-metadata-token", std::string(answer->getBody()));
  auto id = co_await client->sendRequestCoro(get); // expect: request.v2_get v2 survives
  co_return std::string(id->getBody());
}
