// The URL is written into a stream.
#include <curl/curl.h>
#include <sstream>

void get(const char* key) {
  std::ostringstream url;
  url << "http://" << "169.254.169.254" << "/latest/meta-data/" << key;
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, url.str().c_str());
  curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
}
