// Falls back for any failure, unless a member forbids it.
#include <curl/curl.h>
#include <string>

struct Config {
  bool disable_v1_fallback = false;
};

std::string put_token();

int id(const Config& config) {
  const std::string token = put_token();
  if (token.empty() && config.disable_v1_fallback)
    return -1;
  CURL* h = curl_easy_init();
  curl_slist* list = nullptr;
  if (!token.empty())
    list = curl_slist_append(list,
                             ("X-aws-ec2-metadata-token: " + token).c_str());
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(h, CURLOPT_URL,
                   "http://169.254.169.254/latest/meta-data/instance-id");
  return curl_easy_perform(h); // expect: request.v1_fallback v1-fallback survives
}
