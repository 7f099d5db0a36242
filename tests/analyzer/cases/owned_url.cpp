// A pointer that is reset to a text in one function is read in another one.
#include <curl/curl.h>
#include <memory>
#include <string>

struct Cache {
  void reset(int size);
  int size = 0;
};
void Cache::reset(int s) { size = s; }

class Source {
public:
  void setup(bool ec2) {
    std::unique_ptr<std::string> found;
    if (ec2)
      found.reset(new std::string("http://169.254.169.254/latest/user-data"));
    if (found)
      url_ = std::move(found);
  }
  int load() {
    CURL* h = curl_easy_init();
    curl_easy_setopt(h, CURLOPT_URL, url_->c_str());
    return curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
  }

private:
  std::unique_ptr<std::string> url_;
};

int run(bool ec2) {
  Source s;
  s.setup(ec2);
  return s.load();
}
