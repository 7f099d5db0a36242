// SPDX-License-Identifier: Apache-2.0
#include "sniffer/address.h"

#include "reports/imds.h"

#include <fmt/format.h>

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <cstring>

namespace imds::sniffer {
namespace {

constexpr std::array<std::uint8_t, 12> kMapped = {0, 0, 0, 0, 0,    0,
                                                  0, 0, 0, 0, 0xff, 0xff};

std::optional<Address> parse_address(const std::string& text) {
  std::array<std::uint8_t, 16> raw{};
  if (inet_pton(AF_INET, text.c_str(), raw.data()) == 1)
    return v4(raw.data());
  if (inet_pton(AF_INET6, text.c_str(), raw.data()) == 1)
    return v6(raw.data());
  return std::nullopt;
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, port);
  if (error != std::errc{} || stop != end || port == 0)
    return std::nullopt;
  return port;
}

// Twice for each request, and a general formatter would be a tenth of it.
std::string dotted(const std::uint8_t* four_bytes) {
  std::array<char, sizeof "255.255.255.255"> text;
  char* at = text.data();
  for (int i = 0; i < 4; ++i) {
    if (i != 0)
      *at++ = '.';
    at = std::to_chars(at, text.data() + text.size(), four_bytes[i]).ptr;
  }
  return {text.data(), at};
}

} // namespace

bool Address::is_v4() const {
  return std::equal(kMapped.begin(), kMapped.end(), bytes.begin());
}

Address v4(const std::uint8_t* four_bytes) {
  Address a;
  std::copy(kMapped.begin(), kMapped.end(), a.bytes.begin());
  std::memcpy(a.bytes.data() + kMapped.size(), four_bytes, 4);
  return a;
}

Address v6(const std::uint8_t* sixteen_bytes) {
  Address a;
  std::memcpy(a.bytes.data(), sixteen_bytes, a.bytes.size());
  return a;
}

std::string to_string(const Address& address) {
  const auto& b = address.bytes;
  if (address.is_v4())
    return dotted(b.data() + kMapped.size());
  char text[INET6_ADDRSTRLEN] = "";
  inet_ntop(AF_INET6, b.data(), text, sizeof text);
  return text;
}

Result<Endpoint> parse_endpoint(const std::string& text) {
  const auto bad = [&] {
    return fail(fmt::format("'{}' is no address to watch", text), {},
                "--endpoint 10.0.0.7, 10.0.0.7:8080 or [fd00::1]:8080");
  };
  if (const auto plain = parse_address(text))
    return Endpoint{*plain};
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0)
    return bad();
  std::string host = text.substr(0, colon);
  if (host.front() == '[' && host.back() == ']')
    host = host.substr(1, host.size() - 2);
  const auto address = parse_address(host);
  const auto port = parse_port(std::string_view(text).substr(colon + 1));
  if (!address || (!port && colon + 1 != text.size()))
    return bad();
  return Endpoint{*address, port.value_or(80)};
}

Result<std::vector<Endpoint>>
endpoints_to_watch(const Imds& imds, const std::vector<std::string>& extra) {
  std::vector<std::string> texts = imds.addresses();
  texts.insert(texts.end(), extra.begin(), extra.end());
  std::vector<Endpoint> endpoints;
  for (const std::string& text : texts) {
    const auto endpoint = parse_endpoint(text);
    if (!endpoint)
      return std::unexpected(endpoint.error());
    if (std::ranges::find(endpoints, *endpoint) == endpoints.end())
      endpoints.push_back(*endpoint);
  }
  return endpoints;
}

} // namespace imds::sniffer
