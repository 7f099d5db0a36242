// A header list that a member collects is not empty once a line was added.
#include <curl/curl.h>
#include <string>

class Transfer {
public:
  Transfer();
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

Transfer::Transfer() { handle_ = curl_easy_init(); }

int read_id() {
  Transfer token;
  token.add("X-aws-ec2-metadata-token-ttl-seconds: 60");
  token.put("http://169.254.169.254/latest/api/token");
  Transfer id;
  id.add("X-aws-ec2-metadata-token: " + token.answer);
  return id.get( // expect: request.v2_get v2 survives
      "http://169.254.169.254/latest/meta-data/instance-id");
}
