// Poco: a failed PUT is caught, and the request goes out without the header.
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>
#include <string>

using namespace Poco::Net;

std::string instance_id() {
  HTTPClientSession session("169.254.169.254", 80);
  std::string token, id;
  try {
    HTTPRequest put(HTTPRequest::HTTP_PUT, "/latest/api/token", HTTPMessage::HTTP_1_1);
    put.set("X-aws-ec2-metadata-token-ttl-seconds", "60");
    session.sendRequest(put);
    HTTPResponse response;
    Poco::StreamCopier::copyToString(session.receiveResponse(response), token);
  } catch (const Poco::Exception &) {
  }
  HTTPRequest get(HTTPRequest::HTTP_GET, "/latest/meta-data/instance-id", HTTPMessage::HTTP_1_1);
  if (!token.empty())
    get.set("X-aws-ec2-metadata-token", token);
  session.sendRequest(get); // expect: request.v1_fallback v1-fallback survives
  HTTPResponse response;
  Poco::StreamCopier::copyToString(session.receiveResponse(response), id);
  return id;
}
