// Whether a token comes is asked, and what follows where one does carries none.
#include <curl/curl.h>
#include <string>

size_t keep(char* data, size_t size, size_t n, void* to);

static std::string fetch_token() {
  std::string body;
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "http://169.254.169.254/latest/api/token");
  curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, "PUT");
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &body);
  curl_easy_perform(handle);
  return body;
}

bool v2_works() { return !fetch_token().empty(); }

int instance_id() {
  if (!v2_works())
    return -1;
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL,
                   "http://169.254.169.254/latest/meta-data/instance-id");
  return curl_easy_perform(handle); // expect: libcurl.v1_get v1 breaks
}
