// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/tally.h"

#include "sniffer/survey.h"

#include <algorithm>
#include <set>

namespace imds::sniffer {
namespace {

constexpr std::size_t kMostRows = 4096;

std::string program_of(const Sighting& row) {
  std::string key;
  for (const auto* part :
       {&row.comm, &row.exe, &row.unit, &row.container, &row.user})
    key += part->value_or("") + '\n';
  if (!row.comm)
    key += row.peer.value_or("") + row.user_agent.value_or("");
  return key;
}

// A program, not a process: a shell's hundred curls are one line.
Sighting as_program(Sighting row) {
  row.pid.reset();
  row.start_time.reset();
  return row;
}

} // namespace

std::string program_name(const Sighting& row) {
  const std::string program =
      row.comm.value_or(row.user_agent.value_or("a program"));
  if (row.container)
    return program + " in container " + row.container->substr(0, 12);
  return program + " in " + row.unit.value_or(row.peer.value_or("this host"));
}

void Tally::add(const Interval& interval) {
  const Survey& more = interval.survey;
  const Survey before = survey_;
  survey_ = more;
  survey_.start = before.start.empty() ? more.start : before.start;
  add_counts(survey_, before);
  for (const Sighting& row : interval.sightings) {
    std::string key = program_of(row) + row.request_class;
    if (rows_.size() >= kMostRows && !rows_.contains(key))
      key = row.request_class; // the rest of a class in one line
    const auto [place, is_new] = rows_.try_emplace(key, as_program(row));
    if (!is_new)
      place->second.count += row.count;
  }
}

void Tally::note_not_seen(const std::string& sentence) {
  if (std::ranges::find(not_seen_, sentence) == not_seen_.end())
    not_seen_.push_back(sentence);
}

SurveyRun Tally::run() const {
  SurveyRun run;
  run.survey = survey_;
  for (const auto& [key, row] : rows_)
    run.sightings.push_back(row);
  run.not_seen = not_seen_;
  return run;
}

std::uint64_t Tally::count(RequestClass request_class) const {
  std::uint64_t count = 0;
  for (const auto& [key, row] : rows_)
    if (row.request_class == name(request_class))
      count += row.count;
  return count;
}

std::size_t Tally::callers() const {
  std::set<std::string> programs;
  for (const auto& [key, row] : rows_)
    programs.insert(program_of(row));
  return programs.size();
}

} // namespace imds::sniffer
