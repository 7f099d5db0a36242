// Poco: a class has the session, PUT and GET are two of its methods.
// negative: poco.v1_get
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>
#include <string>

using namespace Poco::Net;

class Metadata {
public:
  Metadata() : session_("169.254.169.254", 80) {}

  void refresh() {
    HTTPRequest request(HTTPRequest::HTTP_PUT, "/latest/api/token",
                        HTTPMessage::HTTP_1_1);
    request.set("X-aws-ec2-metadata-token-ttl-seconds", "21600");
    session_.sendRequest(request);
    HTTPResponse response;
    Poco::StreamCopier::copyToString(session_.receiveResponse(response),
                                     token_);
  }

  std::string get(const std::string& path) {
    HTTPRequest request(HTTPRequest::HTTP_GET, "/latest/meta-data/" + path,
                        HTTPMessage::HTTP_1_1);
    request.set("X-aws-ec2-metadata-token", token_);
    session_.sendRequest(request); // expect: request.v2_get v2 survives
    HTTPResponse response;
    std::string body;
    Poco::StreamCopier::copyToString(session_.receiveResponse(response), body);
    return body;
  }

private:
  HTTPClientSession session_;
  std::string token_;
};
