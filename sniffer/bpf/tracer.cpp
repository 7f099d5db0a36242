// SPDX-License-Identifier: Apache-2.0
//
// Loads and attaches the programs. Which kernel has what is not looked up in a
// table of versions, since distributions backport: everything is tried, and
// the first refusal is the answer. The programs hang on links, which the kernel
// takes down with this process, also when it is killed.
// Tested in tests/live/.
#include "sniffer/bpf/tracer.h"

#include "sniffer/bpf/events.h"
#include "sniffer/bpf/objects.h"

#include <algorithm>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <utility>

namespace imds::sniffer {
namespace {

struct CloseObject {
  void operator()(bpf_object* object) const { ::bpf_object__close(object); }
};
struct CloseLink {
  void operator()(bpf_link* link) const { ::bpf_link__destroy(link); }
};
struct CloseRing {
  void operator()(ring_buffer* ring) const { ::ring_buffer__free(ring); }
};

// libbpf talks a lot about what it tries; the Result says what matters.
int be_quiet(libbpf_print_level, const char*, va_list) { return 0; }

std::unexpected<Error> refused(const std::string& what) {
  return fail("the kernel refused " + what + ": " + std::strerror(errno),
              "eBPF");
}

bool add_endpoints(bpf_object* object, const std::vector<Endpoint>& endpoints) {
  const int map = ::bpf_object__find_map_fd_by_name(object, "endpoints");
  return std::ranges::all_of(endpoints, [map](const Endpoint& endpoint) {
    imds_endpoint key{};
    std::ranges::copy(endpoint.address.bytes, key.address);
    key.port = endpoint.port;
    const std::uint8_t present = 1;
    return ::bpf_map_update_elem(map, &key, &present, BPF_ANY) == 0;
  });
}

} // namespace

struct Tracer::State {
  std::unique_ptr<bpf_object, CloseObject> object;
  std::vector<std::unique_ptr<bpf_link, CloseLink>> links;
  std::unique_ptr<ring_buffer, CloseRing> ring;
  const std::function<void(TraceEvent&&)>* sink = nullptr;
  std::uint64_t lost = 0;

  // The ring's memory is read-only here, and read_trace copies.
  static int take(void* context, void* data, std::size_t size) {
    const State& state = *static_cast<State*>(context);
    auto event = read_trace({static_cast<const std::uint8_t*>(data), size});
    if (event && state.sink)
      (*state.sink)(std::move(*event));
    return 0;
  }

  Result<void> attach(int cgroup_root) {
    bpf_program* program = nullptr;
    bpf_object__for_each_program(program, object.get()) {
      links.emplace_back(::bpf_program__attach_cgroup(program, cgroup_root));
      if (!links.back())
        return refused(std::string("to attach ") +
                       ::bpf_program__section_name(program));
    }
    return {};
  }
};

Tracer::Tracer(std::unique_ptr<State> state) : state_(std::move(state)) {}
Tracer::Tracer(Tracer&&) noexcept = default;
Tracer& Tracer::operator=(Tracer&&) noexcept = default;
Tracer::~Tracer() = default;

Result<Tracer> Tracer::start(const Options& options) {
  if (options.cgroup_root < 0)
    return fail("there is no cgroup2 hierarchy to attach to", "eBPF");
  ::libbpf_set_print(be_quiet);
  const auto code = options.with_btf ? program_with_btf() : program_plain();
  auto state = std::make_unique<State>();
  state->object.reset(
      ::bpf_object__open_mem(code.data(), code.size(), nullptr));
  if (!state->object)
    return refused("to open the programs");
  if (::bpf_object__load(state->object.get()) != 0)
    return refused("to load the programs");
  if (!add_endpoints(state->object.get(), options.endpoints))
    return refused("an endpoint");
  const int events =
      ::bpf_object__find_map_fd_by_name(state->object.get(), "events");
  state->ring.reset(
      ::ring_buffer__new(events, &State::take, state.get(), nullptr));
  if (!state->ring)
    return refused("a ring buffer");
  if (auto attached = state->attach(options.cgroup_root); !attached)
    return std::unexpected(attached.error());
  return Tracer(std::move(state));
}

int Tracer::descriptor() const {
  return ::ring_buffer__epoll_fd(state_->ring.get());
}

void Tracer::read(const std::function<void(TraceEvent&&)>& sink) {
  state_->sink = &sink;
  ::ring_buffer__consume(state_->ring.get());
  state_->sink = nullptr;
}

std::uint64_t Tracer::take_lost() {
  const int map =
      ::bpf_object__find_map_fd_by_name(state_->object.get(), "lost");
  const std::uint32_t zero = 0;
  std::uint64_t total = 0;
  if (::bpf_map_lookup_elem(map, &zero, &total) != 0)
    return 0;
  return total - std::exchange(state_->lost, total);
}

} // namespace imds::sniffer
