// Alibaba's roles lie in a tree of their own below a path that looks like EC2's: the path alone, host apart, is no request to EC2.
// negative: request.v1_get
#include "acme/http.h"
#include <string>

static const std::string kHost = "100.100.100.200";
static const std::string kRoles = "/latest/meta-data/ram/security-credentials/";

class RoleProvider {
  std::string role_;

public:
  std::string fetch(const std::string& host, const std::string& path) {
    acme::Url url;
    url.setHost(host);
    url.setPath(path + role_);
    acme::HttpRequest request;
    request.setUrl(url);
    return acme::Client().makeRequest(request).body();
  }
  std::string credentials() { return fetch(kHost, kRoles); }
};
