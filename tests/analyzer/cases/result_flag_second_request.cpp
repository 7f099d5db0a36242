// A flag of a result that one path sets is not set on the others: the second request leaves where the first failed.
#include <curl/curl.h>
#include <string>

struct Answer {
  long status = 0;
  bool fine = false;
};

static Answer ask(const std::string& url) {
  Answer answer;
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, url.c_str());
  if (curl_easy_perform(h) == CURLE_OK) {
    curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &answer.status);
    answer.fine = true;
  }
  curl_easy_cleanup(h);
  return answer;
}

bool on_ec2() {
  Answer first = ask("http://169.254.169.254/latest/meta-data/ami-id"); // expect: libcurl.v1_get v1 breaks
  if (first.fine)
    return true;
  Answer second = ask("http://169.254.169.254/latest/meta-data/mac"); // expect: libcurl.v1_get v1 breaks
  return second.fine;
}
