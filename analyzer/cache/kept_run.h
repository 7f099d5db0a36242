// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/analysis.h"
#include "analyzer/cache/digest.h"
#include "analyzer/pipeline.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace imds::analyzer {

/// What a run came to, before comments, a baseline or a revision set parts of
/// it aside.
struct Conclusion {
  Analysis analysis;
  std::vector<std::string> commented; // files whose comments may allow
};

/// The conclusion of the last run that was asked the same of the same tree.
class KeptRun {
public:
  /// `listed`: the tree as it is now; `begun`: before it was listed.
  KeptRun(const Settings& settings, bool with_clang, const Sources& listed,
          std::int64_t begun);

  /// Nothing where any file that the conclusion is made of is another now.
  std::optional<Conclusion> find() const;
  /// `depends`: files that were read or looked for, of the tree or not. Not
  /// kept if one of them may have changed since the run began.
  void keep(const Conclusion& conclusion,
            const std::vector<std::string>& depends) const;

private:
  void add_tree(Digest& world);
  void add_file(Digest& world, const std::string& path);
  std::string digest_of_files(const std::vector<std::string>& paths,
                              bool& settled) const;

  const Settings& settings_;
  const Sources& listed_;
  std::int64_t begun_;
  bool settled_ = true; // everything so far was left alone since `begun_`
  std::string path_;    // empty: no cache
  std::string world_;
};

} // namespace imds::analyzer
