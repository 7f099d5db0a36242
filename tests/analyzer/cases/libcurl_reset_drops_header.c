// curl_easy_reset drops the token header, so the second request lacks it.
#include <curl/curl.h>

void both(struct curl_slist *ignored, const char *token) {
  char line[128];
  CURL *h = curl_easy_init();
  struct curl_slist *with = NULL;
  snprintf(line, sizeof line, "X-aws-ec2-metadata-token: %s", token);
  with = curl_slist_append(with, line);
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, with);
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/user-data");
  curl_easy_perform(h); // expect: request.v2_get v2 survives
  curl_easy_reset(h);
  curl_easy_setopt(h, CURLOPT_URL,
                   "http://169.254.169.254/latest/meta-data/local-ipv4");
  curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
}
