// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/readiness.h"

#include <string>
#include <vector>

// Evidence in few words, for the tests of the report.
namespace imds::report::samples {

/// A line of evidence that, alone with its siblings, is ready: a survey of
/// eight days with a boot, a scan of 210 files. `patch` is JSON that changes
/// keys: survey(R"({"dropped": 3})").
std::string survey(const std::string& patch = "{}");
std::string scan(const std::string& patch = "{}");
/// One v2 request of /usr/bin/agent in agent.service on web-1.
std::string sighting(const std::string& patch = "{}");
/// A v2 finding in src/role.cpp:12.
std::string finding(const std::string& patch = "{}");
std::string setting(const std::string& patch = "{}");
std::string software(const std::string& patch = "{}");

/// A survey whose `requests` fit the sightings among `lines`, then `lines`,
/// each with a number of its own, then a scan.
std::vector<std::string> complete(std::vector<std::string> lines);

/// Needs of the command line's defaults, at a fixed time.
Needs defaults();

/// Reads lines as from a file and judges them.
Report judged(const std::vector<std::string>& lines,
              const Needs& needs = defaults());

std::string as_json(const Report& r);

} // namespace imds::report::samples
