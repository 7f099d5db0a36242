// A call asks for a list with a token and for each entry without: two flows.
#include <curl/curl.h>
#include <string>

static void one(const std::string& url, const std::string& name) {
  CURL* curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, (url + name).c_str());
  curl_easy_perform(curl);
}

static void list(const std::string& url, const std::string& token) {
  CURL* curl = curl_easy_init();
  std::string header = "X-aws-ec2-metadata-token: " + token;
  struct curl_slist* headers = curl_slist_append(nullptr, header.c_str());
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_perform(curl);
  one(url, "hostname");
}

std::string fetch_token() {
  CURL* curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, "http://169.254.169.254/latest/api/token");
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, "PUT");
  curl_easy_perform(curl);
  return "";
}

void crawl(const std::string& token) {
  const char* root = "http://169.254.169.254/latest/meta-data/";
  list(root, token); // expect: libcurl.v1_get v1 breaks and request.v2_get v2 survives
}
