/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-only */
/* What the kernel programs tell; read by connect.bpf.c and by tracer.cpp. */
#ifndef IMDS_SNIFFER_BPF_EVENTS_H
#define IMDS_SNIFFER_BPF_EVENTS_H

#include <linux/types.h>

/* An address is 16 bytes, IPv4 as ::ffff:a.b.c.d; ports are in host order. */
struct imds_endpoint {
  __u8 address[16];
  __u32 port;
};

enum { IMDS_CONNECT = 1, IMDS_SYN = 2 };
enum { IMDS_COMM = 16, IMDS_PARENTS = 8, IMDS_ARGV = 1024 };

/* A process called connect(); told from its own context, before the SYN. */
struct imds_connect {
  __u32 kind;
  __u32 pid; /* of the process, not the thread */
  __u64 cookie;
  __u64 boot_ns;
  __u64 cgroup_id;
  __u32 uid;
  char comm[IMDS_COMM]; /* of the thread */
};

struct imds_parent {
  __u32 pid;
  char comm[IMDS_COMM];
};

/* The same with what only a kernel with BTF tells. */
struct imds_connect_more {
  struct imds_connect base;
  __u32 netns;
  __u64 start_boot_ns;
  char leader_comm[IMDS_COMM];
  struct imds_parent parents[IMDS_PARENTS];
  __u32 argv_size;
  char argv[IMDS_ARGV];
};

/* A SYN leaves, with the addresses that packet sockets see. */
struct imds_syn {
  __u32 kind;
  __u32 sequence;
  __u64 cookie;
  struct imds_endpoint client;
  struct imds_endpoint endpoint;
};

#endif
