// The token comes out of a stream whose class Clang does not know.
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/StreamCopier.h>

using Poco::Net::HTTPRequest;

void zone(const std::string& path) {
  Poco::Net::HTTPClientSession session("169.254.169.254", 80);
  HTTPRequest put(HTTPRequest::HTTP_PUT, "/latest/api/token");
  put.set("X-aws-ec2-metadata-token-ttl-seconds", "21600");
  session.sendRequest(put);
  Poco::Net::HTTPResponse response;
  std::istream& in = session.receiveResponse(response);
  std::string token;
  Poco::StreamCopier::copyToString(in, token);
  HTTPRequest get(HTTPRequest::HTTP_GET, path);
  get.set("X-aws-ec2-metadata-token", token);
  session.sendRequest(get);
}

void start() {
  zone("/latest/meta-data/placement/availability-zone"); // expect: request.v2_get v2 survives
}
