// Where the switch is off nothing is handed to the method that sends: it asks for what a member was told.
// switch: api_version 2
#include <curl/curl.h>
#include <string>

static int api_version = 2;
static std::string token;

void set_version(int version) { api_version = version; }

class Fetcher {
public:
  int fetch_token();
  int credentials();

private:
  int perform();
  CURL* curl_ = nullptr;
  curl_slist* headers_ = nullptr;
};

int Fetcher::perform() {
  curl_easy_setopt(curl_, CURLOPT_HTTPHEADER, headers_);
  return curl_easy_perform(curl_) == CURLE_OK ? 0 : -1;
}

int Fetcher::fetch_token() {
  headers_ = curl_slist_append(nullptr, "X-aws-ec2-metadata-token-ttl-seconds: 21600");
  curl_easy_setopt(curl_, CURLOPT_CUSTOMREQUEST, "PUT");
  curl_easy_setopt(curl_, CURLOPT_URL, "http://169.254.169.254/latest/api/token");
  return perform();
}

int Fetcher::credentials() {
  headers_ = nullptr;
  if (api_version > 1)
    headers_ = curl_slist_append(headers_, ("X-aws-ec2-metadata-token: " + token).c_str());
  curl_easy_setopt(curl_, CURLOPT_CUSTOMREQUEST, nullptr);
  curl_easy_setopt(curl_, CURLOPT_URL, "http://169.254.169.254/latest/meta-data/iam/security-credentials/");
  return perform(); // expect: request.v1_fallback v1-fallback depends
}
