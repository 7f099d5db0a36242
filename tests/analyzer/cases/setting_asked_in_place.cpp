// A setting is asked for in the condition itself, with its default.
// switch: imds.v2 false
#include <curl/curl.h>
#include <string>

struct Settings {
  bool getBool(const std::string& key, bool preset) const;
};

std::string put_token();

int id(const Settings& settings) {
  CURL* h = curl_easy_init();
  curl_slist* list = nullptr;
  if (settings.getBool("imds.v2", false)) {
    const std::string line = "X-aws-ec2-metadata-token: " + put_token();
    list = curl_slist_append(list, line.c_str());
  }
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(h, CURLOPT_URL,
                   "http://169.254.169.254/latest/meta-data/instance-id");
  return curl_easy_perform(h); // expect: request.v1_fallback v1-fallback breaks
}
