// SPDX-License-Identifier: Apache-2.0
//
// The privileged half. It opens what needs rights and hands it over, and it
// answers one question: whose is this connection? It never reads a packet
// beyond the headers of a SYN, and what it is asked has a fixed form, so the
// half that parses foreign bytes gains little by taking it in. What it reads
// to answer: /proc, the cgroups, /etc/passwd, and what the runtime of the
// caller's container wrote down (container_images.cpp). No question names a
// file or a container.
//
// With eBPF the answer comes from the kernel. Without, everything hangs on
// speed: at the SYN the socket of a one-shot curl is there in 100 of 100
// cases, at its first data in 96, at its end in none. So the keeper watches
// for SYNs itself and does not wait to be asked.
//
//   SYN in a namespace -> the socket, asked for by its exact addresses there
//                      -> the process that holds it -> /proc -> the surveyor
//
// A container's SYN is also seen on the host's bridge, where its socket is
// not. It is looked for in every other namespace then, after a look for new
// ones: that is how the first request of a new container finds its process.
// Tested by tests/live.
#include "sniffer/live/keeper.h"

#include "sniffer/live/confine.h"
#include "sniffer/live/coverage.h"
#include "sniffer/live/proc_text.h"
#include "sniffer/live/service_manager.h"
#include "sniffer/live/socket_owner.h"
#include "sniffer/live/syn.h"
#include "sniffer/live/trace_join.h"
#include "sniffer/live/wire.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <deque>
#include <fmt/format.h>
#include <linux/capability.h>
#include <set>
#include <sys/epoll.h>

namespace imds::sniffer {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kLook = std::chrono::seconds(1); // for new namespaces
constexpr std::size_t kRemembered = 8192;       // SYNs that have an answer

// What an event is about: one of these, or else the inode of a room.
enum class Source : std::uint64_t { link = 0, tracer = 1 };

std::string start(Message kind) {
  WireWriter out;
  out.number(static_cast<std::uint64_t>(kind));
  return out.bytes();
}

std::string about_namespace(Message kind, std::uint64_t netns) {
  WireWriter out;
  out.number(netns);
  return start(kind) + out.bytes();
}

} // namespace

// Which SYNs have been answered: the copies on bridges need no second look.
class AnsweredSyns {
public:
  bool contains(const SynKey& key) const { return keys_.contains(key); }
  void add(const SynKey& key) {
    if (!keys_.insert(key).second)
      return;
    order_.push_back(key);
    if (order_.size() > kRemembered) {
      keys_.erase(order_.front());
      order_.pop_front();
    }
  }

private:
  std::set<SynKey> keys_;
  std::deque<SynKey> order_;
};

struct Keeper::State {
  State(Link the_link, KeeperOptions the_options)
      : link(std::move(the_link)), options(std::move(the_options)),
        processes(options.keep), owners(processes),
        join(processes, options.keep) {}

  Result<void> choose_backend();
  Result<void> start_tracer(bool with_btf);
  void read_trace_events();
  void note(const std::string& text);
  void not_seen(const std::string& text);
  void say_what_stays_hidden();
  Rooms::Changes changes();
  void watch_programs(const NamespaceVisitor& visitor);
  void watch(int descriptor, std::uint64_t source);
  void look_around();
  void read_syns(Room& room);
  void hear_every_room();
  void resolve_strays();
  std::optional<Caller> find_in(Room& room, const Connection& seen);
  bool try_room(Room& room, const Syn& syn);
  void tell_owner(const SynKey& key, const Caller& caller);
  void serve();
  void answer(WireReader& request);
  std::optional<Caller> search(const Connection& connection);

  Link link;
  KeeperOptions options;
  ProcessReader processes;
  SocketOwner owners;
  TraceJoin join;
  CgroupTree cgroups;
  std::optional<Tracer> tracer;
  const char* method = "diag";
  std::optional<Rooms> rooms;
  Descriptor epoll;
  AnsweredSyns answered;
  std::vector<Syn> strays; // SYNs whose socket is in another namespace
  Clock::time_point next_look{};
};

void Keeper::State::note(const std::string& text) {
  WireWriter out;
  out.text(text);
  link.send(start(Message::note) + out.bytes());
}

// What makes the result incomplete.
void Keeper::State::not_seen(const std::string& text) {
  WireWriter out;
  out.text(text);
  link.send(start(Message::not_seen) + out.bytes());
}

// Without this right no other namespace is even found, so none can fail.
void Keeper::State::say_what_stays_hidden() {
  const auto missing = missing_rights();
  const bool blind = std::ranges::any_of(missing, [](const Right& right) {
    return right.capability == CAP_SYS_PTRACE;
  });
  if (blind && options.rooms.others)
    not_seen("network namespaces of containers: cap_sys_ptrace is missing");
}

Result<void> Keeper::State::start_tracer(bool with_btf) {
  auto started = Tracer::start({options.endpoints, cgroups.root(), with_btf});
  if (!started)
    return std::unexpected(started.error());
  tracer.emplace(std::move(*started));
  watch(tracer->descriptor(), static_cast<std::uint64_t>(Source::tracer));
  options.rooms.syns.clear(); // the tracer is told earlier and more
  method = "ebpf";
  return {};
}

// What is lost by falling back is said once, at the start.
Result<void> Keeper::State::choose_backend() {
  if (options.backend == Backend::diag)
    return {};
  Result<void> tried;
  if (options.backend != Backend::ebpf_no_btf) {
    tried = start_tracer(/*with_btf=*/true);
    if (tried || options.backend == Backend::ebpf)
      return tried;
  }
  const std::string first = tried ? "" : tried.error().what;
  tried = start_tracer(/*with_btf=*/false);
  if (options.backend == Backend::ebpf_no_btf)
    return tried;
  if (tried)
    note("eBPF without BTF (" + first +
         "): the arguments and parents of a "
         "caller that ends at once may be missing");
  else
    note("no eBPF (" + tried.error().what +
         "): callers are looked up by "
         "socket at the SYN; one that ends within a millisecond may stay "
         "unattributed");
  return {};
}

void Keeper::State::read_trace_events() {
  tracer->read([this](TraceEvent&& event) {
    const auto* syn = std::get_if<SynSent>(&event);
    const auto sent = syn ? std::optional(*syn) : std::nullopt;
    if (const auto owner = join.take(std::move(event)))
      return tell_owner(owner->first, owner->second);
    // A socket that was connected before the programs were there.
    if (sent)
      tell_owner(
          {sent->endpoint, sent->sequence},
          search({sent->client.address, sent->client.port, sent->endpoint, 0})
              .value_or(Caller{}));
  });
}

Rooms::Changes Keeper::State::changes() {
  return {
      [this](std::uint64_t netns, int capture) {
        link.send(about_namespace(Message::namespace_opened, netns), capture);
      },
      [this](const Room& room) {
        if (room.syns)
          watch(room.syns->descriptor(), room.inode);
      },
      [this](std::uint64_t netns) {
        link.send(about_namespace(Message::namespace_closed, netns));
      },
  };
}

void Keeper::State::watch(int descriptor, std::uint64_t source) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = source;
  ::epoll_ctl(epoll.get(), EPOLL_CTL_ADD, descriptor, &event);
}

// The kernel tells of programs in the host's first network namespace only,
// which is that of its own threads: children of process 2. (So is init's, but
// init may be closed even to root.)
void Keeper::State::watch_programs(const NamespaceVisitor& visitor) {
  constexpr std::int64_t kKernelThreads = 2;
  const auto first = read_link_inode(read_link("/proc/2/ns/net"), "net");
  if (tracer || !first)
    return;
  const auto watched = visitor.visit(*first, kKernelThreads, [this] {
    if (auto execs = ExecEvents::open())
      owners.watch(std::move(*execs));
  });
  if (!watched)
    note("the kernel does not tell which programs begin: " +
         watched.error().what);
}

// A look costs a link per process. On a host with very many it comes less
// often, so that it stays under half a percent of one CPU.
void Keeper::State::look_around() {
  const auto before = Clock::now();
  rooms->refresh();
  const auto cost = Clock::now() - before;
  next_look = before + std::max<Clock::duration>(kLook, cost * 200);
  for (const std::string& trouble : rooms->take_troubles())
    not_seen(trouble);
  if (const std::uint64_t lost = tracer ? tracer->take_lost() : 0; lost != 0)
    not_seen(fmt::format("{} events of eBPF found no room", lost));
}

void Keeper::State::tell_owner(const SynKey& key, const Caller& caller) {
  WireWriter out;
  out.number(static_cast<std::uint64_t>(Message::syn_owner));
  out.text({reinterpret_cast<const char*>(key.endpoint.address.bytes.data()),
            key.endpoint.address.bytes.size()});
  out.number(key.endpoint.port);
  out.number(key.sequence);
  out.caller(caller);
  link.send(out.bytes());
  answered.add(key);
}

// Where it was seen, the packet may carry another port than its socket has.
std::optional<Caller> Keeper::State::find_in(Room& room,
                                             const Connection& seen) {
  Connection there = seen;
  there.netns = room.inode;
  if (auto caller = owners.find(room.diag, there))
    return caller;
  const auto original = room.nat && seen.netns == room.inode
                            ? room.nat->original_of(seen)
                            : std::nullopt;
  return original ? owners.find(room.diag, *original) : std::nullopt;
}

bool Keeper::State::try_room(Room& room, const Syn& syn) {
  const auto caller = find_in(room, syn.connection);
  if (caller)
    tell_owner(syn.key, *caller);
  return caller.has_value();
}

void Keeper::State::read_syns(Room& room) {
  constexpr int kBatch = 256;
  room.syns->read(kBatch, [&](const Packet& packet) {
    const auto syn = read_syn(packet, options.endpoints);
    if (syn && !answered.contains(syn->key) && !try_room(room, *syn))
      strays.push_back(*syn);
  });
}

// A SYN is on its container's link before it is on the host's bridge: by now it
// waits in that room, and nothing slow must come before it.
void Keeper::State::hear_every_room() {
  for (auto& [inode, room] : rooms->all())
    if (room.syns)
      read_syns(room);
  std::erase_if(strays,
                [this](const Syn& syn) { return answered.contains(syn.key); });
}

void Keeper::State::resolve_strays() {
  if (strays.empty())
    return;
  hear_every_room();
  if (strays.empty())
    return;
  constexpr auto kSoonest = std::chrono::milliseconds(20);
  static Clock::time_point last_look;
  if (Clock::now() - last_look > kSoonest) {
    look_around();
    last_look = Clock::now();
  }
  for (const Syn& syn : strays) {
    if (answered.contains(syn.key))
      continue;
    for (auto& [inode, room] : rooms->all())
      if (inode != syn.connection.netns && try_room(room, syn))
        break;
    if (!answered.contains(syn.key))
      tell_owner(syn.key, Caller{}); // nobody knows: no need to wait
  }
  strays.clear();
}

// A connection whose SYN was not seen: first where the packet was, then
// everywhere else; two namespaces that both know it settle nothing.
std::optional<Caller> Keeper::State::search(const Connection& connection) {
  if (const auto here = rooms->all().find(connection.netns);
      here != rooms->all().end())
    if (auto caller = find_in(here->second, connection))
      return caller;
  std::optional<Caller> found;
  for (auto& [inode, room] : rooms->all()) {
    auto caller =
        inode == connection.netns ? std::nullopt : find_in(room, connection);
    if (caller && found)
      return std::nullopt;
    if (caller)
      found = std::move(caller);
  }
  return found;
}

void Keeper::State::answer(WireReader& request) {
  const std::uint64_t id = request.number();
  Connection connection;
  const std::string client = request.text();
  connection.client_port = static_cast<std::uint16_t>(request.number());
  const std::string endpoint = request.text();
  connection.endpoint.port = static_cast<std::uint16_t>(request.number());
  connection.netns = request.number();
  auto& from = connection.client.bytes;
  auto& to = connection.endpoint.address.bytes;
  if (!request.ok() || client.size() != from.size() ||
      endpoint.size() != to.size())
    return;
  std::ranges::copy(client, from.begin());
  std::ranges::copy(endpoint, to.begin());
  // Only what the survey is about: this is no oracle for other sockets.
  if (std::ranges::find(options.endpoints, connection.endpoint) ==
      options.endpoints.end())
    return;
  WireWriter out;
  out.number(static_cast<std::uint64_t>(Message::answer));
  out.number(id);
  out.caller(search(connection).value_or(Caller{}));
  link.send(out.bytes());
}

void Keeper::State::serve() {
  while (const auto received = link.receive()) {
    WireReader request(received->bytes);
    const auto kind = static_cast<Message>(request.number());
    if (kind == Message::ask)
      answer(request);
    else if (kind == Message::open_part || kind == Message::commit_part)
      serve_file(kind, static_cast<ReplacedFile>(request.number()),
                 options.files, link);
  }
}

Keeper::Keeper(Link link, KeeperOptions options)
    : state_(std::make_unique<State>(std::move(link), std::move(options))) {}

Keeper::~Keeper() = default;

Result<void> Keeper::open() {
  auto visitor = NamespaceVisitor::create();
  if (!visitor)
    return std::unexpected(visitor.error());
  state_->epoll = Descriptor(::epoll_create1(EPOLL_CLOEXEC));
  state_->watch(state_->link.descriptor(),
                static_cast<std::uint64_t>(Source::link));
  if (auto chosen = state_->choose_backend(); !chosen)
    return chosen;
  state_->watch_programs(*visitor);
  state_->rooms.emplace(std::move(*visitor), state_->options.rooms,
                        state_->changes());
  if (auto home = state_->rooms->open_home(); !home)
    return home;
  // Whatever asks from now on passes an interface that is watched.
  const bool before_all = has_no_address_yet();
  state_->say_what_stays_hidden();
  state_->look_around();
  WireWriter out;
  out.text(state_->method);
  out.number(before_all ? 1 : 0);
  state_->link.send(start(Message::ready) + out.bytes());
  tell_service_manager();
  return {};
}

void Keeper::run() {
  State& s = *state_;
  std::array<epoll_event, 64> events;
  while (!s.link.closed()) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        s.next_look - Clock::now());
    const int count = ::epoll_wait(
        s.epoll.get(), events.data(), static_cast<int>(events.size()),
        static_cast<int>(std::max<std::int64_t>(0, left.count() + 1)));
    for (int i = 0; i < count; ++i) {
      const std::uint64_t source = events[static_cast<std::size_t>(i)].data.u64;
      const auto room = s.rooms->all().find(source);
      if (source == static_cast<std::uint64_t>(Source::link))
        s.serve();
      else if (source == static_cast<std::uint64_t>(Source::tracer))
        s.read_trace_events();
      else if (room != s.rooms->all().end())
        s.read_syns(room->second);
    }
    s.resolve_strays();
    if (Clock::now() >= s.next_look)
      s.look_around();
  }
}

} // namespace imds::sniffer
