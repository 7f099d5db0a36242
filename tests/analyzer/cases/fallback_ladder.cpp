// The same URL again without headers where the first answer was bad.
#include <curl/curl.h>
#include <string>

long get(const char* url, curl_slist* headers) {
  CURL* h = curl_easy_init();
  long status = 0;
  curl_easy_setopt(h, CURLOPT_URL, url);
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, headers);
  curl_easy_perform(h);
  curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

long region(const std::string& token) {
  const char* url =
      "http://169.254.169.254/latest/meta-data/placement/region";
  const std::string line = "X-aws-ec2-metadata-token: " + token;
  long status = get(url, curl_slist_append(nullptr, line.c_str())); // expect: request.v2_get v2 survives
  if (status == 403 || status == 404 || status == 405)
    status = get(url, nullptr); // expect: request.v1_fallback v1-fallback survives
  return status;
}
