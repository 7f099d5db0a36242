// SPDX-License-Identifier: Apache-2.0
//
// What does a text with holes ask for? "http://" {host} "/latest/meta-data"
// asks EC2 by its path though its host is unknown; {base} "/computeMetadata/"
// asks another cloud. A hole is never a guess: what stands before the first
// "/" belongs to the host, and a path that begins with a hole is read from its
// first literal segment on.
//
// Tested in tests/analyzer/cases/.
#include "analyzer/link/request_text.h"

#include <algorithm>
#include <cctype>

namespace imds::analyzer::link {
namespace {

constexpr char kHole = '\x01';

/// The text with one byte per hole, so that offsets fit `cut`'s counting.
std::string marked(const Text& text) {
  std::string out;
  for (const Piece& piece : text)
    out += piece.hole >= 0 ? std::string(1, kHole) : piece.literal;
  return out;
}

/// Pieces of the bytes [from, to) of `marked(text)`.
Text slice(const Text& text, std::size_t from, std::size_t to) {
  Text out;
  std::size_t at = 0;
  for (const Piece& piece : text) {
    std::size_t size = piece.hole >= 0 ? 1 : piece.literal.size();
    std::size_t begin = std::max(at, from), end = std::min(at + size, to);
    if (begin < end) {
      Piece part = piece;
      if (piece.hole < 0)
        part.literal = piece.literal.substr(begin - at, end - begin);
      out.push_back(std::move(part));
    }
    at += size;
  }
  return out;
}

bool looks_like_host(std::string_view word) {
  if (word.empty() || word.find(kHole) != std::string_view::npos)
    return !word.empty();
  return word.find('.') != std::string_view::npos || word.starts_with('[') ||
         word.starts_with("instance-data") || word == "metadata" ||
         word == "localhost" || word.find("::") != std::string_view::npos;
}

bool is_version(std::string_view word) {
  return word == "latest" || word == "1.0" ||
         (word.size() == 10 && word[4] == '-' && word[7] == '-' &&
          std::isdigit(static_cast<unsigned char>(word[0])));
}

/// "metadata/identity" is a path, "metadata/computeMetadata" one on that host.
bool starts_path(std::string_view first, std::string_view rest) {
  return is_version(first) || (first == "metadata" && rest.size() > 1 &&
                               !lower(rest).starts_with("/computemetadata"));
}

/// Where a path that nobody knows begins, right behind the port of
/// host:80{path} or host:{port}{path}; npos: there is none.
std::size_t hole_after_port(std::string_view first) {
  const std::size_t colon = first.rfind(':', first.find(kHole));
  if (colon == std::string_view::npos || colon + 1 >= first.size() ||
      first.find('@') != std::string_view::npos)
    return std::string_view::npos;
  std::size_t end = first.find_first_not_of("0123456789", colon + 1);
  if (end == colon + 1 && first[end] == kHole)
    ++end;
  return end < first.size() && first[end] == kHole ? end
                                                   : std::string_view::npos;
}

/// Bytes [from, to) of the host without user and port.
Text host_part(const Text& text, std::string_view bytes, std::size_t from,
               std::size_t to) {
  std::string_view host = bytes.substr(from, to - from);
  if (std::size_t at = host.find('@'); at != std::string_view::npos) {
    from += at + 1;
    host = bytes.substr(from, to - from);
  }
  std::size_t close = host.find(']');
  std::size_t colon =
      close == std::string_view::npos ? host.find(':') : host.find(':', close);
  bool bare_v6 = close == std::string_view::npos &&
                 colon != std::string_view::npos &&
                 host.find(':', colon + 1) != std::string_view::npos;
  if (colon != std::string_view::npos && !bare_v6)
    to = from + colon;
  return slice(text, from, to);
}

std::string path_for_rules(const Text& path) {
  std::string bytes = marked(path);
  std::size_t at = 0;
  while (at < bytes.size() && (bytes[at] == kHole || bytes[at] == '/'))
    ++at;
  if (bytes.find(kHole) < at) // /{version}/meta-data
    for (const char* tree :
         {"meta-data", "user-data", "dynamic/instance", "api/token"})
      if (std::string_view(bytes).substr(at).starts_with(tree))
        return "/latest/" + bytes.substr(at);
  std::replace(bytes.begin(), bytes.end(), kHole, '_');
  return bytes.starts_with('/') ? bytes : "/" + bytes;
}

} // namespace

/// "169.254.170.2" + path: whatever follows, no longer the endpoint. Of octal
/// and other numbers (0xa9.254, 2852039166) nothing is said.
static bool starts_other_address(std::string_view host, const Imds& imds) {
  const std::string_view start = host.substr(0, host.find(kHole));
  bool address = start.find_first_not_of("0123456789.") == std::string::npos &&
                 std::ranges::count(start, '.') > 1 && start[0] != '0';
  auto leads_to = [&](const std::string& needle) {
    return needle.starts_with(start);
  };
  return address && std::ranges::none_of(imds.needles(), leads_to);
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    c = char(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

Url split_url(const Text& text) {
  Url url;
  std::string bytes = marked(text);
  while (!bytes.empty() &&
         (bytes.back() == '\n' || bytes.back() == '\r' || bytes.back() == ' '))
    bytes.pop_back();
  std::size_t from = 0;
  if (std::size_t at = bytes.find("://"); at != std::string::npos && at < 24) {
    url.scheme = true;
    from = at + 3;
  }
  std::size_t slash = std::min(bytes.find('/', from), bytes.size());
  std::string_view first = std::string_view(bytes).substr(from, slash - from);
  if (std::size_t hole = hole_after_port(first); hole < first.size()) {
    slash = from + hole;
    first = first.substr(0, hole);
  }
  std::string_view rest = std::string_view(bytes).substr(slash);
  bool path_only = !url.scheme && (first.empty() || !looks_like_host(first) ||
                                   starts_path(first, rest));
  if (path_only) {
    url.path = slice(text, from, bytes.size());
    return url;
  }
  url.host = host_part(text, bytes, from, slash);
  url.path = slice(text, slash, bytes.size());
  return url;
}

static bool is_from_outside(Origin origin) {
  return origin != Origin::call && origin != Origin::answer &&
         origin != Origin::unknown;
}

Url url_of(const Text& text, const Imds& imds, const Holes& holes) {
  Url url = split_url(text);
  if (url.host.size() < 2 || url.host.back().hole < 0)
    return url;
  Text before(url.host.begin(), url.host.end() - 1);
  if (!all_literal(before) || !imds.endpoint(known(before)))
    return url;
  const Piece& last = url.host.back();
  if (url.path.empty() && !is_from_outside(holes[last.hole].origin))
    return url;
  if (url.path.empty())
    url.path.push_back(last);
  url.host = std::move(before);
  return url;
}

Meaning meaning(const Url& url, const Imds& imds) {
  Meaning out;
  std::string host = marked(url.host);
  out.host_open = host.empty() || host.find(kHole) != std::string::npos;
  if (!out.host_open) {
    out.endpoint = imds.endpoint(host).has_value();
    out.host_other = !out.endpoint;
  } else if (starts_other_address(host, imds)) {
    out.host_open = false;
    out.host_other = true;
  }
  std::string path = path_for_rules(url.path);
  bool has_literal = known(url.path).size() > 1;
  Cloud cloud = has_literal ? imds.cloud_of_path(path) : Cloud::undecided;
  out.ec2_path = cloud == Cloud::ec2;
  out.path_open = cloud == Cloud::undecided;
  out.token_path = out.ec2_path && path.find("/api/token") != std::string::npos;
  if (cloud == Cloud::other)
    out.foreign = imds.foreign_path(path).value_or("another cloud");
  return out;
}

namespace {

/// "Could not reach http://...": a sentence, which no request is made of.
bool is_prose(std::string_view start) {
  auto lower_at = [&](std::size_t i) {
    return i < start.size() &&
           (std::islower(static_cast<unsigned char>(start[i])) ||
            start[i] == '\'');
  };
  if (start.empty() || !std::isupper(static_cast<unsigned char>(start[0])))
    return false;
  std::size_t word = 1;
  while (lower_at(word))
    ++word;
  bool blank = word > 1 && word < start.size() && start[word] == ' ';
  return blank && (word + 1 == start.size() || lower_at(word + 1));
}

} // namespace

bool concerns_imds(const Text& text, const Imds& imds) {
  if (is_prose(head(text)))
    return false;
  std::string all = lower(known(text));
  if (all.size() < 4)
    return false;
  for (const std::string& needle : imds.needles())
    if (all.find(needle) != std::string::npos)
      return true;
  return false;
}

std::string host_of_number(std::int64_t number, const Imds& imds) {
  if (number <= 0xffffff || number > 0xffffffff)
    return "";
  for (std::uint32_t n :
       {std::uint32_t(number), __builtin_bswap32(std::uint32_t(number))})
    if (auto host = imds.endpoint(std::to_string(n)))
      return *host;
  return "";
}

Verb verb_of(std::string_view word) {
  if (std::size_t at = word.rfind(':'); at != std::string_view::npos)
    word = word.substr(at + 1);
  if (std::size_t at = word.rfind('.'); at != std::string_view::npos)
    word = word.substr(at + 1);
  std::string w = lower(word);
  for (const char* prefix : {"http_method_", "http_", "curl_", "evhttp_req_",
                             "method_", "verb_", "flb_http_", "req_"})
    if (w.starts_with(prefix))
      w.erase(0, std::string_view(prefix).size());
  if (word.size() > 1 && word[0] == 'k' && word[1] < 'a')
    w.erase(0, 1);
  if (std::size_t at = w.rfind('_'); at != std::string::npos && w.size() < 40)
    if (Verb v = verb_of(w.substr(at + 1)); v != Verb::unknown)
      return v;
  if (w == "get")
    return Verb::get;
  if (w == "head")
    return Verb::head;
  if (w == "put")
    return Verb::put;
  for (const char* other : {"post", "delete", "del", "patch", "options"})
    if (w == other)
      return Verb::other;
  return Verb::unknown;
}

std::string header_name(const Text& text) {
  const std::string start = head(text);
  std::size_t colon = start.find(':');
  std::string name = lower(start.substr(0, colon));
  while (!name.empty() && (name.back() == ' ' || name.back() == ';'))
    name.pop_back();
  while (!name.empty() && std::isspace(static_cast<unsigned char>(name[0])))
    name.erase(0, 1);
  return name;
}

Text header_value(const Text& text) {
  std::string bytes = marked(text);
  std::size_t colon = bytes.find(':');
  if (colon == std::string::npos)
    return {};
  std::size_t at = colon + 1;
  while (at < bytes.size() && bytes[at] == ' ')
    ++at;
  return slice(text, at, bytes.size());
}

/// Where a request written as text begins. Only of one that ends, too, are the
/// first words joined: what is still being put together by a client's own code
/// gets its headers elsewhere.
static std::string start_of_raw(const Text& text) {
  bool whole = marked(text).find("\r\n\r\n") != std::string::npos;
  return whole || text.empty() || text[0].hole >= 0 ? head(text)
                                                    : text[0].literal;
}

RawHead raw_head(const Text& text) {
  RawHead out;
  const std::string start = start_of_raw(text);
  std::size_t blank = start.find(' ');
  if (blank == std::string_view::npos || blank > 7)
    return out;
  Verb verb = verb_of(start.substr(0, blank));
  if (verb == Verb::unknown ||
      !std::isupper(static_cast<unsigned char>(start[0])))
    return out;
  std::string bytes = marked(text);
  std::size_t line = std::min(bytes.find('\n'), bytes.size());
  std::size_t end = std::min(bytes.find(' ', blank + 1), line);
  Url url = split_url(slice(text, blank + 1, end));
  if (url.path.empty() && url.host.empty())
    return out;
  bool is_http = bytes.find("HTTP/") != std::string::npos ||
                 head(url.path).starts_with('/') || end == bytes.size();
  if (!is_http)
    return out;
  out.verb = verb;
  out.path = url.path.empty() ? url.host : url.path;
  out.host = url.scheme ? url.host : Text{};
  while (line < bytes.size()) {
    std::size_t next = std::min(bytes.find('\n', line + 1), bytes.size());
    Text one = slice(text, line + 1, next);
    std::string name = header_name(one);
    Text value = header_value(one);
    if (name == "host")
      out.host = split_url(value).host;
    if (!name.empty())
      out.headers.push_back({name, value});
    line = next;
  }
  return out;
}

} // namespace imds::analyzer::link
