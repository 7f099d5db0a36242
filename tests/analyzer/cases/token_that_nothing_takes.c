// A token is asked for and nothing is known to send it: what it is for was lost, so its URL explains nothing.
// unexplained: 2
#include <curl/curl.h>

#define IMDS "http://169.254.169.254/latest"

static size_t keep(char* data, size_t size, size_t count, void* to);
extern void later(const char* where, const char* key); /* keeps it in a file */

int ask_for_token(char* token) {
  CURL* curl = curl_easy_init();
  struct curl_slist* list =
      curl_slist_append(NULL, "X-aws-ec2-metadata-token-ttl-seconds: 60");
  curl_easy_setopt(curl, CURLOPT_URL, IMDS "/api/token");
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, "PUT");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, token);
  return curl_easy_perform(curl) == CURLE_OK;
}

void plan(const char* key) { later(IMDS, key); }
