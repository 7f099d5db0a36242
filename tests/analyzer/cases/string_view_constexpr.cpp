// A constexpr string_view holds the URL.
#include <curl/curl.h>
#include <string_view>

constexpr std::string_view kUrl = "http://169.254.169.254/latest/user-data";

void get() {
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, kUrl.data());
  curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
}
