// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/error.h"
#include "sniffer/live/descriptor.h"

#include <cstdint>
#include <functional>
#include <map>

namespace imds::sniffer {

/// The network namespaces that have a process: inode -> one of its pids. Those
/// without one send nothing of their own, and are seen where they forward.
std::map<std::uint64_t, std::int64_t> network_namespaces();

/// Runs functions in other network namespaces; always back home afterwards.
class NamespaceVisitor {
public:
  static Result<NamespaceVisitor> create();

  /// The inode of the namespace that this process belongs to.
  std::uint64_t home() const { return home_inode_; }

  /// Runs `visit` in the namespace `inode` that `pid` is in, unless that one is
  /// gone, or in another namespace by now. Fails where the kernel forbids it.
  Result<void> visit(std::uint64_t inode, std::int64_t pid,
                     const std::function<void()>& visit) const;

private:
  Descriptor home_;
  std::uint64_t home_inode_ = 0;
};

} // namespace imds::sniffer
