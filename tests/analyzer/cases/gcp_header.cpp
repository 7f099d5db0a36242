// Google's header decides where the path is not in sight.
#include <curl/curl.h>
#include <string>

void get(const std::string& path) {
  CURL* h = curl_easy_init();
  curl_slist* list = curl_slist_append(nullptr, "Metadata-Flavor: Google");
  const std::string url = "http://169.254.169.254" + path;
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(h, CURLOPT_URL, url.c_str());
  curl_easy_perform(h);
}
