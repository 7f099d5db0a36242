// SPDX-License-Identifier: Apache-2.0
//
// Reads one HTTP/1 head (RFC 9112) that is there whole. Whether a request
// carries a token is read from its header lines and nowhere else: a header's
// name inside the path, the query or a User-Agent is text, and so is one in a
// body.
//
// Lenient where servers are: line ends without CR, names in any case, several
// spaces. One leniency would be a guess: "X-aws-ec2-metadata-token : t" and a
// token header on a folded line are a header to some servers and garbage to
// others. Such a head is `doubtful`, and a doubtful request becomes "unknown".
//
// Tested by http_head_test.cpp and fuzz_http_head.cpp.
#include "sniffer/http_head.h"

#include <algorithm>
#include <charconv>
#include <strings.h>

namespace imds::sniffer {
namespace {

constexpr std::size_t kLongestUserAgent = 256;
constexpr std::size_t kLongestMethod = 32;
constexpr std::string_view kBlanks = " \t";

bool is_token_char(char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
      (c >= '0' && c <= '9'))
    return true;
  return c != '\0' && std::string_view("!#$%&'*+-.^_`|~").contains(c);
}

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos)
    return {};
  const std::size_t last = text.find_last_not_of(kBlanks);
  return text.substr(first, last - first + 1);
}

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0;
}

bool ends_in_chunked(std::string_view codings) {
  const std::size_t comma = codings.rfind(',');
  if (comma != std::string_view::npos)
    codings.remove_prefix(comma + 1);
  return same_name(trim(codings), "chunked");
}

/// Cuts the first line off `rest`, without its line end.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  if (line.ends_with('\r'))
    line.remove_suffix(1);
  return line;
}

struct RequestLine {
  std::string_view method;
  std::string_view target;
  std::string_view version; // empty in HTTP/0.9
};

std::optional<RequestLine> split_request_line(std::string_view line) {
  const std::size_t space = line.find(' ');
  if (space == 0 || space == std::string_view::npos || space > kLongestMethod ||
      !std::ranges::all_of(line.substr(0, space), is_token_char))
    return std::nullopt;
  RequestLine parts{line.substr(0, space), trim(line.substr(space)), {}};
  const std::size_t last = parts.target.find_last_of(kBlanks);
  if (last != std::string_view::npos &&
      parts.target.substr(last + 1).starts_with("HTTP/")) {
    parts.version = parts.target.substr(last + 1);
    parts.target = trim(parts.target.substr(0, last));
  }
  if (parts.target.empty())
    return std::nullopt;
  return parts;
}

/// RFC 1945, section 5: GET, a target, nothing else. "GET /a http/1.1" is none:
/// what follows it is not known to be an answer.
bool is_simple(const RequestLine& line) {
  return line.version.empty() && line.method == "GET" &&
         line.target.find_first_of(kBlanks) == std::string_view::npos;
}

/// "http://host/latest?x" and "/latest?x" -> "/latest"
std::string path_of(std::string_view target) {
  const std::size_t scheme = target.find("://");
  // In "latest?u=http://host/" it is not the target's own.
  if (scheme < target.find_first_of("/?#")) {
    const std::size_t slash = target.find_first_of("/?#", scheme + 3);
    target = slash == std::string_view::npos ? "/" : target.substr(slash);
  }
  const std::string_view path = target.substr(0, target.find_first_of("?#"));
  return path.empty() ? "/" : std::string(path);
}

std::optional<HttpVersion> version_of(std::string_view text) {
  if (text.empty())
    return HttpVersion::v0_9;
  if (text == "HTTP/1.0")
    return HttpVersion::v1_0;
  if (text.size() == 8 && text.starts_with("HTTP/1."))
    return HttpVersion::v1_1;
  return std::nullopt;
}

/// False where a length is no number or two of them differ: then nobody knows
/// where the next message begins.
bool read_framing(std::string_view name, std::string_view value, Framing& to) {
  if (same_name(name, "transfer-encoding")) {
    to.chunked = ends_in_chunked(value);
    return true;
  }
  if (!same_name(name, "content-length"))
    return true;
  std::uint64_t length = 0;
  const char* end = value.data() + value.size();
  const auto [stop, error] = std::from_chars(value.data(), end, length);
  if (error != std::errc{} || stop != end ||
      (to.length && *to.length != length))
    return false;
  to.length = length;
  return true;
}

void read_meaning(HeaderMeaning meaning, std::string_view value,
                  RequestHead& head) {
  if (meaning == HeaderMeaning::token)
    head.token = head.token || !value.empty();
  else if (meaning == HeaderMeaning::ttl)
    head.ttl = true;
  else if (meaning == HeaderMeaning::foreign)
    head.foreign = true;
}

/// Whether `line` goes on with a token header that has no value yet: to who
/// unfolds lines it is the token, to others the header is empty.
bool folds_token(std::string_view line, HeaderMeaning last, bool has_token) {
  return last == HeaderMeaning::token && !has_token &&
         kBlanks.contains(line.front()) && !trim(line).empty();
}

/// What was here is not known: `sniff -w` blanks a line whose beginning it did
/// not see, and it may have been the token's.
bool is_blanked(std::string_view line) {
  return line.find_first_not_of('*') == std::string_view::npos;
}

/// One header line into `head`; false where the framing is broken. `last` is
/// what the line before it meant.
bool read_line(std::string_view line, Vocabulary& words, HeaderMeaning& last,
               RequestHead& head) {
  head.doubtful |= folds_token(line, last, head.token);
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) {
    head.doubtful |= is_blanked(line);
    return true; // not a header to anybody
  }
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = trim(line.substr(colon + 1));
  const HeaderMeaning meaning = last = words.header(trim(name));
  if (trim(name).size() != name.size()) {
    head.doubtful |=
        meaning == HeaderMeaning::token || meaning == HeaderMeaning::ttl;
    return true;
  }
  read_meaning(meaning, value, head);
  if (same_name(name, "user-agent") && !value.empty())
    head.user_agent = std::string(value.substr(0, kLongestUserAgent));
  if (same_name(name, "expect"))
    head.expects_continue = same_name(value, "100-continue");
  return read_framing(name, value, head.framing);
}

} // namespace

std::optional<std::size_t> head_end(std::string_view text, std::size_t from) {
  // The empty line may straddle what was seen before.
  std::size_t at = from < 3 ? 0 : from - 3;
  while ((at = text.find('\n', at)) != std::string_view::npos) {
    ++at;
    if (text.substr(at, 1) == "\n")
      return at + 1;
    if (text.substr(at, 2) == "\r\n")
      return at + 2;
  }
  return std::nullopt;
}

bool may_begin_request(std::string_view text) {
  const std::string_view word = text.substr(0, text.find(' '));
  return word.size() <= kLongestMethod &&
         std::ranges::all_of(word, is_token_char);
}

bool may_begin_response(std::string_view text) {
  constexpr std::string_view kStart = "HTTP/1.";
  const std::size_t n = std::min(text.size(), kStart.size());
  return text.substr(0, n) == kStart.substr(0, n);
}

bool begins_request_line(std::string_view text) {
  if (!text.contains('\n'))
    return false;
  const auto line = split_request_line(take_line(text));
  return line && !line->version.empty() && version_of(line->version);
}

std::optional<std::size_t> simple_request(std::string_view text) {
  std::string_view rest = text;
  if (!rest.contains('\n'))
    return std::nullopt;
  const std::string_view line = take_line(rest);
  constexpr std::size_t kVersion = 8; // "HTTP/1.1", where nearly all lines end
  if (line.size() > kVersion &&
      line.substr(line.size() - kVersion).starts_with("HTTP/"))
    return std::nullopt;
  const auto parts = split_request_line(line);
  if (!parts || !is_simple(*parts))
    return std::nullopt;
  return text.size() - rest.size();
}

std::optional<RequestHead> parse_request(std::string_view head,
                                         Vocabulary& words) {
  std::string_view rest = head;
  const auto line = split_request_line(take_line(rest));
  if (!line)
    return std::nullopt;
  const auto version = version_of(line->version);
  if (!version || (*version == HttpVersion::v0_9 && !is_simple(*line)))
    return std::nullopt;
  RequestHead out;
  out.method = std::string(line->method);
  out.path = path_of(line->target);
  out.version = *version;
  HeaderMeaning last = HeaderMeaning::plain;
  while (!rest.empty()) {
    const std::string_view text = take_line(rest);
    if (!text.empty() && !read_line(text, words, last, out))
      return std::nullopt;
  }
  return out;
}

/// The last line may go on. Of a token header, a value that begins is enough;
/// what any other line says is not known before it ends.
std::optional<RequestHead> parse_cut_request(std::string_view seen,
                                             Vocabulary& words) {
  const std::size_t whole = seen.rfind('\n') + 1; // 0 where there is none
  const std::string_view begun = seen.substr(whole);
  const std::size_t colon = begun.find(':');
  const bool token =
      colon != std::string_view::npos &&
      words.header(begun.substr(0, colon)) == HeaderMeaning::token;
  auto head = parse_request(token ? seen : seen.substr(0, whole), words);
  if (head)
    head->cut = true;
  return head;
}

std::optional<ResponseHead> parse_response(std::string_view head) {
  std::string_view rest = head;
  const std::string_view line = take_line(rest);
  ResponseHead out;
  if (line.size() < 12 || !line.starts_with("HTTP/1.") || line[8] != ' ')
    return std::nullopt;
  const auto [stop, error] =
      std::from_chars(line.data() + 9, line.data() + 12, out.status);
  if (error != std::errc{} || stop != line.data() + 12 || out.status < 100)
    return std::nullopt;
  while (!rest.empty()) {
    const std::string_view text = take_line(rest);
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
      continue;
    const std::string_view name = text.substr(0, colon);
    if (!read_framing(name, trim(text.substr(colon + 1)), out.framing))
      return std::nullopt;
  }
  return out;
}

} // namespace imds::sniffer
