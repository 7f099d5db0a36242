// A URL that is made of the address and gets another cloud's path afterwards is no request to EC2, nor do other users of the class ask for it.
// negative: request.v1_get
#include <algorithm>
#include <memory>
#include <string>

class Url {
  std::string host_;
  std::string path_;

public:
  explicit Url(const std::string& url) {
    auto at = url.cbegin();
    auto end = std::find(at, url.cend(), '/');
    host_ = std::string(at, end);
    path_ = std::string(end, url.cend());
  }
  void SetPath(const std::string& path) { path_ = path; }
  std::string Absolute() const { return host_ + "/" + path_; }
};

class Request {
  Url url_;

public:
  explicit Request(Url url) : url_(std::move(url)) {}
  Url& GetUrl() { return url_; }
};

class Pipeline {
public:
  void Send(Request& request);
};

class Identity {
  Request request_;
  Pipeline pipeline_;

public:
  explicit Identity(const Url& url) : request_(url) {}
  static std::unique_ptr<Identity> Create() {
    Url url{"http://169.254.169.254"};
    url.SetPath("metadata/identity/oauth2/token");
    return std::unique_ptr<Identity>(new Identity(url));
  }
  void GetToken() { pipeline_.Send(request_); }
};

class Settings {
  Url url_;
  Pipeline pipeline_;

public:
  explicit Settings(const std::string& endpoint) : url_(endpoint) {}
  void GetKeys() {
    Url url = url_;
    url.SetPath("keys");
    Request request(url);
    pipeline_.Send(request);
  }
};
