// The URL is set in parts with the URL API.
#include <curl/curl.h>

void parts(void) {
  CURL *h = curl_easy_init();
  CURLU *u = curl_url();
  curl_url_set(u, CURLUPART_SCHEME, "http", 0);
  curl_url_set(u, CURLUPART_HOST, "169.254.169.254", 0);
  curl_url_set(u, CURLUPART_PATH, "/latest/dynamic/instance-identity/document",
               0);
  curl_easy_setopt(h, CURLOPT_CURLU, u);
  curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
}
