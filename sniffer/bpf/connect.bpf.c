// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-only
//
// Who connects to IMDS? Two facts, joined by the cookie of the socket, which is
// unique on the host:
//
//   cgroup/connect4, connect6   this process connects this cookie
//   cgroup_skb/egress           this cookie sends a SYN with this number
//
// Both are needed. connect() runs as the caller but has no port yet; the packet
// has everything but is sent by whoever runs just then (a retransmission: by
// the timer). A state change as in inet_sock_set_state is worse still: one of a
// curl's socket was seen to run as the server it talked to.
//
// The SYN is read behind the netfilter hooks, so its addresses are those that a
// packet socket in the same namespace sees, also with NAT on the host itself;
// sock_ops, which is called before them, would tell the ones before.
//
// Only the context and helpers are used, so no BTF is needed; with WITH_BTF the
// caller's parents, start and arguments are read from kernel structures, which
// holds them for callers that are gone before /proc is looked at.
// The programs only watch: they always let the call and the packet pass.
#include "sniffer/bpf/events.h"

#include <linux/bpf.h>

#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#ifdef WITH_BTF
#include <bpf/bpf_core_read.h>
#endif

#define PASS 1

char license_of_programs[] SEC("license") = "GPL";

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __uint(max_entries, 64);
  __type(key, struct imds_endpoint);
  __type(value, __u8);
} endpoints SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_RINGBUF);
  __uint(max_entries, 512 * 1024);
} events SEC(".maps");

// One number: how many events found no room.
struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __uint(max_entries, 1);
  __type(key, __u32);
  __type(value, __u64);
} lost SEC(".maps");

static __always_inline void count_lost(void) {
  __u32 zero = 0;
  __u64* count = bpf_map_lookup_elem(&lost, &zero);
  if (count)
    __sync_fetch_and_add(count, 1);
}

static __always_inline void map_v4(__u8* to, __u32 address) {
  __builtin_memset(to, 0, 10);
  to[10] = 0xff;
  to[11] = 0xff;
  __builtin_memcpy(to + 12, &address, sizeof(address));
}

static __always_inline void fill(struct imds_connect* event, __u64 cookie) {
  event->kind = IMDS_CONNECT;
  event->cookie = cookie;
  event->pid = bpf_get_current_pid_tgid() >> 32;
  event->uid = (__u32)bpf_get_current_uid_gid();
  event->boot_ns = bpf_ktime_get_boot_ns();
  event->cgroup_id = bpf_get_current_cgroup_id();
  bpf_get_current_comm(event->comm, sizeof(event->comm));
}

#ifdef WITH_BTF

// The few fields that are read; their places are taken from the running
// kernel's BTF.
#define READ_BY_NAME __attribute__((preserve_access_index))
struct ns_common {
  unsigned int inum;
} READ_BY_NAME;
struct net {
  struct ns_common ns;
} READ_BY_NAME;
struct nsproxy {
  struct net* net_ns;
} READ_BY_NAME;
struct mm_struct {
  unsigned long arg_start, arg_end;
} READ_BY_NAME;
struct task_struct {
  struct task_struct *real_parent, *group_leader;
  int tgid;
  __u64 start_boottime;
  struct mm_struct* mm;
  struct nsproxy* nsproxy;
  char comm[IMDS_COMM];
} READ_BY_NAME;

static __always_inline void fill_argv(struct imds_connect_more* event,
                                      struct task_struct* leader) {
  unsigned long start = BPF_CORE_READ(leader, mm, arg_start);
  unsigned long size = BPF_CORE_READ(leader, mm, arg_end) - start;
  if (size > IMDS_ARGV)
    size = IMDS_ARGV;
  if (bpf_probe_read_user(event->argv, size, (void*)start) == 0)
    event->argv_size = size;
}

static __always_inline void fill_more(struct imds_connect_more* event) {
  struct task_struct* task = (void*)bpf_get_current_task();
  struct task_struct* leader = BPF_CORE_READ(task, group_leader);
  event->netns = BPF_CORE_READ(task, nsproxy, net_ns, ns.inum);
  event->start_boot_ns = BPF_CORE_READ(leader, start_boottime);
  bpf_core_read(event->leader_comm, IMDS_COMM, &leader->comm);
  event->argv_size = 0;
  fill_argv(event, leader);
  struct task_struct* parent = leader;
  for (int i = 0; i < IMDS_PARENTS; ++i) {
    parent = BPF_CORE_READ(parent, real_parent, group_leader);
    event->parents[i].pid = BPF_CORE_READ(parent, tgid);
    bpf_core_read(event->parents[i].comm, IMDS_COMM, &parent->comm);
  }
}

typedef struct imds_connect_more connect_event;
static __always_inline void fill_event(connect_event* event, __u64 cookie) {
  fill(&event->base, cookie);
  fill_more(event);
}

#else

typedef struct imds_connect connect_event;
static __always_inline void fill_event(connect_event* event, __u64 cookie) {
  fill(event, cookie);
}

#endif

static __always_inline int tell_connect(struct bpf_sock_addr* context,
                                        const struct imds_endpoint* endpoint) {
  if (!bpf_map_lookup_elem(&endpoints, endpoint))
    return PASS;
  connect_event* event = bpf_ringbuf_reserve(&events, sizeof(connect_event), 0);
  if (!event) {
    count_lost();
    return PASS;
  }
  fill_event(event, bpf_get_socket_cookie(context));
  bpf_ringbuf_submit(event, 0);
  return PASS;
}

SEC("cgroup/connect4")
int imds_connect4(struct bpf_sock_addr* context) {
  struct imds_endpoint endpoint = {};
  map_v4(endpoint.address, context->user_ip4);
  endpoint.port = bpf_ntohs((__u16)context->user_port);
  return tell_connect(context, &endpoint);
}

SEC("cgroup/connect6")
int imds_connect6(struct bpf_sock_addr* context) {
  struct imds_endpoint endpoint = {};
  __u32 words[4] = {context->user_ip6[0], context->user_ip6[1],
                    context->user_ip6[2], context->user_ip6[3]};
  __builtin_memcpy(endpoint.address, words, sizeof(words));
  endpoint.port = bpf_ntohs((__u16)context->user_port);
  return tell_connect(context, &endpoint);
}

// What of a TCP header is needed, as it lies in the packet.
struct tcp_start {
  __be16 source;
  __be16 target;
  __be32 sequence;
  __be32 acknowledged;
  __u8 offset;
  __u8 flags;
};

#define TCP 6
#define SYN_AND_ACK 0x12
#define SYN 0x02

// Reads addresses; returns where TCP starts, 0 where this is no whole TCP.
static __always_inline __u32 read_v4(struct __sk_buff* packet,
                                     struct imds_syn* syn) {
  struct {
    __u8 version_length, service;
    __be16 length, id, fragment;
    __u8 ttl, protocol;
    __be16 checksum;
    __be32 source, target;
  } ip;
  if (bpf_skb_load_bytes(packet, 0, &ip, sizeof(ip)) || ip.protocol != TCP)
    return 0;
  map_v4(syn->client.address, ip.source);
  map_v4(syn->endpoint.address, ip.target);
  return (ip.version_length & 0xf) * 4;
}

static __always_inline __u32 read_v6(struct __sk_buff* packet,
                                     struct imds_syn* syn) {
  struct {
    __be32 version;
    __be16 length;
    __u8 next, hops;
    __u8 source[16], target[16];
  } ip;
  if (bpf_skb_load_bytes(packet, 0, &ip, sizeof(ip)) || ip.next != TCP)
    return 0;
  __builtin_memcpy(syn->client.address, ip.source, 16);
  __builtin_memcpy(syn->endpoint.address, ip.target, 16);
  return sizeof(ip);
}

SEC("cgroup_skb/egress")
int imds_egress(struct __sk_buff* packet) {
  // Bulk data ends here: a SYN, even one with data, fits in one MTU.
  if (packet->len > 1600)
    return PASS;
  struct imds_syn syn = {};
  struct tcp_start tcp;
  __u32 at = packet->protocol == bpf_htons(0x0800) ? read_v4(packet, &syn)
                                                   : read_v6(packet, &syn);
  if (at == 0 || bpf_skb_load_bytes(packet, at, &tcp, sizeof(tcp)) ||
      (tcp.flags & SYN_AND_ACK) != SYN)
    return PASS;
  syn.client.port = bpf_ntohs(tcp.source);
  syn.endpoint.port = bpf_ntohs(tcp.target);
  if (!bpf_map_lookup_elem(&endpoints, &syn.endpoint))
    return PASS;
  syn.kind = IMDS_SYN;
  syn.sequence = bpf_ntohl(tcp.sequence);
  syn.cookie = bpf_get_socket_cookie(packet);
  if (bpf_ringbuf_output(&events, &syn, sizeof(syn), 0))
    count_lost();
  return PASS;
}
