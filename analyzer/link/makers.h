// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/link/program.h"

#include <set>

namespace imds::analyzer::link {

/// Calls that are constructions of classes that nobody has seen. Without its
/// class, HttpRequest("GET", url) is written like a function that sends; here
/// it is a request's name, and what it gives is kept or handed on:
///
///   auto request = HttpRequest("GET", url);    client.send(Request(url));
std::set<const ir::Expr*> makers_of(const Program& program);

} // namespace imds::analyzer::link
