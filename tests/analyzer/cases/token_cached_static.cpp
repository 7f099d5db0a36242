// A token is kept in a static with its expiry, and fetched again when it is old.
#include <chrono>
#include <curl/curl.h>
#include <mutex>
#include <string>

static std::mutex g_lock;
static std::string g_token;
static std::chrono::steady_clock::time_point g_expiry;

static size_t Append(char *p, size_t s, size_t n, void *out) {
  static_cast<std::string *>(out)->append(p, s * n);
  return s * n;
}

static bool Http(const char *verb, const std::string &url, const std::string &header, std::string *out) {
  CURL *curl = curl_easy_init();
  if (curl == nullptr)
    return false;
  curl_slist *list = curl_slist_append(nullptr, header.c_str());
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, verb);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, Append);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, out);
  CURLcode rc = curl_easy_perform(curl);
  long code = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
  curl_slist_free_all(list);
  curl_easy_cleanup(curl);
  return rc == CURLE_OK && code == 200;
}

static bool Token(std::string *token) {
  std::lock_guard<std::mutex> guard(g_lock);
  auto now = std::chrono::steady_clock::now();
  if (g_token.empty() || now > g_expiry) {
    std::string fresh;
    if (!Http("PUT", "http://169.254.169.254/latest/api/token", "X-aws-ec2-metadata-token-ttl-seconds: 21600", &fresh))
      return false;
    g_token = fresh;
    g_expiry = now + std::chrono::hours(5);
  }
  *token = g_token;
  return true;
}

bool Metadata(const std::string &key, std::string *out) {
  std::string token;
  if (!Token(&token))
    return false;
  return Http("GET", "http://169.254.169.254/latest/meta-data/" + key, "X-aws-ec2-metadata-token: " + token, out); // expect: request.v2_get v2 survives
}
