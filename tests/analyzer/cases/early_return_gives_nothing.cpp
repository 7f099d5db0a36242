// A helper that gives "" or nothing before it asks: who checks for that asks no further.
#include <curl/curl.h>
#include <optional>
#include <string>

static size_t keep(char* data, size_t size, size_t n, void* into) {
  static_cast<std::string*>(into)->append(data, size * n);
  return size * n;
}

static std::string talk(const std::string& url, bool put, const std::string& token) {
  CURL* handle = curl_easy_init();
  if (!handle)
    return "";
  curl_slist* lines = nullptr;
  if (put) {
    lines = curl_slist_append(lines, "X-aws-ec2-metadata-token-ttl-seconds: 60");
    curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, "PUT");
  } else if (!token.empty()) {
    lines = curl_slist_append(lines, ("X-aws-ec2-metadata-token: " + token).c_str());
  }
  std::string body;
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, lines);
  curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &body);
  curl_easy_perform(handle);
  return body;
}

static std::optional<std::string> tell(const std::string& url, bool put, const std::string& token) {
  CURL* handle = curl_easy_init();
  if (!handle)
    return std::nullopt;
  curl_easy_cleanup(handle);
  return talk(url, put, token);
}

std::string zone() {
  std::string token = talk("http://169.254.169.254/latest/api/token", true, "");
  if (token.empty())
    return "";
  return talk("http://169.254.169.254/latest/meta-data/placement/availability-zone", false, token); // expect: request.v2_get v2 survives
}

std::string id() {
  auto token = tell("http://169.254.169.254/latest/api/token", true, "");
  if (!token || token->empty())
    return "";
  return *tell("http://169.254.169.254/latest/meta-data/instance-id", false, *token); // expect: request.v2_get v2 survives
}

std::string unchecked() {
  std::string token = talk("http://169.254.169.254/latest/api/token", true, "");
  return talk("http://169.254.169.254/latest/meta-data/mac", false, token); // expect: request.v1_fallback v1-fallback survives
}
