// SPDX-License-Identifier: Apache-2.0
//
// Walks the program in rounds. What one walk stores in a member, another may
// read, so rounds are repeated until the store (store.h) gives nothing new;
// only the last round's events count. A request that still depends on a
// parameter asks for its callers, who are walked, too.
#include "analyzer/link/trace.h"

#include "analyzer/link/filled.h"
#include "analyzer/link/legs.h"
#include "analyzer/link/machine.h"
#include "analyzer/link/reach.h"
#include "analyzer/link/setters.h"
#include "analyzer/link/settings.h"
#include "analyzer/test_files.h"

#include <algorithm>
#include <map>
#include <span>
#include <tuple>

namespace imds::analyzer::link {
namespace {

constexpr int kMaxRounds = 4;
constexpr std::uint64_t kStepsOfOwn = 400'000; // names IMDS, is no test
constexpr std::uint64_t kStepsPerWalk = 150'000;
constexpr std::uint64_t kStepsWhenMany = 40'000; // per walk, after ...
constexpr std::uint64_t kManySteps = 3'000'000;  // ... so many in all
constexpr std::size_t kMaxDynamic = 8;
constexpr std::size_t kMaxSeeds = 250; // taken as they come

/// Functions that tables and members hold: {.request = do_request}.
void note_targets(const ir::Expr& e, const std::vector<int>& files,
                  const Program& program, Store& store) {
  visit(e, [&](const ir::Expr& list) {
    if (list.kind != ir::ExprKind::init_list)
      return;
    auto fields = program.fields(program.class_of(list.text));
    for (std::size_t i = 0; i < list.args.size(); ++i) {
      if (list.args[i].kind != ir::ExprKind::func)
        continue;
      std::string name = i < list.names.size() ? list.names[i] : "";
      if (name.empty() && i < fields.size())
        name = fields[i]->name;
      Alt alt;
      alt.kind = Kind::function;
      alt.name = list.args[i].text;
      if (int file = list.args[i].loc.file; file >= 0)
        alt.spot.file = files[std::size_t(file)];
      if (!name.empty())
        store.add_target(name, alt);
    }
  });
}

bool in_test(const Program& program, int file) {
  return file >= 0 && is_test_file(program.files()[std::size_t(file)]);
}

/// What a test puts into a table (a mock) is the test's own.
void note_tables(const Program& program, Store& store) {
  for (const auto& [name, list] : program.globals())
    for (const Global& g : list)
      if (int file = g.ir->loc.file;
          file < 0 || !in_test(program, (*g.files)[std::size_t(file)]))
        for (const ir::Expr& e : g.ir->initial)
          note_targets(e, *g.files, program, store);
  for (const Fn& fn : program.functions())
    if (!in_test(program, fn.file()))
      visit(fn.ir->body, [&](const ir::Expr& e) {
        if (e.kind == ir::ExprKind::init_list)
          note_targets(e, *fn.files, program, store);
      });
}

void prepare(Shared& shared) {
  note_tables(shared.program, shared.store);
  note_settings(shared.program, shared.store);
  shared.uses = uses_of(shared.program);
  shared.set_globals = set_globals(shared.program);
  shared.setters = setters(shared.program, shared.set_globals);
  Machine machine(shared, kStepsPerWalk);
  for (const auto& [name, info] : shared.program.classes())
    for (const auto& [field, files] : info.fields)
      machine.note_member(name, *field, *files);
}

class Tracer {
public:
  Tracer(Shared& shared, const Reach& reach) : s_(shared), reach_(reach) {
    for (const Fn& fn : s_.program.functions())
      (in_test(s_.program, fn.file()) ? in_tests_ : outside_)
          .insert(fn.ir->class_name);
  }

  void run() {
    own_ = reach_.seeds(Store(), Store::Holds::itself);
    s_.naming = reach_.touching(own_);
    std::set<int> seeds = own_;
    for (int round = 0; round < kMaxRounds; ++round) {
      s_.round = round;
      std::uint64_t before = s_.store.changes();
      seeds = seeds_after(std::move(seeds));
      s_.touching = reach_.touching(seeds);
      s_.hot_fields = reach_.hot_names(s_.store);
      s_.touching_names = reach_.client_names();
      s_.touching_names.merge(reach_.names_of(s_.touching));
      s_.touching_names.insert(s_.setters.begin(), s_.setters.end());
      walk(seeds);
      if (s_.store.changes() == before)
        break;
    }
  }

private:
  /// Where a round begins that follows one with these. An object that the whole
  /// program hands around (a text class, an endpoint) makes every member hot
  /// that ever referred to one: where that is too many, those new ones count
  /// that hold the text itself.
  std::set<int> seeds_after(std::set<int> before) const {
    std::set<int> out = reach_.seeds(s_.store, Store::Holds::by_object);
    if (out.size() <= kMaxSeeds)
      return out;
    before.merge(reach_.seeds(s_.store, Store::Holds::itself));
    return before;
  }

  void walk(std::set<int> todo) {
    std::set<int> done;
    while (!todo.empty()) {
      int id = *todo.begin();
      todo.erase(todo.begin());
      if (!done.insert(id).second)
        continue;
      bool open = walk(s_.program.functions()[std::size_t(id)]);
      if (open)
        for (int caller : reach_.callers(id))
          todo.insert(caller);
    }
  }

  /// A test's own class (class ClientTest : public Client) says nothing of how
  /// the program uses its base.
  std::vector<std::string> classes_of(const std::string& name) const {
    std::vector<std::string> out = s_.program.leaves(name);
    std::erase_if(out, [&](const std::string& leaf) {
      return in_tests_.contains(leaf) && !outside_.contains(leaf);
    });
    return out.empty() ? std::vector{name} : out;
  }

  /// Walks one function for each class that its object may have. Returns
  /// whether a request depends on a parameter.
  bool walk(const Fn& fn) {
    std::vector<std::string> dynamic{fn.ir->class_name};
    if (!fn.ir->class_name.empty())
      dynamic = classes_of(fn.ir->class_name);
    if (dynamic.size() > kMaxDynamic)
      dynamic.resize(kMaxDynamic);
    s_.opened = false;
    for (const std::string& type : dynamic) {
      Machine machine(s_, allowance(fn));
      if (!machine.run(fn, type))
        give_up(fn, type);
      steps_ += machine.steps();
    }
    return s_.opened;
  }

  std::uint64_t allowance(const Fn& fn) const {
    if (own_.contains(fn.id) && !in_test(s_.program, fn.file()))
      return kStepsOfOwn;
    return steps_ < kManySteps ? kStepsPerWalk : kStepsWhenMany;
  }

  /// Says so, and looks at least at what it asks for, all paths as one.
  void give_up(const Fn& fn, const std::string& type) {
    tired_.insert(fn.ir->name + " (" +
                  s_.program.files()[std::size_t(fn.file())] + ":" +
                  std::to_string(fn.ir->loc.line) + ")");
    Machine joined(s_, kStepsWhenMany, /*paths=*/1);
    joined.run(fn, type);
    steps_ += joined.steps();
  }

public:
  std::set<std::string> tired_;

private:
  Shared& s_;
  const Reach& reach_;
  std::set<int> own_;                        // that name IMDS themselves
  std::uint64_t steps_ = 0;                  // of all walks
  std::set<std::string> in_tests_, outside_; // classes whose methods are there
};

/// Asked of a host that is not known here, by a way on which it is known to be
/// another cloud's.
bool goes_elsewhere(const Event& e,
                    const std::set<std::vector<Spot>>& elsewhere) {
  std::vector<Step> before(e.stack.begin(), e.stack.end() - 1);
  return !e.host_known &&
         elsewhere.contains(stack_key(before, e.stack.back().spot));
}

/// Whether `outer` is `inner` seen by a caller who adds nothing to it.
bool retells(const Event& outer, const Event& inner) {
  if (outer.stack.size() <= inner.stack.size())
    return false;
  std::size_t extra = outer.stack.size() - inner.stack.size();
  return outer.place < extra && alike(outer, inner) &&
         same_way(std::span(outer.stack).subspan(extra), inner.stack);
}

/// Whether `outer` is of a walk that gave up, and passed over what `inner` saw
/// to its end from the same place on.
bool retells_less(const Event& outer, const Event& inner) {
  return outer.cut && !inner.cut && alike(outer, inner, known) &&
         outer.stack.size() - outer.place <= inner.stack.size() - inner.place &&
         same_way(std::span(outer.stack).subspan(outer.place),
                  std::span(inner.stack).subspan(inner.place));
}

using Retold = bool (*)(const Event&, const Event&);

/// A request that its own function knows in full (by members) is that
/// function's; callers would report it again. `at` is where both must be.
void drop_retold(Flows& flows, Spot (*at)(const Event&), Retold retold) {
  std::map<Spot, std::vector<const Event*>> known;
  for (const Event& e : flows.events)
    if (!e.dropped && !e.open && !e.open_headers && !e.lent && e.fixed.empty())
      known[at(e)].push_back(&e);
  for (Event& e : flows.events) {
    auto found = known.find(at(e));
    if (e.dropped || found == known.end())
      continue;
    e.dropped =
        std::any_of(found->second.begin(), found->second.end(),
                    [&](const Event* inner) { return retold(e, *inner); });
  }
}

Spot end_of(const Event& e) { return e.stack.back().spot; }
Spot place_of(const Event& e) { return e.stack[e.place].spot; }

/// What is asked, how, and whether a token's fate decided that.
using Asked = std::tuple<std::string, Verb, Carries, bool>;

/// Whether the host is known, too, is not what is asked.
std::string what(const Event& e) {
  std::string url = flat(e.url);
  std::size_t path = url.find('/');
  return path == std::string::npos ? url : url.substr(path);
}

Asked asked(const Event& e) {
  bool decided =
      std::any_of(e.guards.begin(), e.guards.end(),
                  [](const Guard& g) { return g.reason == Reason::token; });
  return {what(e), e.verb, e.token, decided};
}

/// What somebody keeps for any request says nothing of one whose path nobody
/// knows.
bool only_lends_host(const Event& e) {
  return e.lent && !e.path_known && !all_literal(e.url);
}

/// What is asked for where the object that asks is known.
struct Told {
  std::set<Asked> asked;
  std::map<std::string, bool> tokenless; // what is asked for -> by some path
  bool ec2 = false;                      // something is, without a token
  /// Where the address is written -> whether it is only asked for paths of
  /// another cloud's.
  std::map<Spot, bool> foreign;
};

/// Http(kAddress).path("/computeMetadata/v1/"): what anybody asks for at the
/// address as it is written there.
void note_cloud(const Event& e, Told& out) {
  if (!e.host_known || e.url.empty())
    return;
  Spot written = e.url.front().spot;
  if (!e.foreign.empty())
    out.foreign.try_emplace(written, true);
  else if (e.path_known || !e.lent)
    out.foreign[written] = false;
}

/// The address alone, out of some object of the class: not what it is asked.
bool is_other_clouds(const Event& e, const Told& known) {
  if (!(e.lent || e.open) || e.path_known || !all_literal(e.url))
    return false;
  auto at = known.foreign.find(e.url.empty() ? Spot{} : e.url.front().spot);
  return at != known.foreign.end() && at->second;
}

Told told(const Flows& flows) {
  Told out;
  for (const Event& e : flows.events) {
    if (e.dropped || e.open || !e.fixed.empty())
      continue;
    note_cloud(e, out);
    out.ec2 = out.ec2 || (e.path_known && e.token == Carries::no &&
                          !e.token_put && e.foreign.empty());
    if (e.lent || e.joined)
      continue;
    out.asked.insert(asked(e));
    if (!e.cut) // else it may stand where all requests meet
      out.tokenless[what(e)] |= e.token != Carries::yes;
  }
  return out;
}

/// A class for any URL holds, for all that anybody knows of one object, what
/// another was given: that request is told where its object is known. Only
/// where all of those carry a token, and this one none, there is a question.
void drop_lent(Flows& flows) {
  const Told known = told(flows);
  for (Event& e : flows.events) {
    if (!e.dropped)
      e.dropped = is_other_clouds(e, known);
    if (e.dropped || !e.lent)
      continue;
    auto at = known.tokenless.find(what(e));
    bool there = e.path_known && at != known.tokenless.end();
    bool as_bad = there && (at->second || e.token == Carries::yes);
    e.dropped = known.asked.contains(asked(e)) || as_bad ||
                (known.ec2 && only_lends_host(e));
    e.told_elsewhere = there;
  }
}

/// A walk of all paths as one has nothing to say where a finer one came to, nor
/// of what other functions ask: in it everything that is shared meets.
void drop_joined(Flows& flows) {
  std::set<Spot> reached;
  for (const Event& e : flows.events)
    if (!e.dropped && !e.joined)
      reached.insert(place_of(e));
  for (Event& e : flows.events)
    e.dropped = e.dropped ||
                (e.joined && (!e.own_text || reached.contains(place_of(e))));
}

/// Keeps the last round's events, and of those that depend on a parameter only
/// the ones that no caller made definite: by the same step on the way to the
/// same end. That others end there too says nothing (a token PUT does).
void settle(Flows& flows, int round,
            const std::set<std::vector<Spot>>& elsewhere, const Reach& reach,
            const std::function<bool(int)>& is_test) {
  std::set<std::pair<Spot, Spot>> definite; // a step, and what sends
  std::set<std::pair<Spot, Spot>> for_token;
  std::set<Spot> with_headers;
  std::set<std::pair<Spot, std::string>> owned;
  std::set<std::pair<Spot, std::string>> now; // what sends, and what; ""
  for (const Event& e : flows.events) {
    if (e.round != round)
      continue;
    now.insert({e.stack.back().spot, what(e)});
    if (!e.token_put)
      now.insert({e.stack.back().spot, ""});
    for (const Step& step : e.stack)
      if (!e.open)
        (e.token_put ? for_token : definite)
            .insert({step.spot, e.stack.back().spot});
    if (!e.open && !e.lent)
      owned.insert({e.stack.back().spot, flat(e.url)});
    if (!e.open_headers)
      with_headers.insert(e.stack[e.place].spot);
  }
  for (Event& e : flows.events) {
    const std::pair ends{e.stack.front().spot, e.stack.back().spot};
    bool superseded =
        (e.open && definite.contains(ends)) ||
        (e.open && !e.path_known && for_token.contains(ends)) ||
        (e.lent && owned.contains({e.stack.back().spot, flat(e.url)})) ||
        (e.open_headers && with_headers.contains(e.stack[e.place].spot));
    e.stale = e.round != round &&
              !now.contains({e.stack.back().spot, e.path_known ? what(e) : ""});
    e.dropped = e.round != round || superseded || goes_elsewhere(e, elsewhere);
  }
  drop_joined(flows);
  drop_told_by_callers(flows, reach, is_test);
  drop_lent(flows);
  drop_retold(flows, end_of, retells);
  drop_retold(flows, place_of, retells_less);
}

} // namespace

bool Machine::run(const Fn& fn, const std::string& dynamic) {
  in_test_ = in_test(s_.program, fn.file());
  Frame f;
  f.fn = &fn;
  f.id = id("entry" + std::to_string(fn.id) + dynamic);
  f.self_class = fn.ir->class_name;
  World world;
  if (!fn.ir->class_name.empty()) {
    f.self = id("self" + std::to_string(fn.id) + dynamic);
    Object self;
    self.type = dynamic;
    world.objects[f.self] = std::move(self);
  }
  for (const ir::Param& p : fn.ir->params) {
    int hole = fresh_hole(Origin::param, p.name,
                          "p" + std::to_string(fn.id) + ":" + p.name);
    world.slots[{f.id, p.name}] = hole_value(hole, spot(fn.ir->loc, f), 0);
    if (!p.type.empty() && s_.program.find_class(s_.program.class_of(p.type)))
      object_of((*world.slots[{f.id, p.name}])[0], world, p.type, f);
  }
  Outcome out = exec(fn.ir->body, f, std::move(world));
  send_all_left(out, f);
  if (!in_test_)
    keep_filled(out, fn.ir->name, s_);
  bool whole = !tired() && !gave_up_;
  for (int event : noted_)
    s_.flows.events[std::size_t(event)].cut = !whole;
  return whole;
}

Flows trace(const Program& program, const Imds& imds, const Clients& clients) {
  Shared shared(program, imds, clients);
  prepare(shared);
  Reach reach(program, imds, clients);
  shared.fetches = reach.fetches_tokens();
  Tracer tracer(shared, reach);
  tracer.run();
  settle(shared.flows, shared.round, shared.elsewhere, reach, [&](int fn) {
    return in_test(program, program.functions()[std::size_t(fn)].file());
  });
  shared.flows.files = program.files();
  shared.flows.holes = std::move(shared.holes);
  shared.flows.over_budget.assign(tracer.tired_.begin(), tracer.tired_.end());
  return std::move(shared.flows);
}

} // namespace imds::analyzer::link
