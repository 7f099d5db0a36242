// fmt::format builds the URL, from a header that is not installed.
#include <curl/curl.h>
#include <fmt/format.h>
#include <string>

void get() {
  const std::string base = "http://169.254.169.254/latest";
  std::string url = fmt::format("{}/meta-data/{}", base, "instance-id");
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, url.c_str());
  curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
}
