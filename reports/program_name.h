// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace imds::report {

/// The last component of a path.
std::string_view base_name(std::string_view path);

/// The script, module or class that an interpreter runs ("/opt/app/boot.py" of
/// `python3 -u /opt/app/boot.py`), empty where the program is no interpreter or
/// runs its text from the command line.
std::string_view script_of(std::string_view program,
                           std::span<const std::string_view> argv);

/// Whether a program only fetches what another one wants (curl, wget): then
/// its parent is the better name.
bool is_fetcher(std::string_view program);

/// "aws-cli/1.16.100 Python/2.7" to "aws-cli".
std::string_view agent_product(std::string_view user_agent);

/// A unit without what changes from start to start: "session-*.scope",
/// "worker@.service"; empty for the scope of a container.
std::string unit_family(std::string_view unit, bool contained);

/// An image without its tag and digest, as people write it: that of
/// "docker.io/library/nginx:1.25" is "nginx".
std::string image_family(std::string_view image);

/// The tag of an image, else the start of its digest; empty where it is named
/// without both.
std::string image_version(std::string_view image);

} // namespace imds::report
