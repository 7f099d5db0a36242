// SPDX-License-Identifier: Apache-2.0
//
// What may be kept of a packet in a file that people mail around? Only what is
// known to be harmless: the start line without its query, names of headers and
// the values of a few. The rest is blanked, not what is known to be secret: a
// token may be the value of a misspelt header, or begin in the next segment.
//
//   GET /latest/user-data?x=1 HTTP/1.1    GET /latest/user-data?*** HTTP/1.1
//   X-aws-ec2-metadata-token: AQAEA...    X-aws-ec2-metadata-token:**********
//   Host: 169.254.169.254                 kept
//
// Of a segment that does not begin with a start line only empty lines are kept.
// Tested by tests/sniffer/live/blank_payload_test.cpp.
#include "sniffer/live/blank_payload.h"

#include "reports/lower.h"
#include "sniffer/ip.h"
#include "sniffer/link_layer.h"
#include "sniffer/tcp.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace imds::sniffer {
namespace {

constexpr std::uint8_t kBlank = '*';
constexpr std::array<std::string_view, 14> kHarmless = {
    "host",
    "user-agent",
    "accept",
    "accept-ranges",
    "connection",
    "content-length",
    "content-type",
    "server",
    "date",
    "last-modified",
    "transfer-encoding",
    "expect",
    "x-aws-ec2-metadata-token-ttl-seconds",
    "accept-encoding"};
constexpr std::array<std::string_view, 6> kStarts = {
    "GET ", "HEAD ", "PUT ", "POST ", "OPTIONS ", "HTTP/1."};

using Text = std::span<std::uint8_t>;

std::string_view view(Text text) {
  return {reinterpret_cast<const char*>(text.data()), text.size()};
}

void blank(Text text) { std::ranges::fill(text, kBlank); }

bool is_start(Text text) {
  return std::ranges::any_of(kStarts, [text](std::string_view start) {
    return view(text).starts_with(start);
  });
}

bool is_harmless(std::string_view name) {
  return std::ranges::find(kHarmless, lower(name)) != kHarmless.end();
}

// The line without its end; `text` goes on behind it.
Text take_line(Text& text) {
  const std::size_t end = std::min(view(text).find('\n'), text.size());
  Text line = text.first(end);
  text = text.subspan(std::min(end + 1, text.size()));
  if (!line.empty() && line.back() == '\r')
    line = line.first(line.size() - 1);
  return line;
}

// "http://user:password@host/path?query" loses its user and its query.
void blank_start_line(Text line) {
  const std::string_view text = view(line);
  const auto scheme = text.find("://");
  const auto query = std::min(text.find('?'), text.size());
  if (scheme < query) {
    const auto path = std::min(text.find('/', scheme + 3), query);
    const auto host = text.rfind('@', path);
    if (host != std::string_view::npos && host > scheme)
      blank(line.subspan(scheme + 3, host - scheme - 3));
  }
  if (query == text.size())
    return;
  const auto version = text.rfind(' ');
  const auto end = version > query ? version : text.size();
  blank(line.subspan(query + 1, std::min(end, text.size()) - query - 1));
}

void blank_header(Text line) {
  const auto colon = view(line).find(':');
  if (colon == std::string_view::npos)
    return blank(line); // a folded value, or cut in its name
  // An empty token stays empty: to who reads the file again it is none.
  const bool empty =
      view(line).find_first_not_of(" \t", colon + 1) == std::string_view::npos;
  if (!empty && !is_harmless(view(line).substr(0, colon)))
    blank(line.subspan(colon + 1));
}

// A body, or what has no beginning here. It may be the end of a head, whose
// empty line stays: else the next head would be read as a part of this one.
void blank_rest(Text text) {
  constexpr std::string_view kEmptyLine = "\r\n\r\n";
  for (auto end = view(text).find(kEmptyLine); end != std::string_view::npos;
       end = view(text).find(kEmptyLine)) {
    blank(text.first(end));
    text = text.subspan(end + kEmptyLine.size());
  }
  blank(text);
}

void blank_http(Text text) {
  while (is_start(text)) {
    blank_start_line(take_line(text));
    for (Text line = take_line(text); !line.empty(); line = take_line(text))
      blank_header(line);
  }
  blank_rest(text);
}

} // namespace

void blank_payload(std::span<std::uint8_t> ip_packet) {
  Packet packet;
  packet.link = LinkType::raw;
  packet.bytes = ip_packet;
  packet.original_length = static_cast<std::uint32_t>(ip_packet.size());
  const auto bytes = ip_of(packet);
  const auto ip = bytes ? parse_ip(*bytes) : std::nullopt;
  if (!ip)
    return blank(
        ip_packet.subspan(std::min<std::size_t>(40, ip_packet.size())));
  const auto tail = [&](Bytes of, std::size_t skip) {
    const auto at = static_cast<std::size_t>(of.data() - ip_packet.data());
    return ip_packet.subspan(at).first(of.size()).subspan(
        std::min(skip, of.size()));
  };
  // An ICMP error quotes IP and TCP headers, and maybe what follows them.
  constexpr std::size_t kQuoted = 8 + 20 + 20;
  constexpr std::size_t kQuoted6 = 8 + 40 + 20;
  const auto tcp = ip->fragment ? std::nullopt : parse_tcp(*ip);
  if (ip->protocol == kIcmp && !ip->fragment)
    blank(tail(ip->payload, kQuoted));
  else if (ip->protocol == kIcmp6 && !ip->fragment)
    blank(tail(ip->payload, kQuoted6));
  else if (ip->protocol == kTcp && tcp)
    blank_http(tail(tcp->payload, 0));
  else
    blank(tail(ip->payload, 0));
}

} // namespace imds::sniffer
