// Without a token the function gives up, so every GET carries one.
#include <curl/curl.h>
#include <string>

std::string put_token();

int id() {
  const std::string token = put_token();
  if (token.empty())
    return -1;
  CURL* h = curl_easy_init();
  curl_slist* list = curl_slist_append(
      nullptr, ("X-aws-ec2-metadata-token: " + token).c_str());
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(h, CURLOPT_URL,
                   "http://169.254.169.254/latest/meta-data/instance-id");
  return curl_easy_perform(h); // expect: request.v2_get v2 survives
}
