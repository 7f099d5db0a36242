// SPDX-License-Identifier: Apache-2.0
#include "analyzer/cache/kept_judged.h"

#include "analyzer/cache/kept_file.h"
#include "analyzer/cache/kept_json.h"
#include "analyzer/cache/surroundings.h"

#include <exception>
#include <string_view>

namespace imds::analyzer {

using nlohmann::json;

KeptJudged::KeptJudged(const Settings& settings,
                       const std::vector<ir::Unit>& units, std::int64_t begun) {
  if (settings.cache_dir.empty())
    return;
  Digest digest;
  add_program(digest);
  if (!add_rules(digest, settings.rules_dirs, begun))
    return;
  for (const ir::Unit& unit : units) {
    const auto bytes = ir::to_bytes(unit);
    digest.add(std::string_view(reinterpret_cast<const char*>(bytes.data()),
                                bytes.size()));
  }
  path_ = settings.cache_dir + "/judged/" + digest.text();
}

std::optional<Judged> KeptJudged::find() const {
  const auto bytes = path_.empty() ? std::nullopt : read_kept(path_);
  if (!bytes)
    return std::nullopt;
  try {
    return json::from_cbor(*bytes).get<Judged>();
  } catch (const std::exception&) {
    return std::nullopt; // Whole, and of another format.
  }
}

void KeptJudged::keep(const Judged& judged) const {
  if (!path_.empty())
    write_kept(path_, json::to_cbor(judged));
}

} // namespace imds::analyzer
