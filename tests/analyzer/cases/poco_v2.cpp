// Poco: the token is set on the request.
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <string>

void get(const std::string& token) {
  Poco::Net::HTTPClientSession session("169.254.169.254", 80);
  Poco::Net::HTTPRequest request(Poco::Net::HTTPRequest::HTTP_GET,
                                 "/latest/meta-data/instance-id");
  request.set("X-aws-ec2-metadata-token", token);
  session.sendRequest(request); // expect: request.v2_get v2 survives
}
