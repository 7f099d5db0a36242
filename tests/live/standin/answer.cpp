// SPDX-License-Identifier: Apache-2.0
// Which status a request gets. The rules are the EC2 User Guide's, and what
// public traces show where the guide is silent:
//
//   PUT /latest/api/token   200; 400 bad or no ttl; 403 X-Forwarded-For;
//                           417 Expect: 100-continue
//   PUT /<date>/api/token   403
//   GET /latest/api/token   405
//   GET, HEAD               200 or 404; 401 for a token that is not alive, in
//                           both modes; 401 for none where one is required
//   endpoint disabled       403 to everything
//
// The service says 200 with a body length; chunked and HTTP/1.0 answers are
// switches, because clients and captures of both exist.
#include "live/standin/answer.h"

#include "live/standin/tree.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>
#include <map>
#include <optional>

namespace imds::standin {
namespace {

constexpr std::string_view kTokenHeader = "x-aws-ec2-metadata-token";
constexpr std::string_view kTtlHeader = "x-aws-ec2-metadata-token-ttl-seconds";

struct Content {
  int status = 200;
  std::string body;
  std::string_view type = "text/plain";
  std::string extra; // further header lines
};

std::string_view reason(int status) {
  static const std::map<int, std::string_view> kReasons = {
      {200, "OK"},
      {400, "Bad Request"},
      {401, "Unauthorized"},
      {403, "Forbidden"},
      {404, "Not Found"},
      {405, "Not Allowed"},
      {417, "Expectation Failed"},
      {500, "Internal Server Error"},
      {503, "Service Unavailable"}};
  auto found = kReasons.find(status);
  return found == kReasons.end() ? "Status" : found->second;
}

Content failure(int status) {
  if (status == 405)
    return {status, "", "text/plain", "Allow: OPTIONS, PUT\r\n"};
  const auto title = fmt::format("{} - {}", status, reason(status));
  return {status,
          fmt::format("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n"
                      "<html xmlns=\"http://www.w3.org/1999/xhtml\">\n"
                      " <head><title>{0}</title></head>\n"
                      " <body><h1>{0}</h1></body>\n</html>\n",
                      title),
          "text/html", ""};
}

std::string ttl_line(long seconds) {
  return fmt::format("X-Aws-Ec2-Metadata-Token-Ttl-Seconds: {}\r\n", seconds);
}

Content mint(const Request& request, Tokens& tokens) {
  if (!is_latest_token_path(request.path))
    return failure(403);
  if (request.header("x-forwarded-for"))
    return failure(403);
  if (request.header("expect"))
    return failure(417);
  const auto ttl = parse_ttl(request.header(kTtlHeader).value_or(""));
  if (!ttl)
    return failure(400);
  return {200, tokens.mint(*ttl), "text/plain", ttl_line(ttl->count())};
}

Content read(const Request& request, const Settings& settings,
             std::optional<long> token_left) {
  const bool has_token = request.header(kTokenHeader).has_value();
  if (is_token_path(request.path))
    return failure(405);
  if (has_token && request.header("x-forwarded-for"))
    return failure(403);
  if (has_token ? !token_left : settings.required)
    return failure(401);
  auto document = metadata(request.path);
  if (!document)
    return failure(404);
  return {200, std::move(document->body), document->content_type,
          token_left ? ttl_line(*token_left) : ""};
}

std::string_view token_state(const Request& request, bool alive) {
  if (const auto token = request.header(kTokenHeader))
    return token->empty() ? "empty" : alive ? "valid" : "bad";
  const bool ttl = request.header(kTtlHeader).has_value();
  return ttl && request.method != "PUT" ? "ttl-only" : "none";
}

std::string serialize(const Content& content, const Settings& settings,
                      bool chunked, bool head_only, bool close) {
  std::tm utc = fmt::gmtime(std::time(nullptr));
  std::string out = fmt::format(
      "HTTP/{} {} {}\r\nAccept-Ranges: none\r\nContent-Type: {}\r\n"
      "Date: {:%a, %d %b %Y %H:%M:%S} GMT\r\nServer: EC2ws\r\n"
      "Connection: {}\r\n{}",
      settings.http10 ? "1.0" : "1.1", content.status, reason(content.status),
      content.type, utc, close ? "close" : "keep-alive", content.extra);
  if (chunked)
    out += "Transfer-Encoding: chunked\r\n\r\n";
  else
    out += fmt::format("Content-Length: {}\r\n\r\n", content.body.size());
  if (head_only)
    return out;
  if (!chunked)
    return out + content.body;
  // Two chunks where there is something to split.
  const std::string first = content.body.substr(0, content.body.size() / 2);
  const std::string rest = content.body.substr(first.size());
  for (const std::string& part : {first, rest})
    if (!part.empty())
      out += fmt::format("{:x}\r\n{}\r\n", part.size(), part);
  return out + "0\r\n\r\n";
}

Content decide(const Request& request, const Settings& settings, Tokens& tokens,
               std::optional<long> token_left) {
  const bool put = request.method == "PUT";
  const int forced = put ? settings.put : settings.get;
  if (request.malformed)
    return failure(400);
  if (!settings.enabled)
    return failure(403);
  if (forced != kAsImds)
    return failure(forced);
  if (put)
    return is_token_path(request.path) ? mint(request, tokens) : failure(405);
  if (request.method == "GET" || request.method == "HEAD")
    return read(request, settings, token_left);
  return failure(405);
}

} // namespace

Answer answer(const Request& request, const Settings& settings,
              Tokens& tokens) {
  const auto left = tokens.left(request.header(kTokenHeader).value_or(""));
  Answer out;
  out.token = token_state(request, left.has_value());
  const bool put = request.method == "PUT";
  out.hop_limited = put && is_token_path(request.path);
  if ((put ? settings.put : settings.get) == kSilent)
    return out;
  const Content content = decide(request, settings, tokens, left);
  out.status = content.status;
  out.close = !settings.keep_alive || settings.http10 || request.malformed ||
              request.wants_close() || request.header("expect");
  const bool chunked = settings.chunked && request.version == "HTTP/1.1" &&
                       !settings.http10 && content.status == 200;
  out.bytes = serialize(content, settings, chunked, request.method == "HEAD",
                        out.close);
  return out;
}

} // namespace imds::standin
