// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/report.h"

#include <string>

// Why a part of the report (a host, a program, an image, a folder of source)
// has its verdict: one sentence without its end, as Report::reason is for the
// whole.
namespace imds::report {

std::string reason_of(const Report& report, const JudgedHost& host);
std::string reason_of(const Report& report, const Service& service);
std::string reason_of(const Report& report, const Image& image);
std::string reason_of(const Report& report, const Component& component);

/// "1.4, 1.5 and 3 more": the tags of an item's image; "" where none is known.
std::string tags_text(const Item& item);

/// "172.17.0.2, 10.0.0.7 and 3 more": where the requests of an unknown program
/// came from; "" where the program is known, or the address is not.
std::string peers_text(const Report& report, const Item& item);

/// A missing piece, to stand in a sentence after "but".
std::string missing_text(const Item& piece);

} // namespace imds::report
