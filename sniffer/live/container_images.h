// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>

namespace imds::sniffer {

/// The images of this host's containers, from the files of their runtimes.
class ContainerImages {
public:
  /// `root` stands for "/".
  explicit ContainerImages(std::string root = "") : root_(std::move(root)) {}

  /// The image that `container` was made from; nullopt where nobody says.
  /// Whatever is no id of 64 digits names no file. Looked for once.
  std::optional<std::string> image_of(const std::string& container);

private:
  std::optional<std::string> look_for(const std::string& id) const;

  std::string root_;
  std::map<std::string, std::optional<std::string>> known_;
};

} // namespace imds::sniffer
