// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/cgroup_path.h"

#include <gtest/gtest.h>

namespace imds::sniffer {
namespace {

#define ID "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define ID2 "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"
#define TASK "0123456789abcdef0123456789abcdef"
#define POD "2c48913c-b29f-11e7-9350-020968147796"
#define POD_ "2c48913c_b29f_11e7_9350_020968147796"

// "" stands for: not told.
struct Case {
  const char* path;
  const char* unit;
  const char* container;
  const char* runtime;
  const char* pod;
};

constexpr Case cases[] = {
    // No container.
    {"/", "", "", "", ""},
    {"", "", "", "", ""},
    {"/system.slice/ssh.service", "ssh.service", "", "", ""},
    {"/system.slice/system-getty.slice/getty@tty1.service",
     "getty@tty1.service", "", "", ""},
    {"/user.slice/user-1000.slice/session-3.scope", "session-3.scope", "", "",
     ""},
    {"/user.slice/user-1000.slice/user@1000.service/app.slice/x.service",
     "x.service", "", "", ""},
    {"/system.slice/containerd.service", "containerd.service", "", "", ""},
    {"/init.scope", "init.scope", "", "", ""},
    {"/system.slice/backup.timer", "backup.timer", "", "", ""},
    {"/.service", "", "", "", ""},
    {"/lxc/--", "", "", "", ""},
    // Docker.
    {"/docker/" ID, "", ID, "docker", ""},
    {"/system.slice/docker-" ID ".scope", "docker-" ID ".scope", ID, "docker",
     ""},
    {"/docker/" ID "/docker/" ID2, "", ID2, "docker", ""},
    {"/system.slice/docker-" ID ".scope/system.slice/cron.service",
     "cron.service", ID, "docker", ""},
    {"/../../docker/" ID, "", ID, "docker", ""},
    // containerd.
    {"/system.slice/nerdctl-" ID ".scope", "nerdctl-" ID ".scope", ID,
     "containerd", ""},
    {"/default/" ID, "", ID, "containerd", ""},
    {"/k8s.io/" ID, "", ID, "containerd", ""},
    // Kubernetes under systemd.
    {"/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod" POD_
     ".slice/cri-containerd-" ID ".scope",
     "cri-containerd-" ID ".scope", ID, "containerd", POD},
    {"/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod" POD_
     ".slice/crio-" ID ".scope",
     "crio-" ID ".scope", ID, "cri-o", POD},
    {"/kubepods.slice/kubepods-pod" POD_ ".slice/docker-" ID ".scope",
     "docker-" ID ".scope", ID, "docker", POD},
    {"/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-pod" POD_
     ".slice/cri-containerd-" ID ".scope",
     "cri-containerd-" ID ".scope", ID, "containerd", POD},
    {"/kubepods.slice/kubepods-pod" TASK ".slice/crio-" ID ".scope",
     "crio-" ID ".scope", ID, "cri-o", TASK},
    // Kubernetes under cgroupfs, and where the drivers differ.
    {"/kubepods/burstable/pod" POD "/" ID, "", ID, "kubernetes", POD},
    {"/kubepods/pod" POD "/" ID, "", ID, "kubernetes", POD},
    {"/kubepods/besteffort/pod" POD "/crio-" ID, "", ID, "cri-o", POD},
    {"/system.slice/containerd.service/kubepods-burstable-pod" POD_
     ".slice:cri-containerd:" ID,
     "containerd.service", ID, "containerd", POD},
    {"/system.slice/crio.service/kubepods-pod" POD_ ".slice:crio:" ID,
     "crio.service", ID, "cri-o", POD},
    // The monitor of a container is in no container.
    {"/kubepods.slice/kubepods-pod" POD_ ".slice/crio-conmon-" ID ".scope",
     "crio-conmon-" ID ".scope", "", "", POD},
    {"/machine.slice/libpod-conmon-" ID ".scope", "libpod-conmon-" ID ".scope",
     "", "", ""},
    {"/lxc.monitor.web", "", "", "", ""},
    // Podman.
    {"/machine.slice/libpod-" ID ".scope", "libpod-" ID ".scope", ID, "podman",
     ""},
    {"/machine.slice/libpod-" ID ".scope/container", "libpod-" ID ".scope", ID,
     "podman", ""},
    {"/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-" ID
     ".scope/container",
     "libpod-" ID ".scope", ID, "podman", ""},
    {"/libpod_parent/libpod-" ID, "", ID, "podman", ""},
    // Amazon ECS.
    {"/ecs/" TASK "/" ID, "", ID, "ecs", ""},
    {"/ecs/" POD "/" ID, "", ID, "ecs", ""},
    {"/ecs/" TASK "/" TASK "-1234567890", "", TASK "-1234567890", "ecs", ""},
    {"/ecstasks.slice/ecstasks-" TASK ".slice/docker-" ID ".scope",
     "docker-" ID ".scope", ID, "ecs", ""},
    // Machines.
    {"/machine.slice/systemd-nspawn@web.service/payload",
     "systemd-nspawn@web.service", "web", "systemd-nspawn", ""},
    {"/machine.slice/systemd-nspawn@web.service/payload/system.slice/a.service",
     "a.service", "web", "systemd-nspawn", ""},
    {"/machine.slice/machine-my\\x2dweb.scope", "machine-my\\x2dweb.scope",
     "my-web", "systemd-nspawn", ""},
    {"/machine.slice/machine-qemu\\x2d1\\x2ddb.scope",
     "machine-qemu\\x2d1\\x2ddb.scope", "1-db", "libvirt", ""},
    {"/lxc.payload.web", "", "web", "lxc", ""},
    {"/lxc/web/system.slice/x.service", "x.service", "web", "lxc", ""},
    // Nearly an id, and none.
    {"/docker/0123", "", "", "", ""},
    {"/docker/" ID "0", "", "", "", ""},
    {"/x/" TASK "-", "", "", "", ""},
    {"/pod-but-no-uid.slice/x.service", "x.service", "", "", ""},
};

TEST(CgroupPath, TellsUnitContainerRuntimeAndPod) {
  for (const Case& c : cases) {
    SCOPED_TRACE(c.path);
    const CgroupOwner owner = read_cgroup_path(c.path);
    EXPECT_EQ(owner.unit.value_or(""), c.unit);
    EXPECT_EQ(owner.container.value_or(""), c.container);
    EXPECT_EQ(owner.runtime.value_or(""), c.runtime);
    EXPECT_EQ(owner.pod.value_or(""), c.pod);
  }
}

TEST(CgroupPath, PicksTheLineThatTellsMost) {
  struct Pick {
    const char* text;
    const char* path;
  };
  constexpr Pick picks[] = {
      {"0::/system.slice/a.service\n", "/system.slice/a.service"},
      {"12:cpu,cpuacct:/docker/" ID "\n1:name=systemd:/docker/" ID "\n0::/\n",
       "/docker/" ID},
      {"1:name=systemd:/system.slice/a.service\n0::/\n",
       "/system.slice/a.service"},
      {"1:name=systemd:/old.service\n0::/new.service\n", "/new.service"},
      {"0::/", "/"},
      {"", ""},
      {"garbage\n:\n", ""},
      {"0::/odd:name\n", "/odd:name"},
  };
  for (const Pick& pick : picks)
    EXPECT_EQ(pick_cgroup(pick.text), pick.path) << pick.text;
}

} // namespace
} // namespace imds::sniffer
