// A curl wrapper that is not there, with the headers as an argument.
#include "util/curl_util.h"
#include <string>

namespace cloud {

Status Instance::Fetch(const std::string &url, std::vector<std::string> headers, std::string *out) const {
  EasyCurl curl;
  faststring resp;
  curl.set_timeout(MonoDelta::FromMilliseconds(1000));
  RETURN_NOT_OK(curl.FetchURL(url, &resp, headers));
  *out = resp.ToString();
  return Status::OK();
}

Status Aws::GetId(std::string *id) const {
  return Fetch("http://169.254.169.254/latest/meta-data/instance-id", {}, id); // expect: request.v1_get v1 breaks
}

Status Gce::GetId(std::string *id) const {
  return Fetch("http://metadata.google.internal/computeMetadata/v1/instance/id", {"Metadata-Flavor:Google"}, id);
}

} // namespace cloud
