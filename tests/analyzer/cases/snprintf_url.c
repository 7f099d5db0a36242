// The URL is printed into a buffer; its tail is unknown, its host is not.
#include <curl/curl.h>
#include <stdio.h>

void get(const char *key) {
  char url[256];
  snprintf(url, sizeof(url), "http://%s/latest/meta-data/%s",
           "169.254.169.254", key);
  CURL *h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, url);
  curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
}
