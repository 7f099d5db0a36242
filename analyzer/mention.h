// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

// The ledger. A mention is one occurrence of the address, an EC2 host name, a
// metadata path or an IMDS header in a file of the tree. Every mention ends
// with exactly one state; what nothing explains is `unexplained` and makes the
// result incomplete.
namespace imds::analyzer {

enum class MentionKind {
  address,
  host_name,
  path,
  token_header,
  ttl_header,
  command, // a program that asks by itself, where a script runs it
};

/// What a mention turned out to be. `finding` wins over all others.
enum class MentionState {
  finding,      // a finding's place or a step of its trace
  comment,      // in a comment
  other_cloud,  // a foreign path or header decides
  deny_list,    // compared with, or listed in a block list or no_proxy list
  dead_code,    // in code that no function of the tree reaches, or #if 0
  test_data,    // an expectation or fixture that sends nothing
  declaration,  // names a constant, flag or field that its users explain
  no_request,   // followed to its end, reaches no request
  message,      // a log line, error or help text
  not_analyzed, // a language this tool does not judge
  unexplained,
};

struct Mention {
  std::string file; // relative to the tree
  int line = 0;
  int column = 0;
  MentionKind kind = MentionKind::address;
  std::string text; // the literal or the line around it, at most 200 bytes
  MentionState state = MentionState::unexplained;
  std::string why; // one clause, for --all
};

/// A header's name alone reaches nothing; an address or a path might.
bool may_reach(const Mention& mention);

const char* name(MentionState state);
const char* name(MentionKind kind);

} // namespace imds::analyzer
