// The helper is of another file, and a macro of its own decides there.
// lexical: differs the token reader goes through every side of an #if
#include "token.h"

#include <curl/curl.h>

int ask(const char *token) {
  CURL *curl = curl_easy_init();
  struct curl_slist *list = curl_slist_append(NULL, "Accept: */*");
  add_token(&list, token);
  curl_easy_setopt(curl, CURLOPT_URL, "http://169.254.169.254/latest/user-data");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
  return curl_easy_perform(curl); // expect: request.v1_fallback v1-fallback depends
}
