// A constructor hands the URL to its base, which keeps and asks it.
#include <curl/curl.h>

#include <string>

namespace cloud {

class Source {
public:
  Source(std::string host, std::string path);
  void ask();

protected:
  std::string url_;
};

class Role : public Source {
public:
  explicit Role(std::string name);
  std::string name_;
};

Source::Source(std::string host, std::string path)
    : url_("http://" + host + path) {}

void Source::ask() {
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, url_.c_str());
  curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
}

Role::Role(std::string name)
    : Source("169.254.169.254", "/latest/meta-data/iam/info"), name_(name) {}

} // namespace cloud

void refresh() {
  cloud::Role role("agent");
  role.ask();
}
