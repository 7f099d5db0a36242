// A loop that only counts tries again; one whose counter chooses is walked whole.
#include <cstdio>
#include <curl/curl.h>
#include <string>

static const char *const kPaths[] = {
    "http://169.254.169.254/latest/meta-data/instance-id",
    "http://169.254.169.254/latest/meta-data/hostname",
    "http://169.254.169.254/latest/user-data"};

std::string put_token();
void sleep_ms(int);

bool with_token(CURL *curl, const std::string &token) {
  for (int attempt = 0; attempt < 5; ++attempt) {
    std::string line = "X-aws-ec2-metadata-token: " + token;
    curl_slist *list = curl_slist_append(nullptr, line.c_str());
    curl_easy_setopt(curl, CURLOPT_URL, kPaths[0]);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
    if (curl_easy_perform(curl) == CURLE_OK) // expect: request.v2_get v2 survives
      return true;
    std::fprintf(stderr, "try %d failed\n", attempt);
    sleep_ms(100);
  }
  return false;
}

void all_paths(CURL *curl) {
  for (int i = 0; i < 3; ++i) {
    curl_easy_setopt(curl, CURLOPT_URL, kPaths[i]);
    curl_easy_perform(curl); // expect: libcurl.v1_get v1 breaks
  }
}
