// SPDX-License-Identifier: Apache-2.0
//
// Does this text spell IMDS? A needle only says that it may. What stands
// around it is cut out and read:
//
//   http://0xA9.254.169.254/     the run of host bytes, as inet_aton reads it
//   {169, 254, 169, 254}         four numbers between commas
//   "\\xa9\\xfe\\xa9\\xfe"       four escapes
//   htonl(0xA9FEA9FE)            a number; 0xFEA9FEA9 is it byte-swapped
//   fd00:0ec2:0::254             the run of IPv6 bytes
//   http://instance-data/        a name, only as the host of a URL: the same
//                                word is an option or an identifier elsewhere
//   latest/meta-data             a version and a tree of it
//   "/meta-data/iam/info"        a tree and a key that only metadata has: the
//                                version may stand elsewhere
//
// Tested by mentions_test.cpp.
#include "analyzer/scan/mentions.h"

#include "reports/lower.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <tuple>

namespace imds::analyzer {

namespace {

constexpr std::string_view kDigits = "0123456789";

bool in(std::string_view set, char c) {
  return set.find(c) != std::string_view::npos;
}

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

/// The longest run around `at` whose bytes all satisfy `fits`.
template <class F>
std::pair<std::size_t, std::size_t> run(std::string_view text, std::size_t at,
                                        F fits) {
  constexpr std::size_t kLongest = 128;
  std::size_t begin = at, end = at;
  while (begin > 0 && at - begin < kLongest && fits(text[begin - 1]))
    --begin;
  while (end < text.size() && end - at < kLongest && fits(text[end]))
    ++end;
  return {begin, end};
}

/// Reads "169, 254, 0xa9, 254": numbers of a byte with commas between.
struct ByteList {
  std::size_t end = 0;
  bool endpoint = false;
};

ByteList read_bytes(std::string_view text, std::size_t at) {
  constexpr std::array<long, 4> kEndpoint = {169, 254, 169, 254};
  ByteList list;
  for (std::size_t i = 0; i < kEndpoint.size(); ++i) {
    if (i > 0) {
      at = std::min(text.find_first_not_of(" \t\r\n", at), text.size());
      if (at >= text.size() || text[at] != ',')
        return list;
      at = std::min(text.find_first_not_of(" \t\r\n", at + 1), text.size());
    }
    std::string number;
    while (at < text.size() && number.size() < 8 && is_word(text[at]))
      number += text[at++];
    char* stop = nullptr;
    long value = std::strtol(number.c_str(), &stop, 0);
    bool suffix = *stop == 'u' || *stop == 'U';
    if (number.empty() || value != kEndpoint[i] || (*stop != '\0' && !suffix))
      return list;
  }
  list.endpoint = true;
  list.end = at;
  return list;
}

bool is_version(std::string_view text) {
  auto digits = [&](std::size_t from, std::size_t count) {
    return std::ranges::all_of(text.substr(from, count),
                               [](char c) { return in(kDigits, c); });
  };
  if (text == "latest" || text == "1.0")
    return true;
  return text.size() == 10 && text[4] == '-' && text[7] == '-' &&
         digits(0, 4) && digits(5, 2) && digits(8, 2);
}

/// Keys of the metadata tree; an unknown word behind meta-data/ is no hit.
bool is_metadata_key(std::string_view text) {
  static constexpr std::array<std::string_view, 32> kKeys = {
      "ami-id",
      "ami-launch-index",
      "ami-manifest-path",
      "ancestor-ami-ids",
      "autoscaling",
      "block-device-mapping",
      "elastic-gpus",
      "elastic-inference",
      "events",
      "hibernation",
      "hostname",
      "iam",
      "identity-credentials",
      "instance-action",
      "instance-id",
      "instance-life-cycle",
      "instance-type",
      "ipv6",
      "kernel-id",
      "local-hostname",
      "local-ipv4",
      "mac",
      "managed-ssh-keys",
      "network",
      "placement",
      "product-codes",
      "profile",
      "public-hostname",
      "public-ipv4",
      "public-keys",
      "ramdisk-id",
      "reservation-id"};
  static constexpr std::array<std::string_view, 5> kMore = {
      "security-groups", "services", "spot", "system", "tags"};
  std::size_t end = 0;
  while (end < text.size() && (is_word(text[end]) || text[end] == '-'))
    ++end;
  std::string_view key = text.substr(0, end);
  return std::ranges::find(kKeys, key) != kKeys.end() ||
         std::ranges::find(kMore, key) != kMore.end();
}

std::vector<std::string> all_needles(const Imds& imds) {
  std::vector<std::string> needles = imds.needles();
  for (const char* more : {"fea9fea9", "/user-data", "/dynamic", "/api/token"})
    needles.push_back(more);
  std::ranges::sort(needles);
  auto copies = std::ranges::unique(needles);
  needles.erase(copies.begin(), copies.end());
  return needles;
}

} // namespace

HitFinder::HitFinder(const Imds& imds)
    : imds_(imds), needles_(all_needles(imds), /*fold_case=*/true) {}

std::optional<Hit> HitFinder::as_header(std::string_view text,
                                        std::size_t at) const {
  auto [begin, end] =
      run(text, at, [](char c) { return is_word(c) || c == '-'; });
  std::string_view name = text.substr(begin, end - begin);
  if (imds_.is_token_header(name))
    return Hit{begin, end, MentionKind::token_header};
  if (imds_.is_ttl_header(name))
    return Hit{begin, end, MentionKind::ttl_header};
  return std::nullopt;
}

std::optional<Hit> HitFinder::as_path(std::string_view text,
                                      std::size_t at) const {
  auto [begin, end] =
      run(text, at, [](char c) { return is_word(c) || in("-./", c); });
  std::string_view path = text.substr(begin, end - begin);
  for (std::string_view tree :
       {"/meta-data", "/dynamic", "/user-data", "/api/token"}) {
    std::size_t place = path.find(tree);
    if (place == std::string_view::npos)
      continue;
    std::string_view before = path.substr(0, place);
    before = before.substr(before.rfind('/') + 1);
    std::string_view after = path.substr(place + tree.size());
    bool ends = after.empty() || !(is_word(after[0]) || after[0] == '-');
    if (is_version(before) && ends)
      return Hit{begin + place - before.size(), end, MentionKind::path};
  }
  std::size_t place = path.find("meta-data/");
  bool alone = place != std::string_view::npos &&
               (place == 0 || path[place - 1] == '/') &&
               is_metadata_key(path.substr(place + 10));
  if (!alone)
    return std::nullopt;
  return Hit{begin + place, end, MentionKind::path};
}

/// instance-data as the host of a URL, or with its domain.
std::optional<Hit> HitFinder::as_name(std::string_view text,
                                      std::size_t at) const {
  auto [begin, end] =
      run(text, at, [](char c) { return is_word(c) || in("-.", c); });
  std::string_view name = text.substr(begin, end - begin);
  bool url = begin >= 2 && text.substr(begin - 2, 2) == "//";
  bool domain = name.find('.') != std::string_view::npos;
  if ((!url && !domain) || !imds_.endpoint(name))
    return std::nullopt;
  return Hit{begin, end, MentionKind::host_name};
}

std::optional<Hit> HitFinder::as_address(std::string_view text,
                                         std::size_t at) const {
  ByteList bytes = read_bytes(text, at);
  bool starts = at == 0 || !is_word(text[at - 1]);
  if (bytes.endpoint && starts)
    return Hit{at, bytes.end, MentionKind::address};
  // \xa9\xfe\xa9\xfe, in any case; the needle begins behind a backslash.
  std::string escapes = lower(text.substr(at, 15));
  if (escapes == "xa9\\xfe\\xa9\\xfe")
    return Hit{at, at + 15, MentionKind::address};
  for (std::string_view more : {".%", ".:%[]", "."}) {
    auto [begin, end] = run(text, at, [&](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) || in(more, c);
    });
    // "169.254.169.254." ends a sentence, "x:169.254.169.254" has a key.
    while (end > begin && in(".:%", text[end - 1]))
      --end;
    while (begin < end && in(".:%]", text[begin]))
      ++begin;
    std::string_view host = text.substr(begin, end - begin);
    if (host.size() > 4 && host.find_first_of(".x%:") == host.npos &&
        host.size() < 10)
      continue;
    std::string digits = lower(host);
    while (!digits.empty() && in("ul", digits.back()))
      digits.pop_back();
    bool swapped = digits == "0xfea9fea9";
    if (swapped || imds_.endpoint(digits) || imds_.endpoint(host))
      return Hit{begin, end, MentionKind::address};
    std::size_t port = host.rfind(':');
    bool ported = port != std::string_view::npos &&
                  imds_.endpoint(host.substr(0, port)).has_value();
    if (ported)
      return Hit{begin, begin + port, MentionKind::address};
  }
  return std::nullopt;
}

std::optional<Hit> HitFinder::confirm(std::string_view text,
                                      std::size_t at) const {
  std::string_view rest = text.substr(at, 16);
  std::string word = lower(rest);
  if (word.starts_with("metadata-token"))
    return as_header(text, at);
  if (word.starts_with("instance-data"))
    return as_name(text, at);
  if (word.starts_with("meta-data") || word.starts_with("latest/") ||
      word.starts_with("/"))
    return as_path(text, at);
  return as_address(text, at);
}

std::vector<Hit> HitFinder::find(std::string_view text) const {
  std::vector<Hit> hits;
  needles_.find(text, [&](std::size_t at, std::size_t) {
    bool known =
        !hits.empty() && at < hits.back().end && at >= hits.back().begin;
    if (known)
      return;
    if (std::optional<Hit> hit = confirm(text, at))
      hits.push_back(*hit);
  });
  auto place = [](const Hit& h) { return std::tuple(h.begin, h.end, h.kind); };
  std::ranges::sort(hits, {}, place);
  auto copies = std::ranges::unique(hits, {}, place);
  hits.erase(copies.begin(), copies.end());
  return hits;
}

} // namespace imds::analyzer
