// Joined paths: a verb that one sets, a header that one lacks, stay possible.
#include <curl/curl.h>
#include <stdlib.h>

static char token[256];

static size_t keep(char* data, size_t size, size_t n, void* out) {
  (void)out;
  (void)data;
  return size * n;
}

static int fetch_token(CURL* curl) {
  struct curl_slist* list = curl_slist_append(
      NULL, "X-aws-ec2-metadata-token-ttl-seconds: 60");
  curl_easy_setopt(curl, CURLOPT_URL, "http://169.254.169.254/latest/api/token");
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, "PUT");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, token);
  return curl_easy_perform(curl) == CURLE_OK;
}

int fetch_role(int post, int trace, int gzip, int quiet, int slow, int old) {
  CURL* curl = curl_easy_init();
  struct curl_slist* list = NULL;
  char line[300] = "X-aws-ec2-metadata-token: ";
  if (fetch_token(curl))
    list = curl_slist_append(list, strcat(line, token));
  curl_easy_reset(curl);
  curl_easy_setopt(curl, CURLOPT_URL,
                   "http://169.254.169.254/latest/meta-data/iam/info");
  if (post)
    curl_easy_setopt(curl, CURLOPT_POST, 1L);
  if (trace)
    list = curl_slist_append(list, "X-Trace: 1");
  if (gzip)
    list = curl_slist_append(list, "Accept-Encoding: gzip");
  if (quiet)
    list = curl_slist_append(list, "X-Quiet: 1");
  if (slow)
    list = curl_slist_append(list, "X-Slow: 1");
  if (old)
    list = curl_slist_append(list, "X-Old: 1");
  if (list)
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
  return (int)curl_easy_perform(curl); // expect: request.v1_fallback v1-fallback survives
}
