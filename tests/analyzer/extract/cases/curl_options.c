// Options of libcurl are readable without libcurl.
#include <curl/curl.h>
void f(CURL* h) {
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/");
  // ir: curl_easy_setopt(h, CURLOPT_URL=10002, "http://169.254.169.254/")
}
