// SPDX-License-Identifier: Apache-2.0
//
// Which container, pod and unit is a process in? No runtime is asked: a socket
// to it would be one more right to hold, and it may be gone when we ask. The
// cgroup path has it all, in one shape per runtime and cgroup driver:
//
//   /system.slice/docker-<64 hex>.scope                    docker, systemd
//   /docker/<64 hex>                                       docker, cgroupfs
//   /kubepods.slice/...-pod<uid>.slice/crio-<64 hex>.scope CRI-O
//   /kubepods/burstable/pod<uid>/<64 hex>                  cgroupfs, any CRI
//   /ecs/<task>/<64 hex>                                   Amazon ECS
//   /machine.slice/systemd-nspawn@NAME.service/payload     nspawn
//
// The hard case is nesting (docker in docker, systemd in a container): the
// innermost container and the innermost unit are the ones a person looks for.
// A runtime's own monitor (conmon, lxc.monitor) is in no container.
// A cgroupfs path below /kubepods does not say which CRI made it, so the
// runtime is then "kubernetes", not a guess.
// Tested by tests/sniffer/live/cgroup_path_test.cpp.
#include "sniffer/live/cgroup_path.h"

#include <algorithm>
#include <array>
#include <vector>

namespace imds::sniffer {
namespace {

constexpr std::size_t kContainerIdLength = 64;
constexpr std::size_t kTaskIdLength = 32;

bool is_hex(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  });
}

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_container_id(std::string_view text) {
  return text.size() == kContainerIdLength && is_hex(text);
}

// Fargate names a container <task>-<number>.
bool is_fargate_id(std::string_view text) {
  return text.size() > kTaskIdLength + 1 && text[kTaskIdLength] == '-' &&
         is_hex(text.substr(0, kTaskIdLength)) &&
         is_digits(text.substr(kTaskIdLength + 1));
}

std::vector<std::string_view> components(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const auto end = std::min(path.find('/'), path.size());
    if (end > 0)
      parts.push_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return parts;
}

bool drop_suffix(std::string_view& text, std::string_view suffix) {
  if (!text.ends_with(suffix))
    return false;
  text.remove_suffix(suffix.size());
  return true;
}

bool drop_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix))
    return false;
  text.remove_prefix(prefix.size());
  return true;
}

bool is_unit(std::string_view part) {
  constexpr std::array<std::string_view, 6> kinds = {
      ".service", ".scope", ".timer", ".socket", ".mount", ".swap"};
  return std::ranges::any_of(kinds, [part](std::string_view kind) {
    return part.size() > kind.size() && part.ends_with(kind);
  });
}

// systemd writes '-' in a unit name as \x2d, and so on.
std::string unescape_unit(std::string_view text) {
  const auto nibble = [](char c) {
    if (c >= '0' && c <= '9')
      return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 3 < text.size() && text[i + 1] == 'x' &&
        nibble(text[i + 2]) >= 0 && nibble(text[i + 3]) >= 0) {
      out += static_cast<char>(nibble(text[i + 2]) * 16 + nibble(text[i + 3]));
      i += 3;
    } else {
      out += text[i];
    }
  }
  return out;
}

// "<prefix><64 hex>[.scope]", the form of every runtime under systemd.
struct ScopePrefix {
  std::string_view prefix;
  std::string_view runtime;
};
constexpr ScopePrefix kScopePrefixes[] = {
    {"docker-", "docker"},
    {"cri-containerd-", "containerd"},
    {"nerdctl-", "containerd"},
    {"containerd-", "containerd"},
    {"crio-", "cri-o"},
    {"libpod-", "podman"},
    {"libpod-payload-", "podman"},
    {"buildkit-", "docker"},
};

// The parent folder that tells whose a bare <64 hex> folder is.
constexpr ScopePrefix kParentFolders[] = {
    {"docker", "docker"},        {"buildkit", "docker"},
    {"libpod_parent", "podman"}, {"k8s.io", "containerd"},
    {"default", "containerd"},   {"moby", "docker"},
    {"actions_job", "docker"},
};

bool by_scope(std::string_view part, CgroupOwner& owner) {
  drop_suffix(part, ".scope");
  for (const auto& [prefix, runtime] : kScopePrefixes) {
    std::string_view id = part;
    if (!drop_prefix(id, prefix) || !is_container_id(id))
      continue;
    owner.container = std::string(id);
    owner.runtime = std::string(runtime);
    return true;
  }
  return false;
}

// "kubepods-burstable-pod<uid>.slice:cri-containerd:<64 hex>": what a CRI
// writes when its cgroup driver and the kubelet's differ.
bool by_colons(std::string_view part, CgroupOwner& owner) {
  const auto last = part.rfind(':');
  if (last == std::string_view::npos || !is_container_id(part.substr(last + 1)))
    return false;
  owner.container = std::string(part.substr(last + 1));
  const std::string_view head = part.substr(0, last);
  owner.runtime = head.ends_with("crio") ? "cri-o" : "containerd";
  return true;
}

bool by_folder(std::string_view parent, std::string_view part,
               CgroupOwner& owner) {
  if (!is_container_id(part) && !is_fargate_id(part))
    return false;
  owner.container = std::string(part);
  owner.runtime.reset();
  for (const auto& [folder, runtime] : kParentFolders)
    if (parent == folder)
      owner.runtime = std::string(runtime);
  return true;
}

// Machines carry a name and no id.
bool by_machine(std::string_view parent, std::string_view part,
                CgroupOwner& owner) {
  std::string_view name = part;
  const char* runtime = nullptr;
  if (drop_prefix(name, "systemd-nspawn@") && drop_suffix(name, ".service"))
    runtime = "systemd-nspawn";
  else if (drop_prefix(name, "machine-qemu") && drop_suffix(name, ".scope"))
    runtime = "libvirt";
  else if (drop_prefix(name, "machine-lxc") && drop_suffix(name, ".scope"))
    runtime = "lxc";
  else if (parent == "machine.slice" && drop_prefix(name, "machine-") &&
           drop_suffix(name, ".scope"))
    runtime = "systemd-nspawn";
  else if (drop_prefix(name, "lxc.payload.") || parent == "lxc")
    runtime = "lxc";
  if (runtime == nullptr || name.empty())
    return false;
  std::string clear = unescape_unit(name);
  clear.erase(0, clear.find_first_not_of('-'));
  if (clear.empty())
    return false;
  owner.container = clear;
  owner.runtime = runtime;
  return true;
}

bool is_pod_uid(std::string_view uid) {
  if (uid.size() == kTaskIdLength) // a static pod has a hash
    return is_hex(uid);
  if (uid.size() != 36)
    return false;
  for (std::size_t i = 0; i < uid.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? uid[i] != '-' && uid[i] != '_' : !is_hex(uid.substr(i, 1)))
      return false;
  }
  return true;
}

std::optional<std::string> pod_uid(std::string_view part) {
  part = part.substr(0, part.find(':'));
  drop_suffix(part, ".slice");
  const auto at = part.rfind("pod");
  if (at == std::string_view::npos || !is_pod_uid(part.substr(at + 3)))
    return std::nullopt;
  std::string uid(part.substr(at + 3));
  std::ranges::replace(uid, '_', '-');
  return uid;
}

void read_part(std::string_view parent, std::string_view part,
               CgroupOwner& owner) {
  if (is_unit(part))
    owner.unit = std::string(part);
  if (auto uid = pod_uid(part))
    owner.pod = std::move(uid);
  if (by_scope(part, owner) || by_colons(part, owner) ||
      by_folder(parent, part, owner))
    return;
  by_machine(parent, part, owner);
}

int weight(const std::string& path) {
  const CgroupOwner owner = read_cgroup_path(path);
  if (owner.container)
    return 3;
  if (owner.unit)
    return 2;
  return path.size() > 1 ? 1 : 0;
}

} // namespace

CgroupOwner read_cgroup_path(std::string_view path) {
  CgroupOwner owner;
  std::string_view parent;
  bool ecs = false;
  for (const std::string_view part : components(path)) {
    read_part(parent, part, owner);
    ecs = ecs || part == "ecs" || part == "ecstasks.slice";
    parent = part;
  }
  if (owner.container && ecs)
    owner.runtime = "ecs";
  else if (owner.container && owner.pod && !owner.runtime)
    owner.runtime = "kubernetes";
  return owner;
}

std::string pick_cgroup(std::string_view proc_cgroup) {
  std::string best;
  int best_weight = -1;
  while (!proc_cgroup.empty()) {
    const auto end = std::min(proc_cgroup.find('\n'), proc_cgroup.size());
    const std::string_view line = proc_cgroup.substr(0, end);
    proc_cgroup.remove_prefix(std::min(end + 1, proc_cgroup.size()));
    const auto first = line.find(':');
    const auto second = line.find(':', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos)
      continue;
    std::string path(line.substr(second + 1));
    // Equal weight: the unified hierarchy ("0::"), listed last, wins.
    if (const int w = weight(path); w >= best_weight) {
      best_weight = w;
      best = std::move(path);
    }
  }
  return best;
}

} // namespace imds::sniffer
