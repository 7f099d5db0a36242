// A class keeps the host and path that it is given; who gives them asks.
#include <boost/asio.hpp>
#include <istream>
#include <string>

class HttpClient {
public:
  HttpClient(const std::string& server, const std::string& path)
      : server_(server), path_(path), answer_(&buffer_) {}
  std::istream& open();

private:
  std::string server_;
  std::string path_;
  boost::asio::io_context io_;
  boost::asio::ip::tcp::socket socket_{io_};
  boost::asio::streambuf buffer_;
  std::istream answer_;
};

std::istream& HttpClient::open() {
  boost::asio::streambuf request;
  std::ostream out(&request);
  out << "GET " << path_ << " HTTP/1.0\r\n";
  out << "Host: " << server_ << "\r\n\r\n";
  boost::asio::write(socket_, request.data());
  return answer_;
}

std::string role() {
  HttpClient client("169.254.169.254", "/latest/meta-data/iam/info");
  std::string answer;
  client.open() >> answer; // expect: raw_http.v1_get v1 breaks
  return answer;
}
