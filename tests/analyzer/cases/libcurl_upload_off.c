// A handle that a PUT left in upload mode is put back to GET with an option.
// negative: libcurl.v1_get
#include <curl/curl.h>
#include <stdio.h>

static size_t keep(char *data, size_t size, size_t n, void *to) {
  return snprintf(to, 128, "%.*s", (int)(size * n), data), size * n;
}

int role(void) {
  char token[128] = "", line[256];
  CURL *h = curl_easy_init();
  struct curl_slist *list = NULL;
  list = curl_slist_append(list, "X-aws-ec2-metadata-token-ttl-seconds: 60");
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/api/token");
  curl_easy_setopt(h, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(h, CURLOPT_INFILESIZE, 0L);
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(h, CURLOPT_WRITEDATA, token);
  if (curl_easy_perform(h) != CURLE_OK)
    return -1;
  snprintf(line, sizeof line, "X-aws-ec2-metadata-token: %s", token);
  list = curl_slist_append(NULL, line);
  curl_easy_setopt(h, CURLOPT_URL,
                   "http://169.254.169.254/latest/meta-data/iam/info");
  curl_easy_setopt(h, CURLOPT_UPLOAD, 0L);
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, list);
  return curl_easy_perform(h); // expect: request.v2_get v2 survives
}
