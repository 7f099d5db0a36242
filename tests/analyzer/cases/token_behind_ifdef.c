// A header that only some builds add: who builds it decides.
// lexical: differs the token reader goes through every side of an #if
#include <curl/curl.h>
#include <stdio.h>

int ask(const char *token) {
  CURL *curl = curl_easy_init();
  struct curl_slist *list = NULL;
  char line[300];
#ifdef HAVE_IMDSV2
  snprintf(line, sizeof line, "X-aws-ec2-metadata-token: %s", token);
  list = curl_slist_append(list, line);
#endif
  curl_easy_setopt(curl, CURLOPT_URL,
                   "http://169.254.169.254/latest/meta-data/iam/info");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
  return curl_easy_perform(curl); // expect: request.v1_fallback v1-fallback depends
}
