// Virtual siblings: the base sends, each cloud says where and with what.
#include <curl/curl.h>
#include <string>

class Cloud {
public:
  virtual ~Cloud() = default;
  int fetch() {
    CURL* h = curl_easy_init();
    curl_easy_setopt(h, CURLOPT_URL, url().c_str());
    curl_easy_setopt(h, CURLOPT_HTTPHEADER, headers());
    return curl_easy_perform(h);
  }

protected:
  virtual std::string url() const = 0;
  virtual curl_slist* headers() const { return nullptr; }
};

class Aws : public Cloud {
  std::string url() const override {
    return "http://169.254.169.254/latest/meta-data/instance-id"; // expect: libcurl.v1_get v1 breaks
  }
};

class Azure : public Cloud {
  std::string url() const override {
    return "http://169.254.169.254/metadata/instance?api-version=2018-10-01";
  }
  curl_slist* headers() const override {
    return curl_slist_append(nullptr, "Metadata: true");
  }
};
