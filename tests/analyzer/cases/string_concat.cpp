// Host and path are std::string constants, joined with operator+.
#include <curl/curl.h>
#include <string>

static const std::string kHost = "http://169.254.169.254";
static const std::string kBase = "/latest/meta-data/";

void get(const std::string& key) {
  const std::string url = kHost + kBase + key;
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, url.c_str());
  curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
}
