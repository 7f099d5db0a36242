// A type in capitals that the file declares is no missing macro.
#include <curl/curl.h>
#include <string>

#define ACME_CALL

typedef enum { ACME_OK, ACME_FAILED } ACME_STATUS;

ACME_STATUS ACME_CALL acme_open(const char* name);
ACME_STATUS ACME_CALL acme_close(void);

struct Opened {
  ACME_STATUS status;
};

namespace net {
class Known;
}

struct Request {
  enum class Method { GET, PUT } method;
  net::urls::Url url;
};

static void run(const Request& request) {
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, request.url.c_str());
  curl_easy_perform(h);
}

void instance_id() {
  const auto url =
      net::urls::Url("http://169.254.169.254/latest/meta-data/instance-id");
  Request request{Request::Method::GET, url};
  run(request); // expect: libcurl.v1_get v1 breaks
}
