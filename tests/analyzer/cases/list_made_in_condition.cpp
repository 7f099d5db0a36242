// The list's entry is allocated within a condition, and being out of memory is no way to ask.
#include <curl/curl.h>
#include <stdlib.h>
#include <string>
#include <string.h>

static struct curl_slist* put(struct curl_slist* list, const char* line) {
  struct curl_slist* item;
  if (NULL == (item = (struct curl_slist*)malloc(sizeof(*item))))
    return list;
  item->data = strdup(line);
  item->next = list;
  return item;
}

std::string fetch_token(CURL* curl);

int ask(CURL* curl) {
  std::string line = "X-aws-ec2-metadata-token: " + fetch_token(curl);
  struct curl_slist* headers = put(NULL, line.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_URL, "http://169.254.169.254/latest/meta-data/ami-id");
  return curl_easy_perform(curl); // expect: request.v2_get v2 survives
}
