// A test's stand-in for a client does not make the client ask nothing.
#include "client.h"

#include <curl/curl.h>

std::string Client::zone() {
  std::string url = "http://169.254.169.254/latest/meta-data/mac";
  return text_of(url); // expect: libcurl.v1_get v1 breaks
}

std::string Client::text_of(const std::string& url) {
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
  curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return "";
}
