// A function that gives a request of an unseen class back has made it, whatever its name says; who hands it on sends it with the token.
// negative: request.v1_get
#include "acme/http.h"
#include <string>

static acme::Client::Request metadataRequest(const std::string& path,
                                             acme::Client::Method method) {
  acme::Client::Request request;
  request.url.assign("http://169.254.169.254");
  request.url.append(path);
  request.method = method;
  return request;
}

acme::Client::Request tokenRequest() {
  acme::Client::Request request =
      metadataRequest("/latest/api/token", acme::Client::Method::put);
  request.headers.push_back({"X-aws-ec2-metadata-token-ttl-seconds", "60"});
  return request;
}

acme::Client::Request getRequest(const std::string& path,
                                 const std::string& token) {
  acme::Client::Request request =
      metadataRequest(path, acme::Client::Method::get);
  request.headers.push_back({"X-aws-ec2-metadata-token", token});
  return request;
}

std::string instance(acme::Client& client) {
  acme::Client::Result token = client.send(tokenRequest());
  acme::Client::Result id = client.send( // expect: request.v2_get v2 survives
      getRequest("/latest/meta-data/instance-id", token.body));
  return id.body;
}
