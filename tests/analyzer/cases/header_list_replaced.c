// The second list takes the place of the first, which had the token.
#include <curl/curl.h>
#include <stdio.h>

void read(void) {
  char token[256] = "", line[320];
  CURL* handle = curl_easy_init();
  struct curl_slist* ttl =
      curl_slist_append(NULL, "X-aws-ec2-metadata-token-ttl-seconds: 60");
  curl_easy_setopt(handle, CURLOPT_URL,
                   "http://169.254.169.254/latest/api/token");
  curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, "PUT");
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, ttl);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, token);
  curl_easy_perform(handle);
  snprintf(line, sizeof line, "X-aws-ec2-metadata-token: %s", token);
  struct curl_slist* first = curl_slist_append(NULL, line);
  curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, "GET");
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, first);
  curl_easy_setopt(handle, CURLOPT_URL,
                   "http://169.254.169.254/latest/meta-data/instance-id");
  curl_easy_perform(handle); // expect: request.v2_get v2 survives
  struct curl_slist* second = curl_slist_append(NULL, "Accept: text/plain");
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, second);
  curl_easy_setopt(handle, CURLOPT_URL,
                   "http://169.254.169.254/latest/meta-data/mac");
  curl_easy_perform(handle); // expect: libcurl.v1_get v1 breaks
}
