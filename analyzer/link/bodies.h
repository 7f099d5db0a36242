// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/link/program.h"
#include "reports/imds.h"

// What a function's text says of requests, for where a walk does not tell: it
// gave up on the body, or lost what goes out of it.
namespace imds::analyzer::link {

/// Whether `fn`, or what it calls a step or two on, names the token's header.
bool adds_token(const Fn& fn, const Program& program, const Imds& imds);
/// Request metadata_request(path): it makes a request, whatever its name says.
bool makes_request(const Fn& fn, const Program& program);

} // namespace imds::analyzer::link
