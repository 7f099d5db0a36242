// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/link/program.h"

#include <set>

namespace imds::analyzer::link {

/// What the code around a call tells of a callee that nobody has seen.
struct Uses {
  /// Constructions of classes. Without its class, HttpRequest("GET", url) is
  /// written like a function that sends; here its name is a request's, and what
  /// it gives is kept or handed on:
  ///   auto request = HttpRequest("GET", url);    client.send(Request(url));
  std::set<const ir::Expr*> makers;
  /// Formats whose text somebody keeps, so that it is not written elsewhere:
  ///   line = pool_printf(pool, "X: %s", x);   but   conn_printf(conn, "...");
  std::set<const ir::Expr*> kept_texts;
  /// client.new_request(set); whose result nobody takes: none is made by it.
  std::set<const ir::Expr*> handed_over;
  /// Buffers to which a pointer is set through which they are filled:
  ///   char *p = buffer;    p += sprintf(p, "GET %s", path);
  std::set<const ir::Expr*> cursors;
};

Uses uses_of(const Program& program);

} // namespace imds::analyzer::link
