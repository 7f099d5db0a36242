// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

namespace imds::sniffer {

/// Says how long a recording surely listened, by the times of its packets.
class RecordingClock {
public:
  struct Stretch {
    std::int64_t start_ns = 0;
    std::int64_t end_ns = 0;
  };

  bool is_set() const { return last_ns_.has_value(); }
  /// Whether a file or section that begins then goes on with the recording.
  bool goes_on(std::int64_t time_ns) const;
  /// A packet of this time.
  void note(std::int64_t time_ns);
  /// The longest stretch in which time ran forward.
  Stretch longest() const;

private:
  void begin_stretch(std::int64_t time_ns);

  Stretch now_, longest_;
  std::optional<std::int64_t> last_ns_;
  std::optional<std::int64_t> left_ns_; // where time stepped back from
};

} // namespace imds::sniffer
