// The token is put into a member only where a switch says so, and sent elsewhere.
#include <httplib.h>
#include <string>

static std::string fetch_token() {
  httplib::Client imds("http://169.254.169.254");
  auto answer = imds.Put("/latest/api/token", {{"X-aws-ec2-metadata-token-ttl-seconds", "600"}}, "", "text/plain");
  return answer->body;
}

static std::string get(const char* path, const httplib::Headers& headers) {
  httplib::Client imds("http://169.254.169.254");
  return imds.Get(path, headers)->body;
}

class OffByDefault {
public:
  void prepare() {
    if (use_v2_)
      headers_.emplace("X-aws-ec2-metadata-token", fetch_token());
  }
  std::string role() {
    return get("/latest/meta-data/iam/security-credentials/", headers_); // expect: request.v1_fallback v1-fallback breaks
  }

private:
  bool use_v2_ = false;
  httplib::Headers headers_;
};

class OnByDefault {
public:
  void prepare() {
    if (use_v2_)
      headers_.emplace("X-aws-ec2-metadata-token", fetch_token());
  }
  std::string id() {
    return get("/latest/meta-data/instance-id", headers_); // expect: request.v1_fallback v1-fallback depends
  }

private:
  bool use_v2_ = true;
  httplib::Headers headers_;
};

class Asked {
public:
  void prepare() {
    if (use_v2_)
      token_ = fetch_token();
  }
  std::string zone() {
    httplib::Headers headers;
    if (!token_.empty())
      headers.emplace("X-aws-ec2-metadata-token", token_);
    return get("/latest/meta-data/placement/availability-zone", headers); // expect: request.v1_fallback v1-fallback breaks
  }

private:
  bool use_v2_ = false;
  std::string token_;
};

class Kept {
public:
  std::string type() {
    if (!have_token_) {
      token_ = fetch_token();
      have_token_ = true;
    }
    return get("/latest/meta-data/instance-type", {{"X-aws-ec2-metadata-token", token_}}); // expect: request.v2_get v2 survives
  }

private:
  bool have_token_ = false;
  std::string token_;
};
