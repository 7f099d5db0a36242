// A member decides, and its default is to send no token.
// switch: Options.use_imds_v2 false
#include <curl/curl.h>
#include <string>

struct Options {
  bool use_imds_v2 = false;
};

std::string put_token();

int id(const Options& options) {
  CURL* h = curl_easy_init();
  curl_slist* list = nullptr;
  if (options.use_imds_v2) {
    const std::string line = "X-aws-ec2-metadata-token: " + put_token();
    list = curl_slist_append(list, line.c_str());
  }
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(h, CURLOPT_URL,
                   "http://169.254.169.254/latest/meta-data/instance-id");
  return curl_easy_perform(h); // expect: request.v1_fallback v1-fallback breaks
}
