// Where nothing asks IMDS for a token, no request is a fallback from one.
#include <curl/curl.h>

#include <string>

struct Provider {
  std::string session_token;
  int fetch();
};

int Provider::fetch() {
  if (session_token.empty()) {
    CURL* h = curl_easy_init();
    curl_easy_setopt(h, CURLOPT_URL,
                     "http://169.254.169.254/latest/meta-data/iam/info");
    return curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
  }
  return 0;
}
