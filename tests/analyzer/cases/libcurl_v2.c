// A GET that carries the token of a PUT on every path is v2.
// negative: libcurl.v1_get
#include <curl/curl.h>
#include <stdio.h>

static size_t keep(char *data, size_t size, size_t n, void *to) {
  return snprintf(to, 128, "%.*s", (int)(size * n), data), size * n;
}

int id(void) {
  char token[128] = "";
  char line[256];
  CURL *h = curl_easy_init();
  struct curl_slist *ttl = NULL, *with = NULL;
  ttl = curl_slist_append(ttl, "X-aws-ec2-metadata-token-ttl-seconds: 60");
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/api/token");
  curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, "PUT");
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, ttl);
  curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(h, CURLOPT_WRITEDATA, token);
  if (curl_easy_perform(h) != CURLE_OK)
    return -1;
  curl_easy_reset(h);
  snprintf(line, sizeof line, "X-aws-ec2-metadata-token: %s", token);
  with = curl_slist_append(with, line);
  curl_easy_setopt(h, CURLOPT_URL,
                   "http://169.254.169.254/latest/meta-data/instance-id");
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, with);
  return curl_easy_perform(h); // expect: request.v2_get v2 survives
}
