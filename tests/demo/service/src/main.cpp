// SPDX-License-Identifier: Apache-2.0
#include "metadata.h"

#include <cstdio>
#include <string>

// Azure answers at the same address; this request is none of EC2's business.
static bool on_azure() {
  return !sample::http("GET",
                       "http://169.254.169.254/metadata/instance"
                       "?api-version=2021-02-01",
                       {{"Metadata", "true"}})
              .empty();
}

static std::string hostname() {
  char name[256] = "";
  FILE* pipe =
      popen("curl -s http://169.254.169.254/latest/meta-data/hostname", "r");
  if (pipe != nullptr && std::fgets(name, sizeof name, pipe) == nullptr)
    name[0] = '\0';
  if (pipe != nullptr)
    pclose(pipe);
  return name;
}

int main() {
  if (on_azure())
    return 0;
  std::printf("%s %s %s %s\n", sample::instance_id().c_str(),
              sample::region().c_str(), sample::role_name().c_str(),
              hostname().c_str());
  return 0;
}
