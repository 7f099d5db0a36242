// SPDX-License-Identifier: Apache-2.0
#include "analyzer/mention.h"

namespace imds::analyzer {

bool may_reach(const Mention& mention) {
  return mention.kind != MentionKind::token_header &&
         mention.kind != MentionKind::ttl_header;
}

const char* name(MentionState state) {
  switch (state) {
  case MentionState::finding:
    return "finding";
  case MentionState::comment:
    return "comment";
  case MentionState::other_cloud:
    return "other_cloud";
  case MentionState::deny_list:
    return "deny_list";
  case MentionState::dead_code:
    return "dead_code";
  case MentionState::test_data:
    return "test_data";
  case MentionState::declaration:
    return "declaration";
  case MentionState::no_request:
    return "no_request";
  case MentionState::message:
    return "message";
  case MentionState::not_analyzed:
    return "not_analyzed";
  case MentionState::unexplained:
    break;
  }
  return "unexplained";
}

const char* name(MentionKind kind) {
  switch (kind) {
  case MentionKind::address:
    return "address";
  case MentionKind::host_name:
    return "host_name";
  case MentionKind::path:
    return "path";
  case MentionKind::token_header:
    return "token_header";
  case MentionKind::ttl_header:
    return "ttl_header";
  case MentionKind::command:
    break;
  }
  return "command";
}

} // namespace imds::analyzer
