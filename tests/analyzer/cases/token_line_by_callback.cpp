// The callback of the token PUT writes the whole header line.
// unexplained: 1
#include <curl/curl.h>
#include <string>

class Client {
public:
  Client() { handle_ = curl_easy_init(); }
  Client& url(const char* text) {
    curl_easy_setopt(handle_, CURLOPT_URL, text);
    return *this;
  }
  Client& verb(const char* text) {
    curl_easy_setopt(handle_, CURLOPT_CUSTOMREQUEST, text);
    return *this;
  }
  Client& header(const char* line) {
    list_ = curl_slist_append(list_, line);
    return *this;
  }
  Client& into(size_t (*sink)(void*, size_t, size_t, void*), void* data) {
    curl_easy_setopt(handle_, CURLOPT_WRITEFUNCTION, sink);
    curl_easy_setopt(handle_, CURLOPT_WRITEDATA, data);
    return *this;
  }
  bool send() {
    if (list_)
      curl_easy_setopt(handle_, CURLOPT_HTTPHEADER, list_);
    return curl_easy_perform(handle_) == CURLE_OK;
  }
  void forget() {
    curl_easy_setopt(handle_, CURLOPT_HTTPHEADER, nullptr);
    curl_slist_free_all(list_);
    list_ = nullptr;
  }

private:
  CURL* handle_ = nullptr;
  struct curl_slist* list_ = nullptr;
};

void document() {
  Client client;
  std::string line, text;
  client.url("http://169.254.169.254/latest/api/token").verb("PUT");
  client.header("X-aws-ec2-metadata-token-ttl-seconds: 21600");
  client.into(
      [](void* from, size_t size, size_t count, void* to) {
        auto* out = static_cast<std::string*>(to);
        if (out->empty())
          out->append("X-aws-ec2-metadata-token: ");
        out->append(static_cast<const char*>(from), size * count);
        return size * count;
      },
      &line);
  bool sent = client.send();
  client.forget();
  if (sent && line.size() > 0)
    client.header(line.c_str());
  client.url("http://169.254.169.254/latest/user-data").verb("GET");
  client.into(
      [](void* from, size_t size, size_t count, void* to) {
        static_cast<std::string*>(to)->append(static_cast<const char*>(from),
                                              size * count);
        return size * count;
      },
      &text);
  client.send(); // expect: request.v1_fallback v1-fallback survives
}
