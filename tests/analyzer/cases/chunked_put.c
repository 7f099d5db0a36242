// UPLOAD without a size sends a chunked PUT, which IMDS refuses.
// The token never comes, and the GET goes out without it.
#include <curl/curl.h>
#include <stdio.h>

int id(void) {
  char token[128] = "";
  char line[200];
  CURL *h = curl_easy_init();
  struct curl_slist *list =
      curl_slist_append(NULL, "X-aws-ec2-metadata-token-ttl-seconds: 60");
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/api/token");
  curl_easy_setopt(h, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(h, CURLOPT_WRITEDATA, token);
  int rc = curl_easy_perform(h);
  curl_easy_reset(h);
  list = NULL;
  if (rc == 0 && token[0]) {
    snprintf(line, sizeof line, "X-aws-ec2-metadata-token: %s", token);
    list = curl_slist_append(NULL, line);
  }
  curl_easy_setopt(h, CURLOPT_URL,
                   "http://169.254.169.254/latest/meta-data/instance-id");
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, list);
  return curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
}
