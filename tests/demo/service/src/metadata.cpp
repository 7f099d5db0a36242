// SPDX-License-Identifier: Apache-2.0
#include "metadata.h"

namespace sample {
namespace {

const std::string kHost = "http://169.254.169.254";
const std::string kMetadata = kHost + "/latest/meta-data/";

std::string token() {
  return http("PUT", kHost + "/latest/api/token",
              {{"X-aws-ec2-metadata-token-ttl-seconds", "300"}});
}

} // namespace

std::string role_name() {
  return http("GET", kMetadata + "iam/security-credentials/");
}

std::string region() {
  Headers headers;
  std::string secret = token();
  if (!secret.empty())
    headers["X-aws-ec2-metadata-token"] = secret;
  return http("GET", kMetadata + "placement/region", headers);
}

std::string instance_id() {
  std::string secret = token();
  if (secret.empty())
    return "";
  return http("GET", kMetadata + "instance-id",
              {{"X-aws-ec2-metadata-token", secret}});
}

} // namespace sample
