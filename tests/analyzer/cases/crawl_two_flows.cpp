// One call asks for a list and then for each entry: two requests, two flows.
#include <curl/curl.h>
#include <string>

static void one(const std::string& url, const std::string& name) {
  CURL* curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, (url + name).c_str());
  curl_easy_perform(curl);
}

static void list(const std::string& url) {
  CURL* curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_perform(curl);
  one(url, "hostname");
}

void crawl() {
  const char* root = "http://169.254.169.254/latest/meta-data/";
  list(root); // expect: libcurl.v1_get v1 breaks // expect: libcurl.v1_get v1 breaks
}
