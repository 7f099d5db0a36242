// A token that is fetched and never sent does not make the GET v2.
#include <curl/curl.h>
#include <string>

std::string put_token() {
  CURL* h = curl_easy_init();
  curl_slist* ttl =
      curl_slist_append(nullptr, "X-aws-ec2-metadata-token-ttl-seconds: 60");
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/api/token");
  curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, "PUT");
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, ttl);
  curl_easy_perform(h);
  return "kept elsewhere";
}

void id() {
  std::string token = put_token();
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL,
                   "http://169.254.169.254/latest/meta-data/instance-id");
  curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
}
