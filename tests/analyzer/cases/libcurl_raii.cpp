// libcurl in a class: options by a template, headers kept, PUT in another method.
#include <curl/curl.h>
#include <memory>
#include <stdexcept>
#include <string>

class Easy {
public:
  Easy() : handle_(curl_easy_init(), &curl_easy_cleanup) {
    if (!handle_)
      throw std::runtime_error("curl");
  }
  template <class T> Easy &set(CURLoption option, T value) {
    curl_easy_setopt(handle_.get(), option, value);
    return *this;
  }
  void header(const std::string &line) {
    headers_ = curl_slist_append(headers_, line.c_str());
  }
  std::string perform() {
    std::string body;
    set(CURLOPT_HTTPHEADER, headers_);
    set(CURLOPT_WRITEDATA, &body);
    CURLcode code = curl_easy_perform(handle_.get());
    if (code != CURLE_OK)
      throw std::runtime_error(curl_easy_strerror(code));
    return body;
  }
  ~Easy() { curl_slist_free_all(headers_); }

private:
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle_;
  curl_slist *headers_ = nullptr;
};

static std::string token() {
  Easy easy;
  easy.set(CURLOPT_URL, "http://169.254.169.254/latest/api/token")
      .set(CURLOPT_CUSTOMREQUEST, "PUT");
  easy.header("X-aws-ec2-metadata-token-ttl-seconds: 21600");
  return easy.perform();
}

std::string instance_id() {
  Easy easy;
  easy.set(CURLOPT_URL, "http://169.254.169.254/latest/meta-data/instance-id");
  easy.header("X-aws-ec2-metadata-token: " + token());
  return easy.perform(); // expect: request.v2_get v2 survives
}

std::string hostname() {
  Easy easy;
  easy.set(CURLOPT_URL, "http://169.254.169.254/latest/meta-data/hostname");
  return easy.perform(); // expect: libcurl.v1_get v1 breaks
}
