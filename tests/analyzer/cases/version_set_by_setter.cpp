// Where the token service is missing, a small setter turns the header off.
// lexical: differs what perform() may return decides, and its switch is lost
#include <cerrno>
#include <curl/curl.h>
#include <string>

struct Role {
  int ask();
  int ask_by_option();

  static bool set_version(int v) {
    version = v;
    return true;
  }
  int perform();
  int fetch_token();
  static int version;
  static int wanted;
  static std::string token;
  CURL* h;
  struct curl_slist* headers;
};

int Role::version = 2;
int Role::wanted = 2;
std::string Role::token;

int Role::perform() {
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, headers);
  if (curl_easy_perform(h) != CURLE_OK)
    return -EIO;
  long code = 0;
  curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &code);
  switch (code) {
  case 404:
    return -ENOENT;
  case 200:
    return 0;
  }
  return -EPERM;
}

int Role::fetch_token() {
  headers = curl_slist_append(NULL, "X-aws-ec2-metadata-token-ttl-seconds: 60");
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/api/token");
  curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, "PUT");
  curl_easy_setopt(h, CURLOPT_WRITEDATA, &token);
  int result = perform();
  if (result == 0 && token.empty())
    result = -EIO;
  return result;
}

int Role::ask() {
  if (version > 1) {
    int result = fetch_token();
    if (-ENOENT == result)
      set_version(1);
    else if (result != 0)
      puts("no token");
  }
  h = curl_easy_init();
  headers = NULL;
  if (version > 1)
    headers = curl_slist_append(headers, ("X-aws-ec2-metadata-token: " + token).c_str());
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/meta-data/iam/security-credentials/");
  return perform(); // expect: request.v1_fallback v1-fallback survives
}

void read_option(const char* text) {
  if (strcmp(text, "v1") == 0)
    Role::wanted = 1;
}

int Role::ask_by_option() {
  headers = NULL;
  if (wanted > 1) {
    fetch_token();
    headers = curl_slist_append(headers, ("X-aws-ec2-metadata-token: " + token).c_str());
  }
  h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/user-data");
  return perform(); // expect: request.v1_fallback v1-fallback depends
}
