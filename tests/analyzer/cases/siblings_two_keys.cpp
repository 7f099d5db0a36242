// Two siblings ask IMDS for different things through one base, one with headers.
#include "http.h"
#include <string>
#include <vector>

class Probe {
public:
  virtual ~Probe() = default;
  std::string run() {
    Http http;
    return http.get(path(), headers());
  }

protected:
  virtual std::string path() const = 0;
  virtual std::vector<std::string> headers() const { return {}; }
};

class IdProbe : public Probe {
  std::string path() const override { return "http://169.254.169.254/latest/meta-data/instance-id"; } // expect: request.v1_get v1 breaks
};

class RoleProbe : public Probe {
public:
  explicit RoleProbe(std::string token) : token_(std::move(token)) {}

private:
  std::string path() const override { return "http://169.254.169.254/latest/meta-data/iam/info"; } // expect: request.v2_get v2 survives
  std::vector<std::string> headers() const override { return {"X-aws-ec2-metadata-token: " + token_}; }
  std::string token_;
};

class Gce : public Probe {
  std::string path() const override { return "http://169.254.169.254/computeMetadata/v1/instance/id"; }
  std::vector<std::string> headers() const override { return {"Metadata-Flavor: Google"}; }
};
