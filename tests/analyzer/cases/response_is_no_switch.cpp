// Whether a token came is asked of its response; nobody chooses by that.
#include <curl/curl.h>
#include <string>

struct TokenResponse {
  bool ok;
  std::string body;
};

int id(const TokenResponse& response) {
  CURL* h = curl_easy_init();
  curl_slist* list = nullptr;
  if (response.ok) {
    const std::string line = "X-aws-ec2-metadata-token: " + response.body;
    list = curl_slist_append(list, line.c_str());
  }
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(h, CURLOPT_URL,
                   "http://169.254.169.254/latest/meta-data/instance-id");
  return curl_easy_perform(h); // expect: request.v1_fallback v1-fallback survives
}
