// The header depends on whether there is a token.
#include <curl/curl.h>
#include <string>

std::string put_token();

int id() {
  const std::string token = put_token();
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
