// SPDX-License-Identifier: Apache-2.0
#include "sniffer/pcap.h"

#include <pcap/pcap.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace imds::sniffer {
namespace {

struct CloseHandle {
  void operator()(pcap_t* handle) const { pcap_close(handle); }
};
using HandlePtr = std::unique_ptr<pcap_t, CloseHandle>;

class Program {
public:
  Program() = default;
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  ~Program() { pcap_freecode(&code); }
  bpf_program code{};
};

int dlt_of(LinkType link) {
  switch (link) {
  case LinkType::ethernet:
    return DLT_EN10MB;
  case LinkType::sll:
    return DLT_LINUX_SLL;
  case LinkType::sll2:
    return DLT_LINUX_SLL2;
  case LinkType::null:
    return DLT_NULL;
  case LinkType::loop:
    return DLT_LOOP;
  case LinkType::raw:
  case LinkType::unsupported:
    break;
  }
  return DLT_RAW;
}

Error cannot_open(const std::string& interface, int status, pcap_t* handle) {
  std::string what =
      std::string("cannot open for capture: ") + pcap_statustostr(status);
  const std::string detail = pcap_geterr(handle);
  if (!detail.empty())
    what += " (" + detail + ")";
  return {what, interface, {}};
}

} // namespace

Result<FilterProgram> compile_filter(const std::string& filter, LinkType link,
                                     int snap_length) {
  const HandlePtr handle(pcap_open_dead(dlt_of(link), snap_length));
  Program program;
  if (pcap_compile(handle.get(), &program.code, filter.c_str(),
                   /*optimize=*/1, PCAP_NETMASK_UNKNOWN) != 0)
    return fail(pcap_geterr(handle.get()), "capture filter");
  FilterProgram steps;
  steps.reserve(program.code.bf_len);
  for (unsigned i = 0; i < program.code.bf_len; ++i) {
    const bpf_insn& step = program.code.bf_insns[i];
    steps.push_back({step.code, step.jt, step.jf, step.k});
  }
  return steps;
}

bool passes(const FilterProgram& program, std::span<const std::uint8_t> bytes,
            std::uint32_t original_length) {
  static_assert(sizeof(FilterStep) == sizeof(bpf_insn));
  const auto* steps = reinterpret_cast<const bpf_insn*>(program.data());
  return bpf_filter(steps, bytes.data(), original_length,
                    static_cast<unsigned>(bytes.size())) != 0;
}

struct PcapLive::Handle {
  HandlePtr pcap;
  int descriptor = -1;
  LinkType link = LinkType::unsupported;
};

PcapLive::PcapLive(std::unique_ptr<Handle> handle)
    : handle_(std::move(handle)) {}
PcapLive::PcapLive(PcapLive&&) noexcept = default;
PcapLive& PcapLive::operator=(PcapLive&&) noexcept = default;
PcapLive::~PcapLive() = default;

Result<PcapLive> PcapLive::open(const Options& options) {
  char error[PCAP_ERRBUF_SIZE] = "";
  const std::string& name = options.interface;
  HandlePtr pcap(pcap_create(name.c_str(), error));
  if (!pcap)
    return fail(error, name);
  pcap_set_snaplen(pcap.get(), options.snap_length);
  pcap_set_buffer_size(pcap.get(), options.buffer_bytes);
  pcap_set_immediate_mode(pcap.get(), 1);
  pcap_set_tstamp_precision(pcap.get(), PCAP_TSTAMP_PRECISION_NANO);
  const int status = pcap_activate(pcap.get());
  if (status < 0)
    return std::unexpected(cannot_open(name, status, pcap.get()));
  Program program;
  if (pcap_compile(pcap.get(), &program.code, options.filter.c_str(), 1,
                   PCAP_NETMASK_UNKNOWN) != 0 ||
      pcap_setfilter(pcap.get(), &program.code) != 0)
    return fail(pcap_geterr(pcap.get()), name);
  if (pcap_setnonblock(pcap.get(), 1, error) != 0)
    return fail(error, name);
  auto handle = std::make_unique<Handle>();
  handle->descriptor = pcap_get_selectable_fd(pcap.get());
  handle->link =
      link_type(static_cast<std::uint32_t>(pcap_datalink(pcap.get())));
  handle->pcap = std::move(pcap);
  return PcapLive(std::move(handle));
}

int PcapLive::descriptor() const { return handle_->descriptor; }
LinkType PcapLive::link() const { return handle_->link; }

Result<int> PcapLive::read(int most,
                           const std::function<void(const Packet&)>& sink) {
  struct Context {
    const std::function<void(const Packet&)>& sink;
    LinkType link;
  } context{sink, handle_->link};
  const auto each = [](u_char* user, const pcap_pkthdr* header,
                       const u_char* bytes) {
    const auto& c = *reinterpret_cast<const Context*>(user);
    Packet packet;
    // With nanosecond precision tv_usec holds nanoseconds.
    packet.time_ns = header->ts.tv_sec * 1'000'000'000 + header->ts.tv_usec;
    packet.link = c.link;
    packet.bytes = {bytes, header->caplen};
    packet.original_length = header->len;
    c.sink(packet);
  };
  const int count = pcap_dispatch(handle_->pcap.get(), most, each,
                                  reinterpret_cast<u_char*>(&context));
  if (count < 0)
    return fail(pcap_geterr(handle_->pcap.get()), "capture");
  return count;
}

PcapCounts PcapLive::counts() const {
  pcap_stat stat{};
  if (pcap_stats(handle_->pcap.get(), &stat) != 0)
    return {};
  return {stat.ps_recv, std::uint64_t{stat.ps_drop} + stat.ps_ifdrop};
}

} // namespace imds::sniffer
