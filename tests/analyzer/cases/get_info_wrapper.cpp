// Methods named like logging or checking ask all the same: their bodies decide.
#include <curl/curl.h>
#include <string>

class Http {
public:
  int run(const std::string& url, std::string& out);

private:
  CURL* handle_ = curl_easy_init();
};

class Place {
public:
  std::string zone();
  std::string region();

private:
  std::string getCloudInfo(const std::string& url);
  std::string checkHost(const std::string& url);
  Http* http_ = nullptr;
};

std::string Place::getCloudInfo(const std::string& url) {
  std::string out;
  http_->run(url, out);
  return out;
}

std::string Place::zone() {
  std::string url = "http://169.254.169.254/latest/meta-data/";
  url += "placement/availability-zone";
  return getCloudInfo(url); // expect: libcurl.v1_get v1 breaks
}

std::string Place::checkHost(const std::string& url) {
  std::string out;
  http_->run(url, out);
  return out;
}

std::string Place::region() {
  std::string url = "http://169.254.169.254/latest/meta-data/";
  url += "placement/region";
  return checkHost(url); // expect: libcurl.v1_get v1 breaks
}

int Http::run(const std::string& url, std::string&) {
  curl_easy_setopt(handle_, CURLOPT_URL, url.c_str());
  return curl_easy_perform(handle_);
}
