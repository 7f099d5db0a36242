// A table of options holds the address of the flag that turns the token off.
#include <curl/curl.h>
#include <getopt.h>
#include <stddef.h>

static int plain = 0;

static const struct option kOptions[] = {
    {"imdsv1", no_argument, &plain, 1},
    {NULL, 0, NULL, 0},
};

int read_options(int count, char** words) {
  return getopt_long(count, words, "", kOptions, NULL);
}

void ask(CURL* curl, const char* token) {
  char line[300];
  struct curl_slist* headers = NULL;
  if (!plain) {
    snprintf(line, sizeof line, "X-aws-ec2-metadata-token: %s", token);
    headers = curl_slist_append(headers, line);
  }
  curl_easy_setopt(curl, CURLOPT_URL, "http://169.254.169.254/latest/user-data");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_perform(curl); // expect: request.v1_fallback v1-fallback depends
}
