// SPDX-License-Identifier: Apache-2.0
#include "sniffer/sniff_options.h"

namespace imds::sniffer {
namespace {

constexpr const char* kAbout =
    R"(Records which programs ask the EC2 instance metadata service (IMDS),
with a token (IMDSv2) or without (IMDSv1), and what came back.

Without -r it watches this host, with all its containers, until it is stopped;
-o OUT is then appended to, and a restart goes on with the same survey. With
-r it reads captures: pcap or pcapng, of Ethernet, VLAN, Linux cooked, NFLOG,
raw IP or loopback links. Without -o it prints a summary; the facts themselves
go to -o OUT, for `imds-ready report`, or with --evidence to stdout.

A caller on this host is named with its process, unit and container, and with
the image of the container where its runtime wrote that down.

Tokens, bodies and credentials are never stored or printed.)";

std::vector<Option> live_options(SniffOptions& o) {
  return {
      {.names = "-i,--interface",
       .value = "IFACE",
       .group = "live",
       .brief = "watch this interface only; all are watched by default",
       .full = "An interface of this network namespace. May be repeated.",
       .into = &o.interfaces},
      {.names = "--for",
       .value = "TIME",
       .group = "live",
       .brief = "end after 30s, 10m, 24h or 7d; else at a signal",
       .full = "SIGINT and SIGTERM end it cleanly too, SIGUSR1 prints how far "
               "it is.",
       .into = &o.duration},
      {.names = "--attribution",
       .value = "HOW",
       .group = "live",
       .brief = "how callers are found: auto, ebpf, ebpf-no-btf or diag",
       .full = "ebpf asks the kernel at connect(); ebpf-no-btf does so without "
               "BTF, and may lose the arguments of a caller that ends at once; "
               "diag looks the socket up at the SYN and needs no eBPF. auto "
               "takes the first that works here and says what is lost.",
       .into = &o.attribution,
       .choices = {"auto", "ebpf", "ebpf-no-btf", "diag"}},
      {.names = "--one-namespace",
       .group = "live",
       .brief = "watch this network namespace only, not those of containers",
       .into = &o.one_namespace},
      {.names = "--no-argv",
       .group = "live",
       .brief = "leave command lines out of the evidence",
       .full = "Without it they are kept with their secrets masked.",
       .into = &o.no_argv},
      {.names = "--no-user",
       .group = "live",
       .brief = "leave users out of the evidence",
       .into = &o.no_user},
      {.names = "--watch",
       .group = "live",
       .brief = "end with status 1 at the first request that is refused",
       .full = "For the time after HttpTokens=required: names the first caller "
               "that still asks without a token and gets 401.",
       .into = &o.watch},
      {.names = "--prometheus",
       .value = "FILE",
       .group = "live",
       .brief = "keep counts there for node_exporter's textfile collector",
       .full = "Replaced as a whole at each interval; readable by all.",
       .into = &o.prometheus},
      {.names = "-w,--write",
       .value = "FILE",
       .group = "live",
       .brief = "also write the packets, as pcapng with their processes",
       .full = "Bodies, queries and values of headers are blanked, except of "
               "a few that are harmless. Mode 0600; an old file is replaced.",
       .into = &o.write},
  };
}

bool is_given(const Option& option) {
  if (const auto* flag = std::get_if<bool*>(&option.into))
    return **flag;
  if (const auto* text = std::get_if<std::string*>(&option.into))
    return !(*text)->empty() && **text != SniffOptions{}.attribution;
  const auto* list = std::get_if<std::vector<std::string>*>(&option.into);
  return list != nullptr && !(*list)->empty();
}

} // namespace

std::string live_option_of(SniffOptions& o) {
  for (const Option& option : live_options(o))
    if (is_given(option))
      return option.names;
  return {};
}

Verb sniff_verb(SniffOptions& o) {
  Verb verb;
  verb.name = "sniff";
  verb.summary = "record live v1 and v2 requests on this host, per process";
  verb.usage = "imds-ready sniff [-r FILE...] [-o OUT] [options]";
  verb.about = kAbout;
  verb.positional = "FILE";
  verb.arguments = &o.more;
  verb.options = {
      {.names = "-r,--read",
       .value = "FILE",
       .group = "input",
       .brief = "read a capture instead of the network; - is stdin",
       .full = "May be given several times, and more files may follow it. "
               "Files are read in the order given. One that goes on within 10 "
               "seconds belongs to the recording before it; others are "
               "recordings of their own.",
       .into = &o.read},
      {.names = "--endpoint",
       .value = "ADDR[:PORT]",
       .group = "input",
       .brief = "an address that answers as IMDS does, beside EC2's own",
       .full = "For a proxy or a stand-in. IPv6 with a port: [ADDR]:PORT. "
               "The port is 80 if none is given. May be repeated.",
       .into = &o.endpoints},
      {.names = "--rules",
       .value = "DIR",
       .group = "input",
       .brief = "more rules; a file of the same name replaces a built-in one",
       .into = &o.rules},
      {.names = "-o,--output",
       .value = "OUT",
       .group = "output",
       .brief = "write the evidence there",
       .full = "With -r replaced as a whole when the last capture was read, "
               "else appended to; mode 0600. - is stdout.",
       .into = &o.output},
      {.names = "--evidence",
       .group = "output",
       .brief = "print the evidence instead of the summary",
       .into = &o.evidence},
  };
  const auto live = live_options(o);
  verb.options.insert(verb.options.end(), live.begin(), live.end());
  verb.examples = {
      {"sudo imds-ready sniff --for 24h -o traffic.ndjson",
       "this host, for a day"},
      {"imds-ready sniff -r monday.pcap", "who asked, and how"},
      {"imds-ready sniff -r *.pcapng -o traffic.ndjson",
       "evidence for imds-ready report"},
      {"tcpdump -i any -w - host 169.254.169.254 | imds-ready sniff -r -",
       "from a pipe"},
  };
  return verb;
}

} // namespace imds::sniffer
