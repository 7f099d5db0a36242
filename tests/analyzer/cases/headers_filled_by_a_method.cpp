// A map of headers is a member: one method fills it, another sends it.
#include <httplib.h>
#include <string>

static std::string fetch_token() {
  httplib::Client imds("http://169.254.169.254");
  auto answer = imds.Put("/latest/api/token", {{"X-aws-ec2-metadata-token-ttl-seconds", "600"}}, "", "text/plain");
  return answer->body;
}

class Called {
public:
  std::string role() {
    prepare();
    httplib::Client imds("http://169.254.169.254");
    return imds.Get("/latest/meta-data/iam/security-credentials/", headers_)->body; // expect: request.v2_get v2 survives
  }

private:
  void prepare() { headers_.emplace("X-aws-ec2-metadata-token", fetch_token()); }
  httplib::Headers headers_;
};

class Constructed {
public:
  Constructed() { headers_["X-aws-ec2-metadata-token"] = fetch_token(); }
  std::string id() {
    httplib::Client imds("http://169.254.169.254");
    return imds.Get("/latest/meta-data/instance-id", headers_)->body; // expect: request.v2_get v2 survives
  }

private:
  httplib::Headers headers_;
};

class Any {
public:
  void header(const std::string& name, const std::string& value) { headers_.emplace(name, value); }
  std::string get(const std::string& path) {
    httplib::Client imds("http://169.254.169.254");
    return imds.Get(path, headers_)->body;
  }

private:
  httplib::Headers headers_;
};

std::string zone_and_type() {
  Any with;
  with.header("X-aws-ec2-metadata-token", fetch_token());
  Any without;
  return with.get("/latest/meta-data/placement/availability-zone") + // expect: request.v2_get v2 survives
         without.get("/latest/meta-data/instance-type"); // expect: cpp_httplib.v1_get v1 breaks
}
