// An #else that has more in it than the request that it stands beside.
#include <cstdlib>
#include <curl/curl.h>
#include <iostream>
#include <string>

static const std::string kBase = "http://169.254.169.254/latest/meta-data";

static std::string ask(const std::string& url) {
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
  curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return "";
}

std::string zone() {
#ifdef PLATFORM_AWS
  std::string url = kBase + "/placement/availability-zone";
  return ask(url); // expect: libcurl.v1_get v1 breaks
#else
  std::cout << "no" << " platform" << " is " << "chosen" << std::endl;
  std::exit(10);
#endif
}
