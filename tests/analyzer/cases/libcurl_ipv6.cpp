// The IPv6 endpoint is the endpoint too.
#include <curl/curl.h>

void id() {
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL,
                   "http://[fd00:ec2::254]/latest/meta-data/instance-id");
  curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
}
