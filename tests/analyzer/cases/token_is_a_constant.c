// A constant in the token's place is refused whatever HttpTokens says.
#include <curl/curl.h>

int on_ec2(void) {
  CURL* h = curl_easy_init();
  struct curl_slist* headers =
      curl_slist_append(NULL, "X-aws-ec2-metadata-token: required");
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/user-data");
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, headers);
  return curl_easy_perform(h); // expect: request.review review depends
}
