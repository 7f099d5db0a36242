// A variable of the environment turns the token off.
#include <curl/curl.h>
#include <cstdlib>
#include <string>

std::string put_token();

int id() {
  CURL* h = curl_easy_init();
  curl_slist* list = nullptr;
  if (std::getenv("AGENT_IMDS_V1") == nullptr) {
    const std::string line = "X-aws-ec2-metadata-token: " + put_token();
    list = curl_slist_append(list, line.c_str());
  }
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(h, CURLOPT_URL,
                   "http://169.254.169.254/latest/meta-data/instance-id");
  return curl_easy_perform(h); // expect: request.v1_fallback v1-fallback depends
}
