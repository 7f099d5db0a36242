// The plain GET comes first; only a 401 makes it ask for a token.
#include <curl/curl.h>
#include <string>

std::string put_token();

long get(const char* url, curl_slist* list) {
  CURL* h = curl_easy_init();
  long status = 0;
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(h, CURLOPT_URL, url);
  curl_easy_perform(h);
  curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

long probe() {
  const char* url = "http://169.254.169.254/latest/meta-data/";
  long status = get(url, nullptr); // expect: request.v1_fallback v1-fallback survives
  if (status == 401) {
    const std::string line = "X-aws-ec2-metadata-token: " + put_token();
    status = get(url, curl_slist_append(nullptr, line.c_str())); // expect: request.v2_get v2 survives
  }
  return status;
}
