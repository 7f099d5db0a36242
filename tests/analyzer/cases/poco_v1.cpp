// Poco: the session has the host, the request verb and path.
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>

void get() {
  Poco::Net::HTTPClientSession session("169.254.169.254", 80);
  Poco::Net::HTTPRequest request(Poco::Net::HTTPRequest::HTTP_GET,
                                 "/latest/meta-data/instance-id");
  session.sendRequest(request); // expect: poco.v1_get v1 breaks
}
