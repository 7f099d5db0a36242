// SPDX-License-Identifier: Apache-2.0
//
// Which surveyed host is this instance? The mapping decides, then what the
// evidence says, then the id that the host's firmware names. A name is weaker:
// a Name tag is often that of a whole group, and a private address is one of
// many networks. So a name that two instances have is nobody's, and a host
// whose firmware names one instance is no other: else one survey would stand
// for instances that nobody looked at.
//
// Tested by tests/reports/imports_test.cpp.
#include "reports/reconcile.h"

namespace imds::report {
namespace {

using Hosts = std::map<std::string, std::string>; // by instance

class Matcher {
public:
  Matcher(const Evidence& e, const Hosts& mapped) : e_(e), mapped_(mapped) {
    for (const auto& [name, host] : e.hosts)
      for (const std::string& instance : host.instances)
        firmware_.emplace(instance, name);
    for (const auto& [instance, names] : e.instance_names)
      for (const std::string& name : names)
        if (surely(instance).empty())
          owners_[name].insert(instance);
  }

  /// "" where no host is known to be it.
  std::string host_of(const std::string& instance) const {
    const std::string sure = surely(instance);
    return sure.empty() ? by_name(instance) : sure;
  }

private:
  std::string surely(const std::string& instance) const {
    if (const auto m = mapped_.find(instance); m != mapped_.end())
      return m->second;
    const auto s = e_.settings.find(instance);
    if (s != e_.settings.end() && s->second.origin.host)
      return *s->second.origin.host;
    const auto f = firmware_.find(instance);
    return f == firmware_.end() ? "" : f->second;
  }

  std::string by_name(const std::string& instance) const {
    const auto names = e_.instance_names.find(instance);
    if (names == e_.instance_names.end())
      return "";
    for (const std::string& name : names->second) {
      const auto host = e_.hosts.find(name);
      if (!name.empty() && host != e_.hosts.end() &&
          host->second.instances.empty() && owners_.at(name).size() == 1)
        return name;
    }
    return "";
  }

  const Evidence& e_;
  const Hosts& mapped_;
  Hosts firmware_;
  std::map<std::string, std::set<std::string>> owners_; // of a name
};

} // namespace

void match_instances(Report& r, const Hosts& mapped) {
  const Matcher matcher(r.evidence, mapped);
  std::set<std::string> instances;
  for (const auto& [instance, setting] : r.evidence.settings)
    instances.insert(instance);
  for (const Metric& m : r.evidence.metrics)
    instances.insert(m.instance);
  for (const std::string& instance : instances)
    if (std::string host = matcher.host_of(instance); !host.empty())
      r.instance_hosts.emplace(instance, std::move(host));
  for (auto& [instance, setting] : r.evidence.settings)
    if (const auto at = r.instance_hosts.find(instance);
        at != r.instance_hosts.end())
      setting.origin.host = at->second;
}

} // namespace imds::report
