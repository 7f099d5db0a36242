// The VPC's name for the endpoint, as a URL's host.
#include <curl/curl.h>

void get() {
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, "http://instance-data/latest/meta-data/");
  curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
}
