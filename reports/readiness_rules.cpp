// SPDX-License-Identifier: Apache-2.0
#include "reports/readiness_rules.h"

#include <array>

namespace imds::report {
namespace {

using enum Weight;

constexpr std::array<RuleInfo, kRuleCount> kRules = {{
    {"traffic.v1", blocker, "asks without a token and is not refused",
     "fetch a token first, or upgrade the SDK that asks"},
    {"traffic.ttl_on_get", blocker,
     "sends the ttl header on a GET, which is no token",
     "send the token in X-aws-ec2-metadata-token"},
    {"traffic.hop_limit", blocker,
     "never gets its token: the answer's hop limit is too low",
     "set --http-put-response-hop-limit 2 (3 for containers in containers)"},
    {"traffic.fallback", blocker,
     "asks without a token because its token PUT failed",
     "mend the PUT: hop limit, proxy or timeout"},
    {"traffic.put_failed", blocker, "asks for a token and gets none",
     "mend the PUT: method, headers, proxy or firewall"},
    {"traffic.rejected", blocker, "asks without a token and is refused already",
     "fetch a token first, or upgrade the SDK that asks"},
    {"code.breaks", blocker, "asks without a token in source",
     "fetch a token first and send it with the request"},
    {"code.depends", blocker, "asks without a token unless a switch is turned",
     "turn the switch, or change its default"},
    {"setting.hop_limit", blocker,
     "hop limit 1 on a host whose containers ask without a token: mended, they "
     "would get none",
     "raise it to 2 before they ask with one"},
    {"traffic.miss", caution, "asks without a token for what is not there",
     "a 401 will take the place of the 404: check that it is taken as well"},
    {"traffic.v1_first", caution,
     "asks without a token first and with one when refused",
     "works under required; it keeps MetadataNoToken above zero until then"},
    {"traffic.put_recovered", caution,
     "had failed token PUTs and a good one after them",
     "look at what failed; with required there is no second way"},
    {"traffic.bad_token", caution, "sent a token that was refused",
     "an expired or foreign token: the client must fetch a new one on 401"},
    {"traffic.old_client", caution,
     "names a client older than its first version that speaks v2",
     "upgrade the client"},
    {"traffic.unnamed", caution, "is known by address and User-Agent only",
     "survey the host itself: sudo imds-ready sniff --for 7d -o FILE"},
    {"traffic.go_between", caution,
     "asks IMDS for others, and who they are is not known",
     "mend it, or whoever asks through it: its own log names them"},
    {"traffic.narrow", caution, "only a part of the host was watched",
     "watch all: sudo imds-ready sniff --for 7d -o FILE"},
    {"code.fallback", caution,
     "fetches a token, and asks without one if that fails",
     "set AWS_EC2_METADATA_V1_DISABLED=true and see that it still works"},
    {"code.v1_first", caution, "asks without a token first",
     "ask for the token first; it keeps MetadataNoToken above zero"},
    {"code.switch", caution, "a switch decides whether a token is sent",
     "check what the switch is set to where it runs"},
    {"code.allowed", caution, "a comment allows requests without a token",
     "see that each reason still holds: imds-ready analyze --show-skipped"},
    {"code.not_analyzed", caution,
     "mentions IMDS in a language that is not analyzed",
     "read those files (imds-ready analyze --all lists them)"},
    {"software.old", caution, "is older than its first version that speaks v2",
     "upgrade it"},
    {"setting.unknown", caution, "the instance's settings are not known",
     "add an export: aws ec2 describe-instances > instances.json"},
    {"setting.endpoint", caution, "the endpoint is disabled",
     "nothing on this instance reaches IMDS, with or without a token"},
    {"missing.code", Weight::missing, "no source was analyzed",
     "analyze it: imds-ready analyze TREE -o code.ndjson"},
    {"missing.traffic", Weight::missing, "no traffic was surveyed",
     "survey each host: sudo imds-ready sniff --for 7d -o traffic.ndjson"},
    {"missing.settings", Weight::missing, "no settings were given",
     "add an export: aws ec2 describe-instances > instances.json"},
    {"missing.time", Weight::missing, "the survey is too short",
     "let it run on (sniff --for 7d -o FILE), or, where hosts do not live so "
     "long, say what is enough: report --min-survey 24h"},
    {"missing.boot", Weight::missing, "no boot was surveyed",
     "enable the service and reboot: systemctl enable imds-ready-sniff"},
    {"missing.silent", Weight::missing, "nothing was heard of IMDS",
     "let it hear a token PUT while it runs: curl -X PUT -H "
     "'X-aws-ec2-metadata-token-ttl-seconds: 60' "
     "http://169.254.169.254/latest/api/token"},
    {"missing.uplink", Weight::missing,
     "only bridges of containers were watched, which the host's own requests "
     "do not pass",
     "watch all: sudo imds-ready sniff --for 7d -o FILE"},
    {"missing.drops", Weight::missing, "packets were lost",
     "survey again with less load, or with one interface: sniff -i IFACE"},
    {"missing.owner", Weight::missing, "requests have no known caller",
     "survey with eBPF rights: imds-ready sniff --attribution ebpf"},
    {"missing.unknown", Weight::missing,
     "requests could not be judged, so their class is unknown",
     "survey again with whole packets, and look at what is neither GET, HEAD "
     "nor token PUT"},
    {"missing.unread", Weight::missing, "source was not read",
     "make the files readable, and analyze again"},
    {"missing.review", Weight::missing, "code reaches IMDS and is undecided",
     "read the place, or survey the program while it runs"},
    {"missing.switch", Weight::missing,
     "a switch decides whether a token is sent, and its default is not known",
     "see what it is set to where it runs, and say so at the place: "
     "// imds-ready: allow(RULE) REASON"},
    {"missing.unexplained", Weight::missing,
     "mentions of IMDS in source are not explained",
     "list them: imds-ready analyze TREE --all"},
    {"missing.calls", Weight::missing,
     "AWS counted tokenless calls that no survey saw",
     "survey the instance at those times"},
    {"missing.instance", Weight::missing,
     "no survey is of this instance, and it does not require tokens yet",
     "survey it, or name its host in a --map file: instance ID HOST"},
    {"missing.sum", Weight::missing,
     "a run counted more than its evidence holds",
     "give all files of the run, whole"},
    {"missing.input", Weight::missing, "input could not be used whole",
     "give the file again, whole"},
    {"missing.newer", Weight::missing,
     "evidence has a schema that this version does not read",
     "upgrade imds-ready"},
    {"missing.contradiction", Weight::missing, "evidence contradicts itself",
     "remove the copied survey state (a cloned machine?) and survey again"},
    {"missing.host_name", Weight::missing, "machines share one name",
     "give each a name of its own (hostnamectl set-hostname NAME), in files "
     "that are there as well: sed -i 's/\"host\":\"OLD\"/\"host\":\"NEW\"/' "
     "FILE"},
    {"missing.future", Weight::missing, "evidence is dated in the future",
     "set the clock of the host right and survey again"},
    {"missing.past", Weight::missing,
     "evidence is dated before IMDSv2 was there",
     "survey again with a clock that is right; a capture needs the time of "
     "each "
     "packet, as tcpdump -w writes it"},
    {"missing.old", Weight::missing, "evidence is too old to tell of today",
     "survey and analyze again"},
    {"missing.map", Weight::missing, "a mapping matches nothing",
     "correct the pattern in the file given with --map"},
}};

constexpr std::array<const char*, 3> kWeights = {"blocker", "caution",
                                                 "missing"};

} // namespace

const char* name(Weight weight) {
  return kWeights[static_cast<std::size_t>(weight)];
}

const RuleInfo& info(Rule rule) {
  return kRules[static_cast<std::size_t>(rule)];
}

} // namespace imds::report
