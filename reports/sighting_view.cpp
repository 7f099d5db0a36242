// SPDX-License-Identifier: Apache-2.0
#include "reports/sighting_view.h"

#include "reports/evidence.h"

namespace imds::report {
namespace {

std::string_view text(const std::optional<std::string>& s) {
  return s ? std::string_view(*s) : std::string_view();
}

void view_process(const Sighting& s, SightingView& v) {
  v.pid = s.pid.value_or(-1);
  v.pids = s.pids.value_or(0);
  v.comm = text(s.comm);
  v.exe = text(s.exe);
  v.user = text(s.user);
  v.unit = text(s.unit);
  v.cgroup = text(s.cgroup);
  v.container = text(s.container);
  v.image = text(s.image);
  v.runtime = text(s.runtime);
  v.pod = text(s.pod);
  v.netns = s.netns.value_or(0);
  v.go_between = text(s.go_between);
  v.argv.clear();
  if (s.argv)
    v.argv.assign(s.argv->begin(), s.argv->end());
  v.parent = s.parents.empty() ? std::string_view()
                               : std::string_view(s.parents.front().comm);
}

} // namespace

bool view_of(const Sighting& s, SightingView& v) {
  const auto first = evidence::parse_time(s.first);
  const auto last = evidence::parse_time(s.last);
  const auto known_class = class_named(s.request_class);
  v.host = text(s.origin.host);
  v.run = s.origin.run;
  v.seq = s.origin.seq;
  v.first = first.value_or(0);
  v.last = last.value_or(v.first);
  v.request_class = known_class.value_or(RequestClass::unknown);
  v.count = s.count;
  v.method = text(s.method);
  v.path = text(s.path);
  v.status = s.status.value_or(-1);
  v.endpoint = s.endpoint;
  v.peer = text(s.peer);
  v.user_agent = text(s.user_agent);
  v.reply_ttl = s.reply_ttl.value_or(-1);
  v.cause = text(s.cause);
  v.attribution = s.attribution;
  v.confidence = s.confidence;
  view_process(s, v);
  return first && last && *first <= *last && known_class;
}

} // namespace imds::report
