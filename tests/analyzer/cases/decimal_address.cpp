// The address as one decimal number is the same address.
#include <curl/curl.h>

void get() {
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, "http://2852039166/latest/meta-data/");
  curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
}
