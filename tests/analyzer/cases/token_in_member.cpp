// The token is fetched in one method and carried by another one.
#include <curl/curl.h>
#include <string>

static size_t keep(char* data, size_t size, size_t n, void* to) {
  static_cast<std::string*>(to)->append(data, size * n);
  return size * n;
}

class Metadata {
public:
  bool detect() {
    CURL* h = curl_easy_init();
    curl_slist* ttl =
        curl_slist_append(nullptr, "X-aws-ec2-metadata-token-ttl-seconds: 60");
    curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/api/token");
    curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, "PUT");
    curl_easy_setopt(h, CURLOPT_HTTPHEADER, ttl);
    curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(h, CURLOPT_WRITEDATA, &token_);
    return curl_easy_perform(h) == CURLE_OK && !token_.empty();
  }
  int id() {
    CURL* h = curl_easy_init();
    const std::string line = "X-aws-ec2-metadata-token: " + token_;
    curl_slist* with = curl_slist_append(nullptr, line.c_str());
    curl_easy_setopt(h, CURLOPT_HTTPHEADER, with);
    curl_easy_setopt(h, CURLOPT_URL,
                     "http://169.254.169.254/latest/meta-data/instance-id");
    return curl_easy_perform(h); // expect: request.v2_get v2 survives
  }

private:
  std::string token_;
};
