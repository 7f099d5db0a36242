// A GET with only the ttl header carries no token.
#include <curl/curl.h>

void id(void) {
  CURL *h = curl_easy_init();
  struct curl_slist *list = NULL;
  list = curl_slist_append(list, "X-aws-ec2-metadata-token-ttl-seconds: 21600");
  curl_easy_setopt(h, CURLOPT_URL,
                   "http://169.254.169.254/latest/meta-data/instance-id");
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, list);
  curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
}
