// A handle that a multi handle takes is sent.
#include <curl/curl.h>

void start(CURLM *multi) {
  CURL *h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/meta-data/");
  curl_multi_add_handle(multi, h); // expect: libcurl.v1_get v1 breaks
}
