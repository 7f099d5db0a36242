// Without a library's headers ::boost::beast::http::write is still its call.
#include <boost/beast/http.hpp>

class Client {
public:
  template <class Request> int send(const Request& request);

private:
  ::boost::beast::tcp_stream* stream_;
};

template <class Request> int Client::send(const Request& request) {
  ::boost::system::error_code failed;
  ::boost::beast::http::write(*stream_, request, failed);
  return failed ? 1 : 0;
}

int region(Client* client) {
  namespace http = boost::beast::http;
  http::request<http::empty_body> get{
      http::verb::get, "/latest/dynamic/instance-identity/document", 11};
  return client->send(get); // expect: beast.v1_get v1 breaks
}
