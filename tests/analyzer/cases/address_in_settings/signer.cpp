// The URL goes into settings by a setter, and out by a getter in another file.
#include "settings.h"
#include <curl/curl.h>

class Signer {
public:
  explicit Signer(Settings* settings) : settings_(settings) { refresh(); }
  void refresh();

private:
  Settings* settings_;
};

void Signer::refresh() {
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, settings_->role_source().c_str());
  curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
}
