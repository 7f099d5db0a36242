// drogon: the client has the host, the request the path, a callback the answer.
#include <drogon/HttpClient.h>
#include <drogon/drogon.h>

void ask() {
  auto client = drogon::HttpClient::newHttpClient("http://169.254.169.254");
  auto request = drogon::HttpRequest::newHttpRequest();
  request->setMethod(drogon::Get);
  request->setPath("/latest/meta-data/instance-id");
  client->sendRequest( // expect: drogon.v1_get v1 breaks
      request, [](drogon::ReqResult result,
                  const drogon::HttpResponsePtr& response) {
        if (result == drogon::ReqResult::Ok)
          LOG_INFO << response->getBody();
      });
}
