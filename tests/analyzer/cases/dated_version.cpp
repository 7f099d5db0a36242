// Dated versions of the tree are IMDS as much as /latest is.
#include <curl/curl.h>

void get() {
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL,
                   "http://169.254.169.254/2018-09-24/meta-data/instance-id");
  curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
}
