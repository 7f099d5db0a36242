// The URL grows with += and append.
#include <curl/curl.h>
#include <string>

void get() {
  std::string url("http://");
  url += "169.254.169.254";
  url.append("/latest").append("/user-data");
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, url.c_str());
  curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
}
