// std::get takes a part of what it gets; only curl sends.
#include <curl/curl.h>
#include <string>
#include <utility>
#include <variant>

class Result {
public:
  explicit Result(std::string url) : data_(std::move(url)) {}
  std::string &value() { return std::get<0>(data_); }

private:
  std::variant<std::string, int> data_;
};

void ask(CURL *curl) {
  Result result("http://169.254.169.254/latest/meta-data/instance-id");
  curl_easy_setopt(curl, CURLOPT_URL, result.value().c_str());
  curl_easy_perform(curl); // expect: libcurl.v1_get v1 breaks
}
