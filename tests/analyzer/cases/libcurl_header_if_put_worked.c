// The header is added only if the PUT worked: a fallback, which survives.
#include <curl/curl.h>
#include <string.h>

int fetch_token(char *token);

int zone(void) {
  char token[128];
  CURL *h = curl_easy_init();
  struct curl_slist *headers = NULL;
  if (fetch_token(token) == 0) {
    char line[256] = "X-aws-ec2-metadata-token: ";
    strcat(line, token);
    headers = curl_slist_append(headers, line);
  }
  curl_easy_setopt(
      h, CURLOPT_URL,
      "http://169.254.169.254/latest/meta-data/placement/availability-zone");
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, headers);
  return curl_easy_perform(h); // expect: request.v1_fallback v1-fallback survives
}
