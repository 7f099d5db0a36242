// A regular expression takes the URL apart before it is sent.
// Headers are small objects that a stream operator stores.
#include "vendor/boost/beast/http.hpp"
#include <regex>
#include <string>

namespace beast = boost::beast::http;

namespace web {

const std::string kHost = "169.254.169.254";

class Address {
public:
  explicit Address(const std::string& text) {
    std::smatch parts;
    if (std::regex_match(text, parts, std::regex("([a-z]+)://([^/]+)(.*)"))) {
      host_ = parts[2];
      path_ = parts[3];
    }
  }
  const std::string& host() const { return host_; }
  const std::string& path() const { return path_; }

private:
  std::string host_, path_;
};

template <class Base>
class Message : public Base {
public:
  struct Header {
    Header(const std::string& n, const std::string& v) : name(n), value(v) {}
    std::string name, value;
  };
  explicit Message(const std::string& url) : address_(url) {}
  Message& operator<<(const Header& h) {
    this->set(h.name, h.value);
    return *this;
  }

private:
  Address address_;
};

typedef Message<beast::request<beast::string_body>> Request;
typedef beast::response<beast::string_body> Response;

class Session {
public:
  Response get(Request& r);
  Response put(Request& r);

private:
  Response send(Request& r);
  boost::asio::io_context io_;
};

Response Session::get(Request& r) {
  r.method(beast::verb::get);
  return send(r);
}

Response Session::put(Request& r) {
  r.method(beast::verb::put);
  return send(r);
}

Response Session::send(Request& r) {
  for (;;) {
    Response answer;
    beast::write(io_, r);
    beast::read(io_, answer);
    switch (answer.result()) {
    case beast::status::moved_permanently:
    case beast::status::found:
    case beast::status::see_other:
      if (answer["Location"].empty())
        throw std::runtime_error("Redirected to nowhere from " + kHost);
      break;
    default:
      return answer;
    }
  }
}

std::string token() {
  Request r("http://" + kHost + "/latest/api/token");
  r << Request::Header("X-aws-ec2-metadata-token-ttl-seconds", "60");
  Session s;
  Response answer = s.put(r);
  return answer.result_int() == 200 ? answer.body() : "";
}

} // namespace web

std::string instance_id() {
  auto token = web::token();
  web::Request r("http://" + web::kHost + "/latest/meta-data/instance-id");
  if (!token.empty())
    r << web::Request::Header("X-aws-ec2-metadata-token", token);
  web::Session s;
  return s.get(r).body(); // expect: request.v1_fallback v1-fallback survives
}
