// SPDX-License-Identifier: Apache-2.0
//
// Which image does a container run? No runtime is asked; each has written it
// down (names of files and keys as of 2026, in the sources of each):
//
//   Docker      Config.Image: the name as the operator passed it; "Image" is
//               the id. moby/moby, daemon/container/container.go and
//               api/types/container/config.go
//   containerd  annotation io.kubernetes.cri.image-name: what the pod asked
//               for, else the name of the local image. containerd/containerd,
//               internal/cri/annotations and internal/cri/server
//   CRI-O       io.kubernetes.cri-o.Image: what was asked for, mostly an id;
//               .ImageName: some name of that image; .ImageRef: its id.
//               cri-o/cri-o, internal/annotations
//   Podman      a list of all containers; "metadata" of each is JSON in a
//               string, with image-name and image-id. containers/podman,
//               libpod/storage.go
//
// nerdctl writes no image down but in containerd's database, so there it is
// not known. These files also hold environments with secrets: nothing of them
// is kept but the keys that are wanted.
// Tested by tests/sniffer/live/image_records_test.cpp.
#include "sniffer/live/image_records.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <initializer_list>

namespace imds::sniffer {
namespace {

using nlohmann::json;

constexpr std::size_t kIdLength = 64;
constexpr std::size_t kLongestName = 512; // Docker's own limit is lower

/// `text` without the values of all keys but `wanted`: a huge file takes time
/// and little memory.
json parse_some(std::string_view text,
                std::initializer_list<std::string_view> wanted) {
  const auto filter = [&](int, json::parse_event_t event, json& parsed) {
    return event != json::parse_event_t::key ||
           std::ranges::find(wanted, parsed.get_ref<const std::string&>()) !=
               wanted.end();
  };
  return json::parse(text, filter, /*allow_exceptions=*/false);
}

json child(const json& object, const char* key) {
  const auto at = object.find(key);
  return at != object.end() ? *at : json();
}

std::string text_at(const json& object, const char* key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_string() ? at->get<std::string>() : "";
}

bool is_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == text.npos;
}

std::string_view without_algorithm(std::string_view id) {
  constexpr std::string_view kAlgorithm = "sha256:";
  return id.starts_with(kAlgorithm) ? id.substr(kAlgorithm.size()) : id;
}

// An id, or the start of this one, as people type it.
bool is_id(std::string_view name, std::string_view id) {
  const std::string_view bare = without_algorithm(name);
  return is_hex(bare) && (bare.size() == kIdLength || bare != name ||
                          without_algorithm(id).starts_with(bare));
}

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') ||
         std::string_view("._-/:@+").find(c) != std::string_view::npos;
}

std::optional<std::string> name_unless_id(const std::string& name,
                                          std::string_view id) {
  if (name.empty() || name.size() > kLongestName ||
      !std::ranges::all_of(name, is_name_character) || is_id(name, id))
    return std::nullopt;
  return name;
}

} // namespace

std::optional<std::string> read_docker_record(std::string_view text) {
  const json record = parse_some(text, {"Config", "Image"});
  return name_unless_id(text_at(child(record, "Config"), "Image"),
                        text_at(record, "Image"));
}

std::optional<std::string> read_bundle(std::string_view text) {
  constexpr const char* kId = "io.kubernetes.cri-o.ImageRef";
  constexpr const char* kNames[] = {"io.kubernetes.cri.image-name",
                                    "io.kubernetes.cri-o.Image",
                                    "io.kubernetes.cri-o.ImageName"};
  const json bundle =
      parse_some(text, {"annotations", kId, kNames[0], kNames[1], kNames[2]});
  const json annotations = child(bundle, "annotations");
  for (const char* key : kNames)
    if (auto name = name_unless_id(text_at(annotations, key),
                                   text_at(annotations, kId)))
      return name;
  return std::nullopt;
}

std::optional<std::string> read_storage_list(std::string_view text,
                                             std::string_view container) {
  const json list = parse_some(text, {"id", "metadata"});
  for (const json& row : list) {
    if (text_at(row, "id") != container)
      continue;
    const json metadata =
        parse_some(text_at(row, "metadata"), {"image-name", "image-id"});
    return name_unless_id(text_at(metadata, "image-name"),
                          text_at(metadata, "image-id"));
  }
  return std::nullopt;
}

std::string read_docker_root(std::string_view daemon_json) {
  return text_at(parse_some(daemon_json, {"data-root"}), "data-root");
}

} // namespace imds::sniffer
