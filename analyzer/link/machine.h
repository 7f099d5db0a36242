// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/link/call_words.h"
#include "analyzer/link/request_text.h"
#include "analyzer/link/walk.h"

#include <functional>
#include <span>

// Walks a function the way a careful reader does: every branch that matters
// taken apart, calls entered with the values at hand, requests noted where they
// leave. One walk begins in one function with its parameters unknown.
namespace imds::analyzer::link {

class Machine {
public:
  /// `paths`: how many are walked side by side; what is more is joined. With 1
  /// a walk is short and knows of a header only that some path adds it.
  Machine(Shared& shared, std::uint64_t budget, std::size_t paths = kMaxPaths)
      : s_(shared), budget_(budget), total_(budget), paths_(paths) {}

  /// Walks `fn`; `dynamic` is the class of its object. False: gave up.
  bool run(const Fn& fn, const std::string& dynamic);
  /// Tells the store what a member is by its declaration.
  void note_member(const std::string& cls, const ir::Field& field,
                   const std::vector<int>& files);
  std::uint64_t steps() const { return steps_; }

private:
  using Exprs = std::vector<ir::Expr>;
  using Stmts = std::vector<ir::Stmt>;

  // statements.cpp
  Outcome exec(const Stmts& block, Frame& f, World world);
  Outcome exec(const ir::Stmt& s, Frame& f, World world);
  static void end_scope(const Stmts& block, const Frame& f, World& w);
  Outcome exec_declare(const ir::Stmt& s, Frame& f, World world);
  bool has_default_constructor(const std::string& type, const Frame& f) const;
  Value empty_list(const ir::Stmt& s, Spot at, const Frame& f, World& w);
  Outcome declare_default(const ir::Stmt& s, Frame& f, World world);
  Value changed(const Value& old, const std::string& op, const Value& by,
                const ir::Expr& e, Frame& f, World& w);
  Outcome assign(const Exprs& sides, const std::string& op, Frame& f,
                 World world);
  Outcome exec_branch(const ir::Stmt& s, Frame& f, World world);
  Outcome exec_leave(const ir::Stmt& s, Frame& f, World world);
  Outcome exec_jump(const ir::Stmt& s, Frame& f, World world);
  // dull.cpp
  bool is_live(const Value& value, const World& w) const;
  bool writes_live_member(const Digest& d, const Frame& f,
                          const World& w) const;
  bool is_there(const std::string* name, const Frame& f, const World& w) const;
  bool is_dull(const ir::Stmt& s, const Frame& f, const World& w);
  void forget(const std::string& name, const Value& value, const Frame& f,
              World& w);
  Outcome skim(const ir::Stmt& s, Frame& f, World world);
  Value given(const Digest& d, const std::string& key, Spot at, Frame& f,
              const World& w);
  // loops.cpp
  Outcome exec_loop(const ir::Stmt& s, Frame& f, World world);
  Outcome exec_range(const ir::Stmt& s, Frame& f, World world);
  Outcome exec_choose(const ir::Stmt& s, Frame& f, World world);
  Outcome exec_attempt(const ir::Stmt& s, Frame& f, World world);
  std::vector<Value> elements(const Value& range, World& w, const ir::Stmt& s,
                              Frame& f);
  void once(const Stmts& body, Frame& f, std::vector<World>& worlds,
            Outcome& out, std::vector<World>& broke);
  void reduce(std::vector<World>& worlds, Numbers numbers = Numbers::all);

  // expressions.cpp
  Paths eval(const ir::Expr& e, Frame& f, World world);
  std::vector<Tuple> eval_all(std::span<const ir::Expr> list, Frame& f,
                              World world);
  Value eval_leaf(const ir::Expr& e, Frame& f, World& w);
  Value read_function(const ir::Expr& e, Frame& f, World& w);
  Value lambda_value(const ir::Expr& e, Frame& f);
  Paths eval_index(const ir::Expr& e, Frame& f, World world);
  Paths eval_conditional(const ir::Expr& e, Frame& f, World world);
  Value address_of(const ir::Expr& inner, Value value, Frame& f, World& w);
  void step_by_one(const ir::Expr& e, Path p, Frame& f, Paths& out);
  Paths eval_unary(const ir::Expr& e, Frame& f, World world);
  Paths eval_binary(const ir::Expr& e, Frame& f, World world);
  Paths eval_list(const ir::Expr& e, Frame& f, World world);
  Paths eval_logical(const ir::Expr& e, Frame& f, World world);

  // sums.cpp
  Value step_list(const Alt& list, std::int64_t by, const ir::Expr& e,
                  const Frame& f, World& w);
  Value arithmetic(const std::string& op, const Alt& a, const Alt& b);
  std::optional<Value> moved_pointer(const Value& pointer, std::int64_t by,
                                     const ir::Expr& e, const Frame& f,
                                     World& w);
  Value joined_texts(const std::string& op, const Value& a, const Value& b,
                     Spot at, int depth, World& w);
  Value binary(const std::string& op, const Value& a, const Value& b,
               const World& w, const ir::Expr& e, const Frame& f);

  // cursors.cpp
  Value cursor_at(const ir::Expr& e, Value value, Frame& f, World& w);
  std::optional<Value> moved_cursor(const Value& value, const World& w) const;
  Value as_kept(const Value& value, const World& w) const;
  Value leaves_with(const Value& value, const Frame& left,
                    const World& w) const;
  Value behind(const Value& to, const Value& text, Spot at, int depth,
               World& w);
  void put_character(const Alt& to, const Value& value, const Frame& f,
                     World& w);

  // streams.cpp
  Paths eval_stream(const ir::Expr& e, Tuple t, Frame& f);
  void add_to_stream(int object, const Value& value, World& w);

  // conditions.cpp
  std::vector<std::pair<World, bool>> decide(const ir::Expr& e, Frame& f,
                                             World world);
  std::vector<std::pair<World, bool>> split(World world, const Value& value,
                                            const Frame& f, Spot spot);
  std::vector<std::pair<World, bool>>
  split_on(World world, const std::string& key, const Guard& like);
  bool asks_object(const ir::Expr& e, const Value& value, const World& w) const;
  std::vector<std::pair<World, bool>> split_on_object(Path path, Spot at);
  std::vector<std::pair<World, bool>> compare(const ir::Expr& e, Frame& f,
                                              World world);
  std::vector<std::pair<World, bool>> test(World world, const std::string& op,
                                           const Value& a, const Value& b,
                                           Spot spot);
  std::optional<bool> truth(const Alt& alt, const World& w) const;
  Guard guard_of(int hole, const std::string& constant, Spot spot) const;
  void narrow(const ir::Expr& e, const Frame& f, World& w, bool holds);

  // storage.cpp
  bool reads_shell(const Frame& f) const;
  Value read_var(const std::string& name, const ir::Expr& e, const Frame& f,
                 World& w);
  Value read_global(const ir::Expr& e, Frame& f, World& w);
  Paths eval_field(const ir::Expr& e, Frame& f, World world);
  Value read_field(const Value& object, const ir::Expr& e, const Frame& f,
                   World& w);
  bool is_unset_member(const ir::Expr& e, const Frame& f, const World& w) const;
  bool is_list_memory(const Object& object, const std::string& member) const;
  Value read_member(int object, const ir::Expr& e, const Frame& f, World& w);
  std::string preset_of(const std::string& type,
                        const std::string& member) const;
  Value stored(const std::string& key, const std::string& name, Origin origin,
               const std::string& preset, World& w, const ir::Expr& e,
               const Frame& f);
  Value read_index(const Value& object, const Value& index, const ir::Expr& e,
                   const Frame& f, World& w);
  int owner_of(const ir::Expr& target, const Alt& alt, Frame& f, World& w);
  Value array_at(const ir::Expr& e, Frame& f, World& w);
  void make_element(const ir::Expr& member, Frame& f, World& w);
  std::optional<std::string> position(const ir::Expr& index, Frame& f,
                                      World& w);
  void keep_member(const ir::Expr& part, int object, bool by_call, Frame& f,
                   World& w);
  void keep_nested(const ir::Expr& part, int object, bool by_call, Frame& f,
                   World& w);
  std::vector<World> write(const ir::Expr& target, const Value& value, Frame& f,
                           World world);
  void write_var(const std::string& name, const Value& value, const Frame& f,
                 World& w);
  void write_element(int object, const Alt& key, const Value& value, World& w);
  std::vector<World> write_index(const ir::Expr& target, const Value& value,
                                 Frame& f, World world);
  void write_through(const ir::Expr& pointer, const Alt& to, const Value& value,
                     const Frame& f, World& w);
  void write_part(const ir::Expr& request, const Value& requests,
                  const Value& value, Frame& f, World& w);
  void write_member(const ir::Expr& target, const Value& owners,
                    const Value& value, Frame& f, World& w);
  void write_storage(const Alt& storage, const Value& value, const Frame& f,
                     World& w);
  void write_field(int object, const ir::Expr& e, const Value& value,
                   const Frame& f, World& w);
  int frame_of(const std::string& name, const Frame& f, const World& w) const;
  int outermost(int frame) const;
  Value load(const Value& value, const World& w) const;
  std::vector<Text> texts(const Value& value, World& w) const;
  int object_of(const Alt& alt, World& w, const std::string& type,
                const Frame& f);
  int make_object(const std::string& type, const Frame& f, Spot spot, World& w,
                  const std::string& extra = "");
  int make_part(int owner, const std::string& member, World& w);
  Value string_like(const std::string& type, const Frame& f, Spot spot);
  void note_store(const std::string& key, const std::string& name,
                  const Value& value, const Frame& f, World& w);

  // relevant.cpp
  bool matters(const Text& text) const;
  bool carries_something(const Bag& bag) const;
  int known_object(const Alt& alt) const;
  int carried_object(const Alt& alt, const World& w) const;
  bool relevant(const Value& value, const World& w, int depth = 0) const;

  // calls.cpp
  Value argument(const ir::Expr& arg, Value value, const Frame& f,
                 const World& w) const;
  Call call_of(const ir::Expr& e, std::vector<Value> values, const Frame& f,
               const World& w, Value& target) const;
  void name_by_pointer(const ir::Expr& e, Call& c, Frame& f, const World& w,
                       Value& target);
  Paths eval_call(const ir::Expr& e, Frame& f, World world);
  Paths eval_construct(const ir::Expr& e, Frame& f, World world);
  Paths call(Call& c, Frame& f, World world);
  Paths call_value(const Value& callee, Call& c, Frame& f, World world);
  static int home_of(const Alt& function, const Call& c);
  Paths enter_values(const Value& callee, Call& c, Frame& f, const World& w);
  Paths enter_all(const std::vector<const Fn*>& fns, Call& c, Frame& f,
                  World world);
  bool makes_client(const Call& c) const;
  bool makes_request_object(Call& c, Frame& f, World& w);
  void keep_parts(int object, const Call& c, World& w);
  Paths construct(const std::string& type, Call& c, Frame& f, World world);
  Paths finish(Outcome out, const Fn& fn, const Call& c, Frame& inner, Frame& f,
               std::size_t sent);
  std::vector<const Fn*> candidates(const Call& c, const Frame& f,
                                    const World& w) const;
  Paths sends_unseen(Call& c, Frame& f, Paths paths, bool whole,
                     bool adds_token = false);
  std::optional<Value> text_construct(Call& c, Frame& f, World& w);
  void mark_answers(Path& p, const Call& c, const Frame& f, std::size_t sent);
  Value call_hole(const Call& c, const Frame& f, const World& w);
  void clamp(Value& value, int depth) const;
  void merge_paths(Paths& paths, Numbers numbers = Numbers::all);
  void complete_members(Paths& paths, const Call& c, const Frame& f);
  std::vector<int> dead_objects(const World& w, const Value& result,
                                int depth) const;
  void sweep(World& w, const Value& result, int depth) const;
  bool still_captured(int id, const World& w, const Value& result) const;
  void unwind(World& w, const Frame& f) const;
  int first_alike(int event, const Call& c, const Frame& f);

  // enter.cpp
  Paths enter(const Fn& fn, const Call& c, Frame& f, World world, int captured);
  bool gives_live_lambda(const Value& value, const Frame& f, const World& w);
  bool worth_entering(const Fn& fn, const Call& c, const Frame& f,
                      const World& w);
  bool sends_itself(const Fn& fn, const Call& c, World& before);
  Frame frame_for(const Fn& fn, const Call& c, Frame& f, World& w,
                  int captured);
  int self_for(const Fn& fn, const Call& c, const Frame& f, World& w);
  void weigh(const Fn& fn, const Sends& before, std::uint64_t cost);
  Paths pass_over(const Call& c, const Frame& f, World world);
  void take_back(std::size_t noted, std::size_t raised, std::uint64_t sends);
  std::uint64_t allowance(const Fn& fn, int captured) const;
  std::uint64_t grant(const Fn& fn, std::uint64_t allowed) const;
  void bind(const Fn& fn, const Call& c, Frame& inner, Frame& f, World& w);
  void bind_default(const ir::Param& p, Frame& inner, World& w);

  // variadic.cpp
  Value rest_of(const Call& c, std::size_t from, const Frame& f, World& w);
  std::optional<Value> variadic_call(Call& c, Frame& f, World& w);
  void spread_rest(Call& c, World& w) const;

  // callbacks.cpp
  bool give_rest(const Fn& fn, std::size_t at, const Call& c,
                 Call& inner) const;
  Paths run_callbacks(Call& c, Frame& f, Paths paths);
  Paths run_callback(const Alt& function, std::size_t at, Call& c, Frame& f,
                     World world);
  bool hands_over(const Value& user_data, const World& w) const;
  bool connects_for(const Fn& fn, const Call& c, const World& w) const;
  Value held_functions(const Call& c, const Frame& f, const World& w) const;
  static bool is_walking(const Value& targets, const Frame& f);

  // captures.cpp
  void keep_captured(Bag& bag, const Value& value, const Frame& f,
                     const World& w);

  // text_calls.cpp
  Value measure_hole(int hole, bool empty, const Call& c, const Frame& f);
  std::optional<Value> measure_call(Call& c, Frame& f, World& w);
  bool does_more(const Call& c, const Frame& f, const World& w) const;
  bool returns_status(const Call& c, const Frame& f, const World& w) const;
  std::optional<Value> environment_call(Call& c, Frame& f, World& w);
  bool resets_pointer(const Call& c, const Frame& f, const World& w) const;
  std::optional<Value> receiver_call(Call& c, Frame& f, World& w);
  std::optional<Value> first_text(const Call& c, World& w) const;
  std::optional<Value> argument_call(Call& c, Frame& f, World& w);
  std::optional<Value> text_call(Call& c, Frame& f, World& w);

  // text_joins.cpp
  Value join_call(Call& c, Frame& f, World& w);

  // format_calls.cpp
  Value format(const std::vector<Value>& args, std::size_t from, World& w,
               const Call& c, const Frame& f);
  std::size_t format_at(const Call& c, World& w) const;
  std::optional<Value> put_formatted(const Value& text, Call& c, Frame& f,
                                     World& w);
  bool goes_to_first(const Call& c, std::size_t at) const;
  std::optional<Value> format_call(Call& c, Frame& f, World& w);

  // text_writes.cpp
  bool collects(const Value& value, World& w) const;
  bool put_at(std::size_t into, const Value& value, const Call& c, Frame& f,
              World& w);
  void put_text(std::size_t into, const Value& value, Call& c, Frame& f,
                World& w);
  std::optional<Value> mutation_call(Call& c, Frame& f, World& w);

  // text_methods.cpp
  bool fills_list(const Call& c, World& w) const;
  Value set_receiver(Value value, const Call& c, Frame& f, World& w);
  Value fill_lowest(const Call& c, const Frame& f, World& w);
  std::optional<Value> find_in_text(const Call& c, const Frame& f, World& w);
  std::optional<Value> begins_with(const Call& c, const Frame& f,
                                   World& w) const;
  std::optional<Value> changed_text(Call& c, Frame& f, World& w);
  std::optional<Value> method_of_text(Call& c, Frame& f, World& w);

  // client_calls.cpp
  std::optional<Paths> client_call(Call& c, Frame& f, World& world);
  std::optional<Paths> command_call(const Row& row, Call& c, Frame& f,
                                    World& w);
  Value result_of(const Row& row, int object, const std::vector<int>& events,
                  const Bag& bag, const Call& c, const Frame& f, World& w);
  const Row* match(const Call& c, World& w) const;
  std::vector<const Fn*> candidates_with_body(const Call& c) const;
  std::string type_of_receiver(const Call& c, const World& w) const;
  bool is_own(const Call& c, const Row& row, const World& w) const;
  void forget_headers(Bag& bag, const Value& list, const World& w) const;
  std::optional<Value> given_as(const Operand& o, const Call& c, const World& w,
                                const Frame& f) const;
  void add_raw(const Value& value, Bag& bag, const Call& c, const Frame& f,
               World& w) const;
  void set_list(const Value& list, Bag& bag, const Call& c, World& w);
  void set_headers(const Row& row, Bag& bag, const Call& c, World& w,
                   const Frame& f);
  void set_parts(const Row& row, Bag& bag, const Call& c, World& w,
                 const Frame& f);
  void add_headers(Bag& bag, const Value& value, World& w, const Frame& f);
  const Value* operand(const Operand& o, const Call& c, Value& made,
                       const Frame& f) const;
  int object_for(const Row& row, const Call& c, Frame& f, World& w);
  int part_of(const ir::Expr& e, const Value& value, Frame& f, World& w);

  // unknown_calls.cpp
  bool handed_in(const Alt& alt) const;
  Paths unknown_call(Call& c, Frame& f, World world);
  bool gives_token(const Call& c, const Value& hole, World& w);
  Value called_with_request(Call& c, const Value& hole, Frame& f, World& w);
  void absorb(Bag& bag, const Value& value, World& w, int self);
  void absorb_text(Bag& bag, const Alt& alt, bool first_raw = true);
  void absorb_object(Bag& bag, int object, World& w, int self);
  bool is_full(const Bag& bag, World& w, bool whole);
  bool sends_none_of(const Call& c, std::size_t at, World& w);
  Bag call_bag(const Call& c, World& w);
  void store_in_object(Call& c, Frame& f, World& w);
  Value known_part(const Call& c, const World& w) const;
  void fill_objects(const Call& c, const Value& made, World& w);
  Value given_out(const Call& c, const Value& made, const Frame& f, World& w);
  void keep_given(Call& c, Frame& f, World& w);
  Value made_of(const Call& c, const Value& hole, const Frame& f, World& w);
  void fill_text(const ir::Expr& e, const Value& value, const Frame& f,
                 World& w);
  Value as_written(const Value& returned, bool body = false);
  void fill_outputs(const Call& c, const Value& returned, const Frame& f,
                    World& w);

  // named_sends.cpp
  static bool is_standard(const Call& c);
  bool hands_request(const Call& c, const World& w) const;
  bool has_methods(const Object& object) const;
  bool only_knows_settings(const Call& c, World& w);
  Sending sending_by(const Call& c, World& w);
  Bag named_bag(const Call& c, const Frame& f, World& w);
  std::optional<Value> send_by_name(Sending sending, const Call& c,
                                    const Frame& f, World& w);

  // suggest.cpp
  std::string part_of_argument(const Value& arg, World& w);
  std::map<std::string, std::vector<int>> parts_given(const Call& c, World& w);
  void suggest(const Call& c, Sending sending, World& w);

  // again.cpp
  static bool reads_answer(const Call& c, const Event& event);
  int sent_before(const Event& event, const Bag& given, World& w) const;

  // later.cpp
  void keep_for_later(int object, const Call& c, const Row* row, const Frame& f,
                      World& w);
  std::vector<int> send_kept(int object, const Frame& f, World& w);
  void send_left(const Value& result, int depth, const Frame& f, World& w);
  void send_all_left(Outcome& out, const Frame& f);
  static void stop_waiting(const std::set<int>& sent, World& w);

  // places.cpp
  void note_hosts(const Value& hosts, Event& event) const;
  bool names_endpoint(const Value& hosts) const;
  void find_place(Event& event, const Url& url, const Alt* method) const;
  void find_own_place(Event& event, const Frame& f, const World& w) const;

  // sdk_calls.cpp
  int send_sdk(const Bag& all, const std::set<int>& parts, const Call& c,
               const Frame& f, World& w, const Row& row);
  bool is_forbidden(const Row& row, const std::set<int>& parts,
                    const World& w) const;

  // pieces.cpp
  void join_vector(Call& c, World& w);
  Text base_text(const Value& element, World& w);
  std::pair<Value, int> piece_of(const Call& c, const Frame& f, World& w);
  std::optional<Value> piece_call(Call& c, Frame& f, World& w);
  Value send_stream(int object, Call& c, Frame& f, World& w);

  // pairs.cpp
  void fill_pair(int object, const Call& c, World& w);
  void fill_aggregate(int object, const Call& c, World& w);
  Value entry_of(const Value& name, const Value& value, Spot at, const Frame& f,
                 World& w);
  std::vector<Value> map_entries(const Object& map, Spot at, const Frame& f,
                                 World& w);
  bool forgets_elements(const Call& c, World& w) const;
  std::vector<Value> header_entries(int object, const ir::Stmt& s, Frame& f,
                                    World& w);
  // requests.cpp
  bool has_few_tokens(const Bag& all) const; // in unseen.cpp
  bool is_parameter(const Value& value) const;
  void gather(int object, World& w, Bag& into, std::set<int>& seen);
  void gather(const Bag& bag, World& w, Bag& into, std::set<int>& seen);
  Url url_asked(const Text& target, bool is_url, const Value& paths) const;
  Url url_with_host(const Bag& bag, const Alt& target, bool is_url) const;
  void read_url(const Url& url, const Meaning& m, Event& event) const;
  void read_headers(const Bag& bag, Event& event) const;
  void read_verb(const Bag& bag, const Alt* method, bool token_path,
                 Event& event) const;
  std::optional<Event> event_of(const Bag& bag, const Alt& target, bool is_url,
                                const Alt* method) const;
  int note_event(Event event, const Call& c, const Frame& f, World& w);
  int given_token(const Bag& bag) const;
  int put_behind(int hole) const;
  int put_behind(const Header& header) const;
  // sends.cpp
  const Alt& path_among(const std::vector<Alt>& words) const;
  std::optional<Bag> raw_request(const Bag& all, const Alt& text,
                                 const Frame& f) const;
  std::vector<Target> targets_of(const Departure& d) const;
  void send_all(const Departure& d, const Call& c, const Frame& f, World& w,
                std::vector<int>& out);
  void qualify(const Departure& d, Event& event) const;
  int send_one(const Departure& d, const Target& t, const Alt* method,
               const Call& c, const Frame& f, World& w);
  std::vector<int> send(const Bag& bag, const Call& c, const Frame& f, World& w,
                        Route route, const Row* row);
  void write_output(const Alt& output, const Value& written, const Frame& f,
                    World& w);
  void mark_senders(int hole, const Call& c, World& w);
  Value answer(const std::vector<int>& events, const Call& c, const Frame& f,
               World& w, const Bag& bag);

  // shell_calls.cpp
  bool runs_client(const Text& command) const;
  Paths run_sourced(const Fn& script, Frame& f, World world);
  Paths shell_value(const Value& command, Call& c, Frame& f, World world);
  Paths shell_list(std::size_t from, Call& c, Frame& f, World world);
  int depth_of(const Text& command, int depth) const;
  Paths shell_text(const Text& command, Call& c, Frame& f, World world);
  Paths shell_words(Call& c, Frame& f, World world);
  void add_listed(int list, int deep, const World& w,
                  std::vector<Alt>& out) const;
  std::vector<Alt> words_in(const Call& c, World& w);
  Bag command_bag(const std::vector<Alt>& words, const std::string& program,
                  const Frame& f, World& w);

  // shell_sockets.cpp
  Value redirected(const Call& c, std::initializer_list<const char*> by,
                   const World& w) const;
  Text input_of(const Call& c, World& w) const;
  int connection_to(const Value& target, const Call& c, Frame& f, World& w);
  Value write_line(int object, const Text& line, Call& c, Frame& f, World& w);
  std::optional<Value> socket_words(const std::vector<Alt>& words,
                                    const std::string& program, Call& c,
                                    Frame& f, World& w);

  Spot spot(const ir::Loc& loc, const Frame& f) const;
  int id(const std::string& key);
  int fresh_hole(Origin origin, const std::string& name, const std::string& key,
                 bool token = false);
  bool tired() const { return steps_ > budget_; }

  Shared& s_;
  std::uint64_t budget_; // of the function that is walked
  std::uint64_t total_;  // of the walk
  std::size_t paths_;    // at most so many at once
  std::uint64_t steps_ = 0;
  std::uint64_t passed_over_ = 0;     // callees that cost too much
  std::map<int, std::uint64_t> cost_; // of callees that sent nothing
  bool gave_up_ = false;              // in a callee that sends
  std::vector<int> noted_;            // events of this walk
  int depth_ = 0;                     // of the frame being walked
  bool in_test_ = false;              // what it stores is the test's own
  std::vector<World> raised_;         // worlds that an exception ends
  std::map<int, int> depths_;         // frame -> its depth
  std::map<int, int> parents_;      // frame -> frame whose variables it shares
  std::set<const Global*> reading_; // globals whose initial value is walked
};

} // namespace imds::analyzer::link
