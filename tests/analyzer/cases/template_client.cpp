// The sender is a template.
#include <curl/curl.h>
#include <string>

template <class Result> Result perform_get(const std::string& url) {
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, url.c_str());
  return static_cast<Result>(curl_easy_perform(h));
}

int id() {
  return perform_get<int>("http://169.254.169.254/latest/meta-data/ami-id"); // expect: libcurl.v1_get v1 breaks
}
