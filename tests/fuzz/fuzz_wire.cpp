// SPDX-License-Identifier: Apache-2.0
//
// What comes from the other half of the survey, and from the kernel: callers
// on the wire, answers of INET_DIAG and the connection tracker, records of the
// eBPF ring.
#include "sniffer/bpf/tracer.h"
#include "sniffer/live/nat_table.h"
#include "sniffer/live/socket_diag.h"
#include "sniffer/live/wire.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace imds::sniffer;
  const std::span bytes(data, size);
  read_diag_answer(bytes);
  read_tracked(bytes);
  read_trace(bytes);
  WireReader in({reinterpret_cast<const char*>(data), size});
  in.number();
  const Caller caller = in.caller();
  if (!in.ok())
    return 0;
  // What was read is written as bytes that read back as the same caller.
  WireWriter once, again;
  once.caller(caller);
  again.caller(WireReader(once.bytes()).caller());
  if (once.bytes() != again.bytes())
    std::abort();
  return 0;
}
