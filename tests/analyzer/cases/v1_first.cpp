// The token is asked for only after the plain GET was refused.
#include <curl/curl.h>
#include <string>

std::string put_token();

long get(const std::string& token) {
  CURL* h = curl_easy_init();
  long status = 0;
  curl_slist* list = nullptr;
  if (!token.empty())
    list = curl_slist_append(list,
                             ("X-aws-ec2-metadata-token: " + token).c_str());
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/meta-data/");
  curl_easy_perform(h); // expect: request.v1_fallback v1-fallback survives
  curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

long probe() {
  long status = get("");
  if (status == 401)
    status = get(put_token());
  return status;
}
