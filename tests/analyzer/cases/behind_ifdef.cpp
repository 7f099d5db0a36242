// Code behind a feature macro that nobody defines here is code all the same.
#include <curl/curl.h>

void get() {
#ifdef WITH_AWS
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/meta-data/");
  curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
#endif
}
