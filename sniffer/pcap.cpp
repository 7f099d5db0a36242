// SPDX-License-Identifier: Apache-2.0
#include "sniffer/pcap.h"

#include <pcap/pcap.h>

#include <memory>

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

} // namespace

Result<FilterProgram> compile_filter(const std::string& filter,
                                     int snap_length) {
  const HandlePtr handle(pcap_open_dead(DLT_RAW, snap_length));
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

} // namespace imds::sniffer
