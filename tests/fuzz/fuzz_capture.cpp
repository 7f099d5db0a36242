// SPDX-License-Identifier: Apache-2.0
//
// A whole capture file of any bytes through reader and engine: what the sums
// say must fit together.
#include "sniffer/capture_reader.h"
#include "sniffer/engine.h"

#include <cstdint>
#include <cstdlib>

namespace {

using namespace imds::sniffer;

class Nobody final : public Owners {
public:
  std::shared_ptr<const Caller> owner_of(const Connection&,
                                         const Packet& packet) override {
    return packet.noted ? std::make_shared<Caller>(*packet.noted) : nullptr;
  }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  static const auto imds = imds::Imds::load({});
  auto capture = read_capture(CaptureInput(Bytes(data, size)), "fuzz");
  if (!imds || !capture)
    return 0;
  Nobody owners;
  Engine engine(*imds, owners, *endpoints_to_watch(*imds, {}));
  Packet packet;
  while ((*capture)->next(packet))
    engine.ingest(packet);
  engine.finish();
  const Interval interval = engine.drain();
  std::uint64_t sum = 0;
  for (const auto& sighting : interval.sightings)
    sum += sighting.count;
  if (sum != interval.survey.requests)
    std::abort();
  return 0;
}
