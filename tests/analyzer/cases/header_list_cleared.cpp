// What a request lost with its list of headers, the next one does not carry.
#include <curl/curl.h>

class Request {
public:
  Request() { handle_ = curl_easy_init(); }
  void url(const char* text) { curl_easy_setopt(handle_, CURLOPT_URL, text); }
  void header(const char* line) { list_ = curl_slist_append(list_, line); }
  // Says what to do, as a pointer's get() does not.
  void get() { curl_easy_setopt(handle_, CURLOPT_CUSTOMREQUEST, "GET"); }
  void put() { curl_easy_setopt(handle_, CURLOPT_CUSTOMREQUEST, "PUT"); }
  int send() {
    if (list_)
      curl_easy_setopt(handle_, CURLOPT_HTTPHEADER, list_);
    return curl_easy_perform(handle_);
  }
  void forget() {
    curl_easy_setopt(handle_, CURLOPT_HTTPHEADER, nullptr);
    if (list_) {
      curl_slist_free_all(list_);
      list_ = nullptr;
    }
  }

private:
  CURL* handle_{nullptr};
  struct curl_slist* list_{nullptr};
};

void read() {
  Request request;
  request.url("http://169.254.169.254/latest/api/token");
  request.put();
  request.header("X-aws-ec2-metadata-token-ttl-seconds: 21600");
  request.send();
  request.forget();
  request.url(
      "http://169.254.169.254/latest/dynamic/instance-identity/document");
  request.get();
  request.send(); // expect: libcurl.v1_get v1 breaks
}
