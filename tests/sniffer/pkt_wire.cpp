// SPDX-License-Identifier: Apache-2.0
#include "pkt_wire.h"

#include <algorithm>

namespace imds::sniffer::test {

Wire::Flow& Wire::flow(const std::string& client) { return flows_[client]; }

bool Wire::is_open(const std::string& client) const {
  const auto found = flows_.find(client);
  return found != flows_.end() && found->second.open;
}

void Wire::wait(double seconds) {
  now_ns_ += static_cast<std::int64_t>(seconds * 1e9);
}

void Wire::add_leg(const std::string& client, const Endpoint& outer) {
  flow(client).outer = outer;
}

void Wire::set_owner(const std::string& client, const std::string& comment) {
  flow(client).comment = comment;
}

void Wire::set_start(const std::string& client, std::uint32_t seq) {
  flow(client).start = seq;
}

void Wire::open(const std::string& client, const Endpoint& server,
                bool handshake) {
  Flow& f = flow(client);
  f.client = *parse_endpoint(client);
  f.server = server;
  f.open = true;
  // Different clients start differently, unless the case says otherwise.
  const std::uint32_t start = f.start == 1000 ? 1000u * f.client.port : f.start;
  f.up = {start, 0, 0};
  f.down = {start + 0x5000, 0, 0};
  if (!handshake)
    return;
  Sending syn;
  syn.syn = true;
  send(client, true, syn);
  send(client, false, syn);
  send(client, true, {});
}

void Wire::send(const std::string& client, bool from_client, Sending s) {
  Flow& f = flow(client);
  Side& side = from_client ? f.up : f.down;
  const Side& other = from_client ? f.down : f.up;
  if (!s.no_ack)
    side.acked = other.sent;
  const std::uint32_t at = s.at.value_or(side.sent);
  const std::size_t step =
      s.split == 0 ? std::max<std::size_t>(s.bytes.size(), 1) : s.split;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < std::max<std::size_t>(s.bytes.size(), 1);
       i += step)
    places.push_back(i);
  if (s.reverse && s.fragment == 0)
    std::ranges::reverse(places);
  for (int times = s.twice ? 2 : 1; times > 0; --times)
    for (const std::size_t i : places) {
      const std::string bytes =
          s.bytes.substr(std::min(i, s.bytes.size()), step);
      const bool last = i + step >= s.bytes.size();
      std::vector<Buffer> out;
      segment(f, from_client, s, at + static_cast<std::uint32_t>(i), bytes,
              s.fin && last, out);
      if (!s.lost)
        for (const Buffer& ip : out)
          record(f, ip, s);
    }
  const auto end =
      at + static_cast<std::uint32_t>(s.bytes.size()) + (s.fin ? 1u : 0u);
  side.sent = std::max(side.sent, end);
}

void Wire::segment(Flow& f, bool from_client, const Sending& s,
                   std::uint32_t at, const std::string& bytes, bool fin,
                   std::vector<Buffer>& out) {
  const Side& side = from_client ? f.up : f.down;
  const Side& other = from_client ? f.down : f.up;
  TcpFields t;
  t.from = from_client ? f.client : f.server;
  t.to = from_client ? f.server : f.client;
  t.seq = side.start + at - (s.syn ? 1u : 0u);
  t.ack = other.start + side.acked;
  t.syn = s.syn;
  t.fin = fin;
  t.rst = s.rst;
  t.has_ack = !s.syn || !from_client;
  t.ttl = static_cast<std::uint8_t>(s.ttl);
  t.ip_options = s.ip_options;
  t.zero_length = s.offload;
  t.payload = bytes;
  emit(f, from_client, t, s, out);
  if (!f.outer)
    return;
  // The client's packet goes inside, then outside; the answer the other way,
  // and inside only with a TTL that is left.
  TcpFields second = t;
  --second.ttl;
  (from_client ? second.from : t.to) = *f.outer;
  if (from_client)
    return emit(f, from_client, second, s, out);
  out.clear();
  emit(f, from_client, t, s, out);
  if (second.ttl > 0)
    emit(f, from_client, second, s, out);
}

void Wire::emit(Flow& f, bool from_client, const TcpFields& fields,
                const Sending& s, std::vector<Buffer>& out) {
  TcpFields numbered = fields;
  numbered.ip_id = ++ip_id_;
  const Buffer ip = tcp_packet(numbered);
  if (!from_client)
    f.last_down = ip;
  if (s.fragment == 0)
    return out.push_back(ip);
  std::vector<Buffer> pieces = fragments_of(ip, s.fragment);
  if (s.reverse)
    std::ranges::reverse(pieces);
  out.insert(out.end(), pieces.begin(), pieces.end());
}

void Wire::record(const Flow& f, const Buffer& ip, const Sending& s) {
  Recorded packet;
  now_ns_ += 100'000;
  packet.time_ns = now_ns_;
  packet.bytes = on_link(case_.link, ip);
  packet.original_length = static_cast<std::uint32_t>(packet.bytes.size());
  packet.comment = f.comment;
  if (s.cut) {
    const std::size_t away = s.bytes.size() - std::min(*s.cut, s.bytes.size());
    packet.bytes.resize(packet.bytes.size() - away);
  }
  case_.packets.push_back(std::move(packet));
}

void Wire::expire(const std::string& client) {
  Flow& f = flow(client);
  const Address router =
      parse_endpoint(f.client.address.is_v4() ? "10.0.0.1" : "fd00::1")
          ->address;
  record(f, time_exceeded(router, f.last_down), {});
}

} // namespace imds::sniffer::test
