// SPDX-License-Identifier: Apache-2.0
//
// Nearly all lines of a fleet's evidence are sightings, millions of them, and a
// general JSON reader spends most of a report's time making objects of them.
// simdjson reads the whole line strictly, so what passes here is JSON, and its
// strings are used where they lie.
//
// A line is passed on to the evidence reader as soon as anything is unusual: an
// unknown class, a value of another type, a key twice, a time in another form.
// One reader decides what is an error, and this is not the one.
//
// Tested by tests/reports/sighting_line_test.cpp (both readers must agree).
#include "reports/sighting_line.h"

#include "reports/evidence.h"
#include "reports/facts.h"
#include "reports/line_reader.h"

#include <simdjson.h>

#include <chrono>
#include <unordered_map>

namespace imds::report {
namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

static_assert(LineReader::kPadding >= simdjson::SIMDJSON_PADDING);

constexpr std::size_t kMaxDepth = 64; // the same as the evidence reader's
constexpr std::uint64_t kMost = std::uint64_t{1} << 40; // and this

bool digits(std::string_view text, std::size_t at, std::size_t n, int& out) {
  out = 0;
  for (std::size_t i = at; i < at + n; ++i) {
    if (text[i] < '0' || text[i] > '9')
      return false;
    out = out * 10 + (text[i] - '0');
  }
  return true;
}

// Exactly "2026-01-31T12:34:56.789Z", the form that our own programs write.
bool read_time(const element& value, std::int64_t& out) {
  std::string_view t;
  if (value.get(t) != simdjson::SUCCESS || t.size() != 24 || t[4] != '-' ||
      t[7] != '-' || t[10] != 'T' || t[13] != ':' || t[16] != ':' ||
      t[19] != '.' || t[23] != 'Z')
    return false;
  int y, mo, d, h, mi, s, ms;
  if (!digits(t, 0, 4, y) || !digits(t, 5, 2, mo) || !digits(t, 8, 2, d) ||
      !digits(t, 11, 2, h) || !digits(t, 14, 2, mi) || !digits(t, 17, 2, s) ||
      !digits(t, 20, 3, ms))
    return false;
  using namespace std::chrono;
  const year_month_day date{year(y), month(static_cast<unsigned>(mo)),
                            day(static_cast<unsigned>(d))};
  if (!date.ok() || y < 1970 || y > 2200 || h > 23 || mi > 59 || s > 59)
    return false;
  const auto day_seconds = sys_days(date).time_since_epoch() / seconds(1);
  out = ((day_seconds + h * 3600 + mi * 60 + s) * 1000 + ms) * 1'000'000;
  return true;
}

bool read_text(const element& value, std::string_view& out) {
  if (value.is_null())
    return true;
  return value.get(out) == simdjson::SUCCESS;
}

bool read_count(const element& value, std::uint64_t& out) {
  return value.is_null() ||
         (value.get(out) == simdjson::SUCCESS && out <= kMost);
}

bool read_small(const element& value, int& out) {
  std::int64_t wide = 0;
  if (value.is_null())
    return true;
  if (value.get(wide) != simdjson::SUCCESS || wide < 0 || wide > 999)
    return false;
  out = static_cast<int>(wide);
  return true;
}

bool read_argv(const element& value, SightingView& v) {
  simdjson::dom::array items;
  if (value.is_null())
    return true;
  if (value.get(items) != simdjson::SUCCESS)
    return false;
  for (const element item : items) {
    std::string_view arg;
    if (item.get(arg) != simdjson::SUCCESS)
      return false;
    v.argv.push_back(arg);
  }
  return true;
}

bool read_parents(const element& value, SightingView& v) {
  simdjson::dom::array items;
  if (value.get(items) != simdjson::SUCCESS)
    return false;
  for (const element item : items) {
    std::string_view comm;
    std::int64_t pid = 0;
    simdjson::dom::object parent;
    if (item.get(parent) != simdjson::SUCCESS || parent.size() != 2 ||
        parent["comm"].get(comm) != simdjson::SUCCESS ||
        parent["pid"].get(pid) != simdjson::SUCCESS)
      return false;
    if (v.parent.empty())
      v.parent = comm;
  }
  return true;
}

enum class Key : std::uint8_t {
  fact,
  schema,
  host,
  survey,
  seq,
  first,
  last,
  request_class,
  count,
  method,
  path,
  status,
  endpoint,
  peer,
  user_agent,
  reply_ttl,
  cause,
  pid,
  pids,
  start_time,
  comm,
  exe,
  argv,
  uid,
  user,
  parents,
  cgroup,
  unit,
  container,
  image,
  runtime,
  pod,
  netns,
  go_between,
  attribution,
  confidence,
};

const std::unordered_map<std::string_view, Key>& keys() {
  using enum Key;
  static const std::unordered_map<std::string_view, Key> table = {
      {"fact", fact},
      {"schema", schema},
      {"host", host},
      {"survey", survey},
      {"seq", seq},
      {"first", first},
      {"last", last},
      {"class", request_class},
      {"count", count},
      {"method", method},
      {"path", path},
      {"status", status},
      {"endpoint", endpoint},
      {"peer", peer},
      {"user_agent", user_agent},
      {"reply_ttl", reply_ttl},
      {"cause", cause},
      {"pid", pid},
      {"pids", pids},
      {"start_time", start_time},
      {"comm", comm},
      {"exe", exe},
      {"argv", argv},
      {"uid", uid},
      {"user", user},
      {"parents", parents},
      {"cgroup", cgroup},
      {"unit", unit},
      {"container", container},
      {"image", image},
      {"runtime", runtime},
      {"pod", pod},
      {"netns", netns},
      {"go_between", go_between},
      {"attribution", attribution},
      {"confidence", confidence}};
  return table;
}

std::string_view* text_of(Key key, SightingView& v) {
  switch (key) {
  case Key::host:
    return &v.host;
  case Key::survey:
    return &v.run;
  case Key::method:
    return &v.method;
  case Key::path:
    return &v.path;
  case Key::endpoint:
    return &v.endpoint;
  case Key::peer:
    return &v.peer;
  case Key::user_agent:
    return &v.user_agent;
  case Key::cause:
    return &v.cause;
  case Key::comm:
    return &v.comm;
  case Key::exe:
    return &v.exe;
  case Key::user:
    return &v.user;
  case Key::cgroup:
    return &v.cgroup;
  case Key::unit:
    return &v.unit;
  case Key::container:
    return &v.container;
  case Key::image:
    return &v.image;
  case Key::runtime:
    return &v.runtime;
  case Key::pod:
    return &v.pod;
  case Key::go_between:
    return &v.go_between;
  case Key::attribution:
    return &v.attribution;
  case Key::confidence:
    return &v.confidence;
  default:
    return nullptr;
  }
}

bool read_class(const element& value, SightingView& v) {
  std::string_view word;
  if (value.get(word) != simdjson::SUCCESS)
    return false;
  const auto known = class_named(word);
  v.request_class = known.value_or(RequestClass::unknown);
  return known.has_value();
}

bool read_other(Key key, const element& value, SightingView& v) {
  std::uint64_t ignored = 0;
  std::string_view word;
  switch (key) {
  case Key::fact:
    return value.get(word) == simdjson::SUCCESS && word == "sighting";
  case Key::schema:
    return value.get(ignored) == simdjson::SUCCESS &&
           ignored == static_cast<std::uint64_t>(kEvidenceSchema);
  case Key::seq:
    return value.get(v.seq) == simdjson::SUCCESS;
  case Key::count:
    return value.get(v.count) == simdjson::SUCCESS && v.count > 0 &&
           v.count <= kMost;
  case Key::first:
    return read_time(value, v.first);
  case Key::last:
    return read_time(value, v.last);
  case Key::request_class:
    return read_class(value, v);
  case Key::status:
    return read_small(value, v.status);
  case Key::reply_ttl:
    return read_small(value, v.reply_ttl);
  case Key::pids:
    return read_count(value, v.pids);
  case Key::netns:
    return read_count(value, v.netns);
  case Key::uid:
    return read_count(value, ignored);
  case Key::start_time:
    return read_text(value, word);
  case Key::pid:
    return value.is_null() || value.get(v.pid) == simdjson::SUCCESS;
  case Key::argv:
    return read_argv(value, v);
  case Key::parents:
    return read_parents(value, v);
  default:
    return false;
  }
}

bool take(Key key, const element& value, SightingView& v) {
  if (std::string_view* text = text_of(key, v))
    return read_text(value, *text);
  return read_other(key, value, v);
}

constexpr std::uint64_t bit(Key key) {
  return std::uint64_t{1} << static_cast<unsigned>(key);
}
// Without these a line is no sighting; the other reader says which is missing.
constexpr std::uint64_t kNeeded = bit(Key::fact) | bit(Key::schema) |
                                  bit(Key::survey) | bit(Key::seq) |
                                  bit(Key::first) | bit(Key::last) |
                                  bit(Key::request_class) | bit(Key::count);

} // namespace

struct SightingParser::Impl {
  simdjson::dom::parser parser{evidence::kMaxLine};
};

SightingParser::SightingParser() : impl_(std::make_unique<Impl>()) {
  // Allocated once for the longest line; fails only without memory.
  if (impl_->parser.allocate(1 << 16, kMaxDepth) != simdjson::SUCCESS)
    impl_.reset();
}

SightingParser::~SightingParser() = default;

bool SightingParser::parse(std::string_view line, SightingView& view) {
  simdjson::dom::object object;
  if (!impl_ || line.size() < 2 || line[1] != '"' ||
      impl_->parser.parse(line.data(), line.size(), false).get(object) !=
          simdjson::SUCCESS)
    return false;
  auto argv = std::move(view.argv); // keep its memory
  argv.clear();
  view = SightingView{};
  view.argv = std::move(argv);
  std::uint64_t seen = 0;
  for (const auto& [name, value] : object) {
    const auto known = keys().find(name);
    if (known == keys().end())
      continue;
    const std::uint64_t now = bit(known->second);
    if ((seen & now) != 0 || !take(known->second, value, view))
      return false;
    seen |= now;
  }
  return (seen & kNeeded) == kNeeded && !view.run.empty() &&
         view.first <= view.last;
}

} // namespace imds::report
