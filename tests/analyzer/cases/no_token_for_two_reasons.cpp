// The PUT fails or gives nothing: no token came, whichever it was.
#include <curl/curl.h>
#include <optional>
#include <string>

size_t keep(char* data, size_t size, size_t n, void* to);

static std::optional<std::string> fetch_token() {
  CURL* handle = curl_easy_init();
  if (!handle)
    return std::nullopt;
  std::string body;
  long status = 0;
  curl_easy_setopt(handle, CURLOPT_URL, "http://169.254.169.254/latest/api/token");
  curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, "PUT");
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &body);
  const CURLcode code = curl_easy_perform(handle);
  if (code == CURLE_OK)
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  if (code == CURLE_OK && status == 200 && !body.empty())
    return body;
  return std::nullopt;
}

static bool ask(const std::string& url, const char* line) {
  CURL* handle = curl_easy_init();
  struct curl_slist* headers = line ? curl_slist_append(nullptr, line) : nullptr;
  curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
  return curl_easy_perform(handle) == CURLE_OK;
}

bool on_ec2() {
  const std::string url = "http://169.254.169.254/latest/meta-data/instance-id";
  const auto token = fetch_token();
  if (token) {
    std::string line = "X-aws-ec2-metadata-token: " + *token;
    if (ask(url, line.c_str())) // expect: request.v2_get v2 survives
      return true;
  }
  return ask(url, nullptr); // expect: request.v1_fallback v1-fallback survives
}
