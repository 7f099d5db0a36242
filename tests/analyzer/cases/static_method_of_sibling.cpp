// A factory in the base asks each cloud's class by its own methods, whatever the object's class.
#include <curl/curl.h>

#include <string>

void fetch(const std::string& host, const std::string& path) {
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, ("http://" + host + path).c_str());
  curl_easy_perform(h);
}

class Provider {
public:
  virtual ~Provider() = default;
  std::string region(bool google);
};

class Aws : public Provider {
public:
  static void zone(const std::string& host);
  static std::string info(const std::string& what);
};

class Minio : public Aws {};

class Gcp : public Provider {
public:
  static void zone(const std::string& host);
  static std::string info(const std::string& what);
};

std::string Provider::region(bool google) {
  const std::string host = "169.254.169.254";
  if (google)
    Gcp::zone(host);
  else
    Aws::zone(host);
  return "";
}

std::string Aws::info(const std::string& what) {
  return "/latest/meta-data/" + what;
}

void Aws::zone(const std::string& host) {
  fetch(host, info("placement/region")); // expect: libcurl.v1_get v1 breaks
}

std::string Gcp::info(const std::string& what) {
  return "/computeMetadata/v1/instance/" + what;
}

void Gcp::zone(const std::string& host) { fetch(host, info("zone")); }
