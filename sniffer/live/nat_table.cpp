// SPDX-License-Identifier: Apache-2.0
//
// A packet may carry a port that its socket does not have. Where containers
// are masqueraded they share the host's address, and two connections to the
// endpoint from one port cannot be. The kernel gives the later one another
// port, also where that is the host's own:
//
//   container 172.17.0.2:41000 -> as 10.0.0.5:41000
//   curl on the host  10.0.0.5:41000 -> as 10.0.0.5:13713
//
// No socket of the host has port 13713. The connection tracker knows both
// sides: asked for who gets the answers to 13713, it tells the original.
//
// It is not asked where nothing is tracked: on an old kernel the question
// alone would begin the tracking.
// Tested by nat_table_test.cpp and tests/live/same_port_proof.py.
#include "sniffer/live/nat_table.h"

#include "sniffer/live/netlink.h"

#include <arpa/inet.h>
#include <array>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <vector>

namespace imds::sniffer {
namespace {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

constexpr std::uint16_t kEntry = NFNL_SUBSYS_CTNETLINK << 8 | IPCTNL_MSG_CT_NEW;
constexpr std::uint16_t kQuestion =
    NFNL_SUBSYS_CTNETLINK << 8 | IPCTNL_MSG_CT_GET;
constexpr std::size_t kMappedPrefix = 12; // of an IPv4 address in 16 bytes

Bytes attribute(std::uint16_t type, BytesView payload) {
  const nlattr head{static_cast<std::uint16_t>(NLA_HDRLEN + payload.size()),
                    type};
  Bytes out(NLA_ALIGN(head.nla_len));
  std::memcpy(out.data(), &head, sizeof head);
  std::ranges::copy(payload, out.begin() + NLA_HDRLEN);
  return out;
}

Bytes nest(std::uint16_t type, std::initializer_list<Bytes> parts) {
  Bytes inside;
  for (const Bytes& part : parts)
    inside.insert(inside.end(), part.begin(), part.end());
  return attribute(type | NLA_F_NESTED, inside);
}

Bytes address(bool v4, std::uint16_t v4_type, const Address& of) {
  // The types of IPv6 addresses follow those of IPv4.
  const auto type = static_cast<std::uint16_t>(v4 ? v4_type : v4_type + 2);
  return attribute(type, BytesView(of.bytes).subspan(v4 ? kMappedPrefix : 0));
}

Bytes port(std::uint16_t type, std::uint16_t number) {
  const std::array<std::uint8_t, 2> big{
      static_cast<std::uint8_t>(number >> 8),
      static_cast<std::uint8_t>(number & 0xff)};
  return attribute(type, big);
}

// The tuple of the answers: from the endpoint to the client as it was seen.
Bytes question_for(const Connection& seen, std::uint32_t sequence) {
  const bool v4 = seen.client.is_v4();
  const std::array<std::uint8_t, 1> tcp{IPPROTO_TCP};
  const Bytes tuple = nest(
      CTA_TUPLE_REPLY,
      {nest(CTA_TUPLE_IP, {address(v4, CTA_IP_V4_SRC, seen.endpoint.address),
                           address(v4, CTA_IP_V4_DST, seen.client)}),
       nest(CTA_TUPLE_PROTO, {attribute(CTA_PROTO_NUM, tcp),
                              port(CTA_PROTO_SRC_PORT, seen.endpoint.port),
                              port(CTA_PROTO_DST_PORT, seen.client_port)})});
  nlmsghdr header{};
  nfgenmsg family{};
  header.nlmsg_len =
      static_cast<std::uint32_t>(NLMSG_HDRLEN + sizeof family + tuple.size());
  header.nlmsg_type = kQuestion;
  header.nlmsg_flags = NLM_F_REQUEST;
  header.nlmsg_seq = sequence;
  family.nfgen_family = v4 ? AF_INET : AF_INET6;
  family.version = NFNETLINK_V0;
  Bytes out(header.nlmsg_len);
  std::memcpy(out.data(), &header, sizeof header);
  std::memcpy(out.data() + NLMSG_HDRLEN, &family, sizeof family);
  std::ranges::copy(tuple, out.begin() + NLMSG_HDRLEN + sizeof family);
  return out;
}

std::optional<Address> read_address(BytesView ip, std::uint16_t v4_type) {
  if (const auto four = attribute_of(ip, v4_type); four.size() == 4)
    return v4(four.data());
  const auto sixteen =
      attribute_of(ip, static_cast<std::uint16_t>(v4_type + 2));
  return sixteen.size() == 16 ? std::optional(v6(sixteen.data()))
                              : std::nullopt;
}

std::optional<std::uint16_t> read_port(BytesView protocol, std::uint16_t type) {
  const auto big = read_at<std::uint16_t>(attribute_of(protocol, type), 0);
  return big ? std::optional(ntohs(*big)) : std::nullopt;
}

} // namespace

std::optional<Connection> read_tracked(BytesView message) {
  constexpr std::size_t kAttributes = NLMSG_HDRLEN + sizeof(nfgenmsg);
  const auto header = read_at<nlmsghdr>(message, 0);
  if (!header || header->nlmsg_type != kEntry ||
      header->nlmsg_len > message.size() || header->nlmsg_len < kAttributes)
    return std::nullopt;
  const auto tuple = attribute_of(
      message.first(header->nlmsg_len).subspan(kAttributes), CTA_TUPLE_ORIG);
  const auto ip = attribute_of(tuple, CTA_TUPLE_IP);
  const auto protocol = attribute_of(tuple, CTA_TUPLE_PROTO);
  const auto client = read_address(ip, CTA_IP_V4_SRC);
  const auto endpoint = read_address(ip, CTA_IP_V4_DST);
  const auto from = read_port(protocol, CTA_PROTO_SRC_PORT);
  const auto to = read_port(protocol, CTA_PROTO_DST_PORT);
  if (!client || !endpoint || !from || !to)
    return std::nullopt;
  return Connection{*client, *from, {*endpoint, *to}, 0};
}

std::optional<NatTable> NatTable::open() {
  if (::access("/proc/sys/net/netfilter/nf_conntrack_count", F_OK) != 0)
    return std::nullopt;
  Descriptor netlink(
      ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_NETFILTER));
  if (!netlink)
    return std::nullopt;
  // The answer is made within send(); this only guards against none at all.
  const timeval patience{.tv_sec = 0, .tv_usec = 200'000};
  ::setsockopt(netlink.get(), SOL_SOCKET, SO_RCVTIMEO, &patience,
               sizeof patience);
  return NatTable(std::move(netlink));
}

std::optional<Connection> NatTable::original_of(const Connection& seen) {
  const Bytes question = question_for(seen, ++sequence_);
  if (::send(netlink_.get(), question.data(), question.size(), 0) < 0)
    return std::nullopt;
  alignas(nlmsghdr) std::array<std::uint8_t, 4096> answer;
  for (;;) {
    const ssize_t size =
        ::recv(netlink_.get(), answer.data(), answer.size(), 0);
    if (size <= 0)
      return std::nullopt;
    const BytesView bytes(answer.data(), static_cast<std::size_t>(size));
    const auto header = read_at<nlmsghdr>(bytes, 0);
    if (!header || header->nlmsg_seq != sequence_)
      continue; // a late one
    auto original = read_tracked(bytes);
    if (!original)
      return std::nullopt;
    original->netns = seen.netns;
    return *original == seen ? std::nullopt : original;
  }
}

} // namespace imds::sniffer
