// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/analysis.h"
#include "analyzer/status.h"
#include "reports/error.h"

#include <string>
#include <vector>

// The outputs of `analyze`, one file each. All but evidence are made of what
// the run complains about; none holds a time or an absolute path, so that two
// runs can be compared with diff.
namespace imds::analyzer {

struct TextStyle {
  bool color = false;
  int columns = 80;
  bool every_verdict = false; // --all: v2 findings too
  bool skipped = false;       // --show-skipped: what was set aside, and why
};

/// For people and editors: `file:line:col: warning: ... [rule]`, the trace as
/// notes, then the verdict and what was not looked at.
std::string render_text(const Analysis& analysis, const Outcome& outcome,
                        const TextStyle& style);

/// Every mention of IMDS in the tree with its state, `file:line:col: state`.
std::string render_ledger(const Analysis& analysis);

/// SARIF 2.1.0 with code flows, for GitHub code scanning and others.
std::string render_sarif(const Analysis& analysis, const Outcome& outcome);

/// GitLab code quality: a JSON array.
std::string render_gitlab(const Analysis& analysis);

/// --suggest-rules: a rules file of the rows, for DIR/clients/ of --rules DIR.
std::string render_suggestions(const Analysis& analysis);
/// A line a row: where its calls are. Not part of the file.
std::vector<std::string> explain_suggestions(const Analysis& analysis);

/// Evidence, put in place atomically; "-" is stdout.
/// `run` names the scan: two files of one scan are copies to who reads both.
Result<void> write_evidence(const Analysis& analysis, const std::string& path,
                            const std::string& run);

} // namespace imds::analyzer
