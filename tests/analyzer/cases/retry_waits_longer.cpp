// Fifteen attempts that differ only in how long they wait are walked as two, so that the walk stays within its budget.
#include "reply.h"
#include <curl/curl.h>
#include <memory>
#include <string>

const int kAttempts = 15;
const std::string kPlain = "Accept: text/plain";
const std::string kCookie = "sid";

namespace {

Reply::Kind outcome(CURL* h, long* status) {
  CURLcode rc = curl_easy_perform(h);
  if (rc != CURLE_OK) {
    switch (rc) {
    case CURLE_OPERATION_TIMEDOUT:
      return Reply::SLOW;
    case CURLE_COULDNT_CONNECT:
      return Reply::REFUSED;
    default:
      return Reply::LOST;
    }
  }
  rc = curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, status);
  if (rc != CURLE_OK)
    return Reply::BROKEN;
  return Reply::FINE;
}

std::unique_ptr<Reply> once(const std::string& verb, const std::string& url,
                            const std::string& body, const std::string& line,
                            bool own, const std::string& session) {
  CURL* h = curl_easy_init();
  curl_slist* list = nullptr;
  if (body.length() > 0 && (verb == "POST" || verb == "PUT")) {
    curl_easy_setopt(h, CURLOPT_POSTFIELDS, body.c_str());
    if (own)
      list = curl_slist_append(list, kPlain.c_str());
  }
  if (own) {
    if (session.length() > 0)
      curl_easy_setopt(h, CURLOPT_COOKIE, (kCookie + "=" + session).c_str());
    list = curl_slist_append(list, kPlain.c_str());
  }
  if (!line.empty())
    list = curl_slist_append(list, line.c_str());
  if (list)
    curl_easy_setopt(h, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, verb.c_str());
  curl_easy_setopt(h, CURLOPT_URL, url.c_str());
  std::string text;
  curl_easy_setopt(h, CURLOPT_WRITEDATA, &text);
  long status = 0;
  Reply::Kind kind = outcome(h, &status);
  auto reply = std::make_unique<Reply>(status, text, kind);
  curl_easy_cleanup(h);
  curl_slist_free_all(list);
  return reply;
}

bool again(Reply reply) {
  return (reply.kind == Reply::FINE && (reply.status / 100 == 5 || reply.status == 429)) ||
         reply.kind == Reply::SLOW || reply.kind == Reply::REFUSED;
}

std::unique_ptr<Reply> ask(const std::string& verb, const std::string& url,
                           const std::string& body, const std::string& line,
                           bool own, const std::string& session) {
  std::unique_ptr<Reply> reply = std::make_unique<Reply>(0, "", Reply::LOST);
  for (int i = 0; i < kAttempts; i++) {
    reply = once(verb, url, body, line, own, session);
    if (!again(*reply.get()))
      break;
    if (reply.get()->kind != Reply::SLOW) {
      int pause = (1 << i) * 250 + Jitter::upTo(250);
      Thread::Sleep(pause);
    }
  }
  return reply;
}

} // namespace

std::unique_ptr<Reply> metadata(const std::string& path) {
  auto put = ask("PUT", "http://169.254.169.254/latest/api/token", "", "X-aws-ec2-metadata-token-ttl-seconds: 21600", false, "");
  if (put->body.empty())
    return put;
  const std::string token = put->body;
  const std::string url = "http://169.254.169.254/latest/meta-data" + path;
  const std::string line = "X-aws-ec2-metadata-token: " + token;
  return ask("GET", url, "", line, false, ""); // expect: request.v2_get v2 survives
}
