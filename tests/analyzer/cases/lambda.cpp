// A lambda holds the request.
#include <curl/curl.h>
#include <functional>
#include <string>

void ask() {
  const auto get = [](const std::string& url) {
    CURL* h = curl_easy_init();
    curl_easy_setopt(h, CURLOPT_URL, url.c_str());
    return curl_easy_perform(h);
  };
  get("http://169.254.169.254/latest/meta-data/instance-id"); // expect: libcurl.v1_get v1 breaks
}
