// SPDX-License-Identifier: Apache-2.0
//
// Starts a survey of this host: reads what rules and options say, opens the
// record, and splits in two. From then on only the keeper (the child) has
// rights, and only the surveyor (this process) sees packets.
#include "sniffer/live/live.h"

#include "reports/evidence.h"
#include "reports/term.h"
#include "sniffer/capture_filter.h"
#include "sniffer/live/confine.h"
#include "sniffer/live/coverage.h"
#include "sniffer/live/keeper.h"
#include "sniffer/live/surveyor.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <set>
#include <sys/file.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace imds::sniffer {
namespace {

constexpr int kSnapLength = 262144;

struct Prepared {
  Imds imds;
  GoBetweens go_betweens;
  std::vector<Endpoint> endpoints;
  FilterProgram capture;
  FilterProgram syns;
  Descriptor record;
  Descriptor packets;
};

// The three files are replaced by name, sooner or later: by root, and were it
// /dev/null.
Result<void> check_place(const std::string& path) {
  struct stat facts{};
  if (::lstat(path.c_str(), &facts) == 0 && !S_ISREG(facts.st_mode))
    return fail("is there and is no file", path);
  return {};
}

Result<void> check_places(const LiveOptions& options) {
  std::set<std::string> taken;
  for (const auto* path :
       {&options.output, &options.prometheus, &options.write}) {
    if (auto place = check_place(*path); !place)
      return place;
    if (!path->empty() && !taken.insert(*path).second)
      return fail("is named for two things", *path,
                  "give the record, the counts and the packets a file each");
  }
  return {};
}

Result<Descriptor> open_record(const std::string& path) {
  if (path.empty())
    return Descriptor();
  Descriptor file(::open(path.c_str(),
                         O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW,
                         S_IRUSR | S_IWUSR));
  if (!file)
    return fail(std::string("cannot open: ") + std::strerror(errno), path);
  // Two surveys in one record would give their facts the same numbers.
  if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    return fail("another survey is writing to it", path,
                "end that one first, or name another file");
  ::fchmod(file.get(), S_IRUSR | S_IWUSR);
  return file;
}

Result<Descriptor> open_packets(const std::string& path) {
  if (path.empty())
    return Descriptor();
  ::unlink(path.c_str());
  Descriptor file(::open(path.c_str(),
                         O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
                         S_IRUSR | S_IWUSR));
  if (!file)
    return fail(std::string("cannot create: ") + std::strerror(errno), path);
  return file;
}

Result<Prepared> prepare(const LiveOptions& options) {
  if (auto places = check_places(options); !places)
    return std::unexpected(places.error());
  auto imds = Imds::load(options.rules);
  if (!imds)
    return std::unexpected(imds.error());
  auto endpoints = endpoints_to_watch(*imds, options.endpoints);
  if (!endpoints)
    return std::unexpected(endpoints.error());
  auto capture = compile_filter(capture_filter(*endpoints), kSnapLength);
  if (!capture)
    return std::unexpected(capture.error());
  auto syns = compile_filter(syn_filter(*endpoints), kSnapLength);
  if (!syns)
    return std::unexpected(syns.error());
  auto go_betweens = GoBetweens::load(options.rules);
  if (!go_betweens)
    return std::unexpected(go_betweens.error());
  auto record = open_record(options.output);
  if (!record)
    return std::unexpected(record.error());
  auto packets = open_packets(options.write);
  if (!packets)
    return std::unexpected(packets.error());
  return Prepared{std::move(*imds),      std::move(*go_betweens),
                  std::move(*endpoints), std::move(*capture),
                  std::move(*syns),      std::move(*record),
                  std::move(*packets)};
}

// Signals arrive as input of the loop, in both halves; the keeper ignores
// them and ends when the surveyor is gone.
Result<Descriptor> catch_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGINT, SIGTERM, SIGUSR1, SIGHUP})
    sigaddset(&set, signal);
  sigprocmask(SIG_BLOCK, &set, nullptr);
  Descriptor signals(::signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC));
  if (!signals)
    return fail(std::string("signalfd: ") + std::strerror(errno));
  return signals;
}

Backend backend_of(const std::string& name) {
  if (name == "ebpf")
    return Backend::ebpf;
  if (name == "ebpf-no-btf")
    return Backend::ebpf_no_btf;
  return name == "diag" ? Backend::diag : Backend::automatic;
}

[[noreturn]] void be_keeper(Link link, const LiveOptions& options,
                            Prepared& prepared) {
  KeeperOptions keep;
  keep.backend = backend_of(options.attribution);
  keep.endpoints = prepared.endpoints;
  keep.rooms = {options.interfaces, options.other_namespaces, prepared.capture,
                prepared.syns};
  keep.keep = {options.argv, options.user};
  keep.files = {options.output, options.prometheus};
  prepared.record = Descriptor(); // its lock ends with the surveyor
  const bool for_others = in_foreign_folder(keep.files);
  Keeper keeper(std::move(link), std::move(keep));
  be_in_time();
  auto opened = confine_keeper(for_others);
  if (opened)
    opened = keeper.open();
  if (!opened) {
    term::error(opened.error());
    ::_exit(static_cast<int>(ExitStatus::could_not_run));
  }
  keeper.run();
  ::_exit(0);
}

// The keeper says why it could not start; the status is all that is missing.
ExitStatus end_of(pid_t keeper, ExitStatus status) {
  int result = 0;
  ::waitpid(keeper, &result, 0);
  const bool failed = !WIFEXITED(result) || WEXITSTATUS(result) != 0;
  return failed ? worse(status, ExitStatus::could_not_run) : status;
}

Surveyor::Options surveyor_options(const LiveOptions& options,
                                   const Prepared& prepared,
                                   bool boot_covered) {
  Surveyor::Options out;
  out.endpoints = prepared.endpoints;
  out.interfaces = options.interfaces;
  out.one_namespace = !options.other_namespaces;
  out.seconds = options.seconds;
  out.method = "none"; // until the keeper says
  out.evidence_on_stdout = options.evidence_on_stdout;
  out.boot_covered = boot_covered;
  out.watch = options.watch;
  out.metrics = !options.prometheus.empty();
  out.view = !options.evidence_on_stdout && term::is_terminal(STDOUT_FILENO);
  return out;
}

ExitStatus be_surveyor(Link link, const LiveOptions& options,
                       Prepared& prepared, int signals) {
  std::optional<EvidenceLog> log;
  // Once confined, no file opens and nobody says what is a terminal.
  SurveyNumbers numbers{Machine::read(), evidence::new_run_id(), 0};
  Surveyor::Options survey =
      surveyor_options(options, prepared, has_no_address_yet());
  if (auto confined = confine_surveyor(); !confined) {
    term::error(confined.error());
    return ExitStatus::could_not_run;
  }
  if (prepared.record) {
    auto resumed = EvidenceLog::resume(std::move(prepared.record));
    if (!resumed) {
      term::error(resumed.error());
      return ExitStatus::could_not_run;
    }
    say_what_was_missed(*resumed);
    if (!resumed->survey().empty())
      numbers.survey = resumed->survey();
    numbers.next_seq = resumed->next_seq();
    log = std::move(*resumed);
  }
  Surveyor surveyor(prepared.imds, prepared.go_betweens, std::move(link),
                    std::move(numbers), std::move(log), signals,
                    std::move(survey));
  if (prepared.packets)
    surveyor.write_packets_to(PcapngLog(std::move(prepared.packets)));
  return surveyor.run();
}

} // namespace

ExitStatus survey_live(const LiveOptions& options) {
  if (auto allowed = check_rights(); !allowed) {
    term::error(allowed.error());
    return ExitStatus::could_not_run;
  }
  auto prepared = prepare(options);
  auto signals = catch_signals();
  auto link = Link::create();
  for (const Error* error :
       {prepared ? nullptr : &prepared.error(),
        signals ? nullptr : &signals.error(), link ? nullptr : &link.error()})
    if (error) {
      term::error(*error);
      return ExitStatus::could_not_run;
    }
  const pid_t keeper = ::fork();
  if (keeper < 0) {
    term::error({std::string("fork: ") + std::strerror(errno), "", ""});
    return ExitStatus::could_not_run;
  }
  if (keeper == 0) {
    {
      const Link other = std::move(link->first);
    }
    be_keeper(std::move(link->second), options, *prepared);
  }
  {
    const Link other = std::move(link->second);
  }
  const ExitStatus status =
      be_surveyor(std::move(link->first), options, *prepared, signals->get());
  return end_of(keeper, status);
}

} // namespace imds::sniffer
