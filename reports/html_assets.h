// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace imds::report {

// reports/html/report.css and report.js, embedded by the build, and their
// hashes for the page's Content-Security-Policy.
extern const char* const kStyle;
extern const char* const kScript;
extern const char* const kStyleHash;
extern const char* const kScriptHash;

} // namespace imds::report
