// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

// Pure readers of what container runtimes write down about a container. Each
// gives the image by the name that somebody asked for, with its tag or digest
// ("registry:5000/shop/cart:1.4@sha256:..."); nullopt where the text is cut,
// of another form, or knows the image by an id alone.
namespace imds::sniffer {

/// Docker's config.v2.json.
std::optional<std::string> read_docker_record(std::string_view text);

/// The config.json of a bundle, as containerd's CRI and CRI-O annotate it.
std::optional<std::string> read_bundle(std::string_view text);

/// The row of `container` in a containers.json of containers/storage, which
/// Podman fills.
std::optional<std::string> read_storage_list(std::string_view text,
                                             std::string_view container);

/// Where a daemon.json tells Docker to keep its data; empty where it does not.
std::string read_docker_root(std::string_view daemon_json);

} // namespace imds::sniffer
