// SPDX-License-Identifier: Apache-2.0
#include "analyzer/link/machine.h"

#include <algorithm>

namespace imds::analyzer::link {

/// The texts of a joining call in order; lists (the rest of a variadic macro,
/// an array) by their elements. A pool or a count among them is passed over.
Value Machine::join_call(Call& c, Frame& f, World& w) {
  std::vector<Value> parts;
  for (const Value& arg : c.args) {
    Value value = load(arg, w);
    auto at =
        value.size() == 1 ? w.objects.find(value[0].object) : w.objects.end();
    if (value.size() == 1 && value[0].kind == Kind::object &&
        at != w.objects.end()) {
      for (int i = 0; i < at->second->size; ++i)
        if (auto e = at->second->fields.find("[" + std::to_string(i) + "]");
            e != at->second->fields.end())
          parts.push_back(load(e->second, w));
    } else {
      parts.push_back(std::move(value));
    }
  }
  bool pool = parts.size() > 2 && !parts[0].empty() && is_hole(parts[0][0]) &&
              c.name.find("str") != std::string::npos;
  // uri_concat(base, "latest", "/meta-data"): the base stands for a host.
  std::string name = lower(c.name);
  bool slash = name.find("uri") != std::string::npos ||
               name.find("url") != std::string::npos;
  Value out;
  for (std::size_t i = pool ? 1 : 0; i < parts.size(); ++i) {
    std::erase_if(parts[i], [](const Alt& a) { return a.kind != Kind::text; });
    if (parts[i].empty())
      continue;
    if (out.empty()) {
      out = parts[i];
      continue;
    }
    bool apart = slash && !head(parts[i][0].text).starts_with('/') &&
                 !known(out[0].text).ends_with('/');
    if (apart)
      out = binary("+", out, literal("/", c.spot, f.depth), w, *c.e, f);
    slash = false;
    out = binary("+", out, parts[i], w, *c.e, f);
  }
  return out;
}

} // namespace imds::analyzer::link
