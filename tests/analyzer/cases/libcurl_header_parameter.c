// One wrapper, with the header as a parameter: NULL is v1, a list is v2.
#include <curl/curl.h>
#include <stdio.h>

static int fetch(const char *url, struct curl_slist *headers) {
  CURL *h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, url);
  if (headers)
    curl_easy_setopt(h, CURLOPT_HTTPHEADER, headers);
  return curl_easy_perform(h);
}

void both(const char *token) {
  char line[200];
  snprintf(line, sizeof line, "X-aws-ec2-metadata-token: %s", token);
  struct curl_slist *with = curl_slist_append(NULL, line);
  fetch("http://169.254.169.254/latest/meta-data/mac", NULL); // expect: libcurl.v1_get v1 breaks
  fetch("http://169.254.169.254/latest/meta-data/mac", with); // expect: request.v2_get v2 survives
}
