// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace imds::standin {

/// How one verb is answered: 0 as IMDS does, kSilent never, else this status.
inline constexpr int kAsImds = 0;
inline constexpr int kSilent = -1;

/// What the stand-in can be switched to while it runs; each is a key of the
/// control file.
struct Settings {
  bool required = false;   // tokens=optional|required
  bool enabled = true;     // endpoint=enabled|disabled
  int hop_limit = 64;      // hop_limit=1..64, of the token PUT's answer only
  bool chunked = false;    // framing=length|chunked
  bool keep_alive = false; // connection=close|keep-alive
  bool http10 = false;     // version=1.1|1.0
  int put = kAsImds;       // put=imds|silent|STATUS
  int get = kAsImds;       // get=imds|silent|STATUS
  bool expire = false;     // expire=yes: forget every token once
};

/// Reads `path`, one key=value a line. What is unknown or wrong goes to
/// `trouble` (empty: none), and the settings stay as they were.
Settings read_settings(const std::string& path, const Settings& before,
                       std::string& trouble);

} // namespace imds::standin
