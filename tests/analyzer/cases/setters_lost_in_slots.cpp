// A message whose class is known, though not where it puts what its setters get.
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

class Headers {
public:
  static std::unique_ptr<Headers> create();
  void setHost(std::string_view value) { slot(host_, ":authority").assign(value.data(), value.size()); }
  void setPath(std::string_view value) { slot(path_, ":path").assign(value.data(), value.size()); }
  void setCopy(std::string_view key, std::string_view value) {
    remove(key);
    addCopy(key, value);
  }
  void addCopy(std::string_view key, std::string_view value);

private:
  void remove(std::string_view key);
  std::string &slot(int &at, const char *name);
  int host_ = 0, path_ = 0;
};

class Message {
public:
  Message() : headers_(Headers::create()) {}
  Headers &headers() { return *headers_; }

private:
  std::unique_ptr<Headers> headers_;
};

class Provider {
public:
  using Fetcher = std::function<std::optional<std::string>(Message &)>;
  explicit Provider(Fetcher fetcher) : metadata_fetcher_(fetcher) {}

  void refresh() {
    Message put;
    put.headers().setHost("169.254.169.254:80");
    put.headers().setPath("/latest/api/token");
    put.headers().setCopy("X-aws-ec2-metadata-token-ttl-seconds", "60");
    auto token = metadata_fetcher_(put);
    role(token ? *token : "");
  }

private:
  void role(const std::string &token) {
    Message message;
    message.headers().setHost("169.254.169.254:80");
    message.headers().setPath("/latest/meta-data/iam/security-credentials");
    if (!token.empty())
      message.headers().setCopy("X-aws-ec2-metadata-token", token);
    metadata_fetcher_(message); // expect: request.v1_fallback v1-fallback survives
  }

  Fetcher metadata_fetcher_;
};
