// SPDX-License-Identifier: Apache-2.0
// Jobs to units: from the cache where nothing changed, from Clang elsewhere.
#include "analyzer/extract/parser_program.h"
#include "analyzer/extract/unit_cache.h"
#include "analyzer/pipeline.h"
#include "reports/rule_file.h"

#include <filesystem>
#include <iterator>
#include <set>

namespace imds::analyzer {
namespace {

std::map<std::string, std::vector<int>> hits_of(const Sources& sources) {
  std::map<std::string, std::vector<int>> hits;
  for (const Mention& mention : sources.mentions)
    if (mention.state != MentionState::comment)
      hits[mention.file].push_back(mention.line);
  return hits;
}

std::string stubs_dir() {
  const auto rules = builtin_rules_dir();
  return rules ? *rules + "/stubs" : "";
}

std::vector<ParseTask> tasks_of(const Settings& settings,
                                const std::vector<Job>& jobs,
                                const Sources& sources) {
  auto hits = hits_of(sources);
  const std::string stubs = stubs_dir();
  std::vector<ParseTask> tasks;
  for (const Job& job : jobs)
    tasks.push_back({settings.root, settings.root + "/" + job.file,
                     job.directory, job.flags, stubs, job.read_as,
                     hits[job.file], job.relevant, job.repair});
  return tasks;
}

class Collector {
public:
  explicit Collector(const std::vector<Job>& jobs) : jobs_(jobs) {
    units_.resize(jobs.size());
  }

  void take(std::size_t index, ParseResult result) {
    if (!result.why.empty()) {
      out_.failed.push_back(jobs_[index].file + ": " + result.why);
      out_.final = false;
      return;
    }
    out_.final = out_.final && !result.hurried;
    for (const auto* paths : {&result.read, &result.absent})
      depends_.insert(paths->begin(), paths->end());
    ++out_.parsed;
    out_.with_errors +=
        !result.units.empty() && !result.units[0].errors.empty() ? 1 : 0;
    units_[index] = std::move(result.units);
  }
  void take_cached(std::size_t index, ParseResult result) {
    ++out_.from_cache;
    take(index, std::move(result));
  }

  /// In the order of the jobs, whatever order the workers ended in.
  Extracted finish() {
    for (auto& units : units_)
      std::ranges::move(units, std::back_inserter(out_.units));
    std::ranges::sort(out_.failed);
    for (const Job& job : jobs_)
      depends_.insert(job.depends.begin(), job.depends.end());
    out_.depends.assign(depends_.begin(), depends_.end());
    return std::move(out_);
  }

private:
  const std::vector<Job>& jobs_;
  std::vector<std::vector<ir::Unit>> units_;
  std::set<std::string> depends_;
  Extracted out_;
};

} // namespace

Extracted extract(const Settings& settings, const std::vector<Job>& jobs,
                  const Sources& sources) {
  const auto tasks = tasks_of(settings, jobs, sources);
  UnitCache cache(settings.cache_dir);
  Collector collector(jobs);
  std::vector<ParseTask> todo;
  std::vector<std::size_t> number;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    if (auto known = cache.find(tasks[i])) {
      collector.take_cached(i, *std::move(known));
    } else {
      todo.push_back(tasks[i]);
      number.push_back(i);
    }
  }
  const auto done = [&](std::size_t i, ParseResult result) {
    cache.keep(todo[i], result);
    collector.take(number[i], std::move(result));
  };
  const auto ran =
      run_parser(todo, settings.jobs, settings.unit_timeout_s, done);
  Extracted out = collector.finish();
  if (!ran)
    for (const ParseTask& task : todo)
      out.failed.push_back(task.file + ": " + ran.error().what);
  out.final = out.final && ran.has_value();
  return out;
}

} // namespace imds::analyzer
