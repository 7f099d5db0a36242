// A member collects header lines, and is handed over only if there are any:
// once a line was added, there are.
#include <curl/curl.h>
#include <string>

class Request {
public:
  Request();
  void add(const std::string& line) {
    lines_ = curl_slist_append(lines_, line.c_str());
  }
  int put(const char* url) {
    curl_easy_setopt(handle_, CURLOPT_CUSTOMREQUEST, "PUT");
    return get(url);
  }
  int get(const char* url) {
    curl_easy_setopt(handle_, CURLOPT_URL, url);
    if (lines_)
      curl_easy_setopt(handle_, CURLOPT_HTTPHEADER, lines_);
    curl_easy_setopt(handle_, CURLOPT_WRITEDATA, &answer);
    return curl_easy_perform(handle_);
  }
  std::string answer;

private:
  CURL* handle_;
  curl_slist* lines_;
};

Request::Request() { handle_ = curl_easy_init(); }

int read_id() {
  Request token;
  token.add("X-aws-ec2-metadata-token-ttl-seconds: 60");
  token.put("http://169.254.169.254/latest/api/token");
  Request id;
  id.add("X-aws-ec2-metadata-token: " + token.answer);
  return id.get( // expect: request.v2_get v2 survives
      "http://169.254.169.254/latest/meta-data/instance-id");
}
