// What only a test sets says nothing of the program.
// negative: libcurl.v1_get
#include "agent.h"

#include <curl/curl.h>

std::string Agent::url_;

int Agent::refresh() {
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, url_.c_str());
  return curl_easy_perform(h);
}
