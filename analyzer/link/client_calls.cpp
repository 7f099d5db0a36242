// SPDX-License-Identifier: Apache-2.0
//
// Calls that a client rule knows. A row sets parts of a request on an object,
// resets it or sends it. A row that sets and sends at once works on a copy, so
// that one get("/path") leaves nothing behind on its client.
#include "analyzer/link/call_words.h"
#include "analyzer/link/machine.h"
#include "analyzer/test_files.h"

#include <algorithm>

namespace imds::analyzer::link {
namespace {

/// The name of a constant that nothing defines: its header is missing, and the
/// token reader knows no more of it than how it is written.
std::string unknown_name(const Alt& alt, const Holes& holes) {
  if (alt.text.size() != 1 || alt.text[0].hole < 0)
    return {};
  const Hole& hole = holes[alt.text[0].hole];
  return hole.origin == Origin::global ? last_name(hole.name) : "";
}

/// "Enum::kValue" and "CURLOPT_URL" by their last name, or by number.
bool is_named(const Alt& alt, const Holes& holes,
              const std::vector<std::string>& names) {
  if (alt.kind != Kind::number && alt.kind != Kind::text)
    return false;
  std::string name = last_name(alt.name);
  if (alt.kind == Kind::text)
    name = known(alt.text).empty() ? unknown_name(alt, holes) : known(alt.text);
  // A constant that nothing defines is a name with the number 0.
  bool only_name = alt.number == 0 && !alt.name.empty();
  std::string digits = only_name ? name : std::to_string(alt.number);
  return std::any_of(names.begin(), names.end(), [&](const std::string& n) {
    return n == name || (alt.kind == Kind::number && n == digits);
  });
}

/// setopt(h, CURLOPT_POST, 0L) makes no POST.
bool is_off(const Row& row, const std::vector<Value>& args) {
  if (row.on < 0 || std::size_t(row.on) >= args.size())
    return false;
  const Value& value = args[std::size_t(row.on)];
  return value.size() == 1 && value[0].kind == Kind::number &&
         value[0].number == 0 &&
         (value[0].name.empty() || lower(value[0].name) == "false");
}

/// setopt(h, CURLOPT_UPLOAD, 0L) undoes what setopt(h, CURLOPT_UPLOAD, 1L) did,
/// and no CUSTOMREQUEST "PUT".
void turn_off(const Row& row, Bag& bag) {
  bool made_here = bag.upload == row.upload && bag.method.size() == 1 &&
                   known(bag.method[0].text) == row.method.constant;
  if (!made_here)
    return;
  bag.method.clear();
  bag.upload = false;
}

/// A type of a common name (`request`) is the library's only if its verb is
/// where the row says.
bool fits_verb(const Row& row, const std::vector<Value>& args) {
  if (!row.construct || row.method.argument < 0)
    return true;
  if (std::size_t(row.method.argument) >= args.size())
    return false;
  for (const Alt& alt : args[std::size_t(row.method.argument)]) {
    std::string word = alt.kind == Kind::number ? alt.name : known(alt.text);
    if (verb_of(word) != Verb::unknown || (word.empty() && is_hole(alt)))
      return true;
  }
  return false;
}

} // namespace

std::vector<const Fn*> Machine::candidates_with_body(const Call& c) const {
  Callee callee;
  callee.name = c.full;
  callee.receiver = c.receiver;
  callee.has_receiver = c.has_receiver;
  callee.arguments = c.args.size();
  callee.file = c.spot.file;
  auto fns = s_.program.find(callee);
  std::erase_if(fns, [](const Fn* fn) { return fn->ir->body.empty(); });
  return fns;
}

/// Whether the tree holds what the row tells of: not only a namesake of it.
static bool has_body_for(const Row& row, const std::vector<const Fn*>& fns) {
  const auto& classes = row.classes;
  return std::ranges::any_of(fns, [&](const Fn* fn) {
    const std::string own = last_name(fn->ir->class_name);
    return classes.empty() ||
           std::find(classes.begin(), classes.end(), own) != classes.end();
  });
}

/// The class of what a method is called on: as its object was made, or as the
/// reader saw it; "" where nobody knows.
std::string Machine::type_of_receiver(const Call& c, const World& w) const {
  std::string type = c.receiver;
  for (const Alt& alt : c.self)
    if (auto at = w.objects.find(alt.object);
        at != w.objects.end() && !at->second->type.empty())
      type = at->second->type;
  return type;
}

/// A class of the tree may be named like a library's ("client"). It is taken
/// for the library's only if its namespace is named like the library.
bool Machine::is_own(const Call& c, const Row& row, const World& w) const {
  std::string type = type_of_receiver(c, w);
  std::string scope = lower(scope_of(type));
  std::string library = lower(row.library);
  std::erase(library, '-');
  std::erase(library, '_');
  for (std::string_view at = scope; !at.empty(); at = scope_of(at))
    if (std::string part = last_name(std::string(at));
        part.size() > 2 && (library.find(part) != std::string::npos ||
                            part.find(library) != std::string::npos))
      return false;
  Call method = c;
  method.full = c.name;
  method.receiver = s_.program.class_of(type);
  method.has_receiver = true;
  if (!s_.program.find_class(method.receiver))
    return false;
  auto fns = candidates_with_body(method);
  return std::any_of(fns.begin(), fns.end(),
                     [](const Fn* fn) { return !fn->ir->class_name.empty(); });
}

/// Whether the tree has a constructor of that name, not only a test's: any will
/// do, for an allocator's tag before the arguments is none of theirs.
static bool has_constructor(const Program& program, const std::string& name,
                            int file) {
  auto fns = program.named(name, file);
  return std::any_of(fns.begin(), fns.end(), [&](const Fn* fn) {
    return !fn->ir->body.empty() &&
           !is_test_file(program.files()[std::size_t(fn->file())]);
  });
}

const Row* Machine::match(const Call& c, World& w) const {
  const auto* rows = s_.clients.rows(c.name);
  if (!rows)
    return nullptr;
  // X() of a missing header, make_shared<X>(): read as calls, walked as new X.
  bool constructs = (c.e && c.e->kind != ir::ExprKind::call) ||
                    (c.has_receiver && c.name == last_name(c.receiver));
  for (const Row& row : *rows) {
    if (row.construct != constructs || !fits_verb(row, c.args))
      continue;
    if (!row.classes.empty() && !row.construct) {
      std::string type = last_name(c.receiver);
      for (const Alt& alt : c.self)
        if (auto at = w.objects.find(alt.object);
            at != w.objects.end() && !at->second->type.empty())
          type = last_name(at->second->type);
      std::string scope(last_name(std::string(scope_of(c.full))));
      auto fits = [&](const std::string& cls) {
        return cls == type || cls == scope;
      };
      if (std::none_of(row.classes.begin(), row.classes.end(), fits) ||
          (row.verdict.empty() && is_own(c, row, w)))
        continue;
    }
    if (row.construct && is_own(c, row, w))
      continue;
    bool in_tree =
        !row.verdict.empty() &&
        (has_body_for(row, candidates_with_body(c)) ||
         (row.construct && has_constructor(s_.program, c.full, c.spot.file)));
    if (in_tree)
      continue; // this tree is the SDK: its own requests count
    if (row.when != kAbsent) {
      bool known_arg = row.when >= 0 && std::size_t(row.when) < c.args.size();
      if (!known_arg)
        continue;
      Value value = load(c.args[std::size_t(row.when)], w);
      if (value.size() != 1 || !is_named(value[0], s_.holes, row.is))
        continue;
    }
    return &row;
  }
  return nullptr;
}

const Value* Machine::operand(const Operand& o, const Call& c, Value& made,
                              const Frame& f) const {
  if (!o.constant.empty()) {
    made = literal(o.constant, c.spot, f.depth);
    return &made;
  }
  if (o.argument == kReceiver)
    return &c.self;
  bool there = o.argument >= 0 && std::size_t(o.argument) < c.args.size();
  return there ? &c.args[std::size_t(o.argument)] : nullptr;
}

/// A whole header line in which nothing is known but that it has the answer to
/// a token PUT: who wrote the answer into it wrote the name before it, as the
/// callback of a client does.
static std::optional<Header> token_line(const Alt& alt, int hole,
                                        const Holes& holes, const Imds& imds) {
  if (hole < 0 || !holes[hole].token || holes[hole].answers < 0)
    return std::nullopt;
  Value value = hole_value(hole, alt.spot, alt.depth);
  return Header{{{imds.token_header(), -1, alt.spot, alt.depth}}, value, false};
}

void Machine::add_headers(Bag& bag, const Value& value, World& w,
                          const Frame& f) {
  for (const Alt& alt : load(value, w)) {
    int hole = is_hole(alt) ? alt.text[0].hole : -1;
    if (auto at = w.objects.find(alt.object); alt.kind == Kind::object &&
                                              at != w.objects.end() &&
                                              at->second->bag.empty())
      hole = at->second->hole;
    if (auto line = token_line(alt, hole, s_.holes, s_.imds)) {
      bag.headers.push_back(std::move(*line));
      continue;
    }
    if (alt.kind == Kind::text && !is_hole(alt)) {
      Header header{alt.text, {}, false};
      Value rest;
      Alt v;
      v.text = header_value(alt.text);
      if (!v.text.empty())
        header.value = {v};
      std::erase_if(bag.headers, [&](const Header& h) {
        return header_name(h.name) == header_name(alt.text);
      });
      bag.headers.push_back(std::move(header));
    } else if (int object = object_of(alt, w, "", f); object >= 0) {
      bag.linked.push_back(object);
    }
  }
}

/// setopt(h, CURLOPT_HTTPHEADER, list): what was set before is sent no more.
/// Of a list that nobody knows it may be a part.
void Machine::forget_headers(Bag& bag, const Value& list,
                             const World& w) const {
  bool known = std::all_of(list.begin(), list.end(), [&](const Alt& alt) {
    return alt.kind == Kind::null || known_object(alt) >= 0 ||
           carried_object(alt, w) >= 0;
  });
  if (!known || list.empty())
    return;
  bag.headers.clear();
  std::erase_if(bag.linked, [&](int object) {
    return std::find(bag.lists.begin(), bag.lists.end(), object) !=
           bag.lists.end();
  });
  bag.lists.clear();
}

/// What the row's operand is in this call; nothing: it has none.
std::optional<Value> Machine::given_as(const Operand& o, const Call& c,
                                       const World& w, const Frame& f) const {
  Value made;
  const Value* value = operand(o, c, made, f);
  return value ? std::optional(load(*value, w)) : std::nullopt;
}

/// A part of the request instead of what was there; objects go with it.
static void replace_part(const Value& value, Value& part, Bag& bag) {
  part.clear();
  for (const Alt& alt : value)
    if (alt.kind == Kind::object && alt.object >= 0)
      bag.linked.push_back(alt.object);
    else
      part.push_back(alt);
}

/// send(socket, text): behind what was written before.
void Machine::add_raw(const Value& value, Bag& bag, const Call& c,
                      const Frame& f, World& w) const {
  Value raw;
  for (const Text& text : texts(value, w)) {
    Alt alt;
    alt.text = bag.raw.empty() ? text : concat(bag.raw[0].text, text);
    alt.spot = c.spot;
    alt.depth = f.depth;
    link::join(raw, {alt});
  }
  bag.raw = std::move(raw);
}

/// setopt(h, CURLOPT_HTTPHEADER, list): the list with all that is in it.
void Machine::set_list(const Value& list, Bag& bag, const Call& c, World& w) {
  if (!has_word(lower(c.name), {"add", "update"}))
    forget_headers(bag, list, w);
  const auto before = std::ptrdiff_t(bag.linked.size());
  absorb(bag, list, w, -1);
  bag.lists.insert(bag.lists.end(), bag.linked.begin() + before,
                   bag.linked.end());
  bag.no_list = list.size() > 1 && std::ranges::any_of(list, [](const Alt& a) {
                  return a.kind == Kind::null;
                });
}

/// set(field::x_token, value): a name as text or as a constant.
static void add_named_header(const Value& name, const Value& value, Bag& bag) {
  for (const Alt& alt : name)
    if (alt.kind == Kind::text)
      bag.headers.push_back({alt.text, value, false});
    else if (alt.kind == Kind::number && !alt.name.empty())
      bag.headers.push_back(
          {{{last_name(alt.name), -1, alt.spot, alt.depth}}, value, false});
}

void Machine::set_headers(const Row& row, Bag& bag, const Call& c, World& w,
                          const Frame& f) {
  if (auto line = given_as(row.header, c, w, f))
    add_headers(bag, *line, w, f);
  if (auto list = given_as(row.headers, c, w, f))
    set_list(*list, bag, c, w);
  if (auto name = given_as(row.header_name, c, w, f))
    add_named_header(
        *name, given_as(row.header_value, c, w, f).value_or(Value()), bag);
}

void Machine::set_parts(const Row& row, Bag& bag, const Call& c, World& w,
                        const Frame& f) {
  for (auto [o, part] :
       std::initializer_list<std::pair<const Operand*, Value*>>{
           {&row.url, &bag.url},
           {&row.host, &bag.host},
           {&row.path, &bag.path},
           {&row.method, &bag.method}})
    if (auto value = given_as(*o, c, w, f))
      replace_part(*value, *part, bag);
  if (auto text = given_as(row.raw, c, w, f))
    add_raw(*text, bag, c, f, w);
  set_headers(row, bag, c, w, f);
  for (int index : row.link)
    if (index >= 0 && std::size_t(index) < c.args.size())
      absorb(bag, load(c.args[std::size_t(index)], w), w, -1);
  if (row.output >= 0 && std::size_t(row.output) < c.args.size())
    for (const Alt& alt : c.args[std::size_t(row.output)])
      bag.outputs.push_back(alt);
  for (const Value& arg : c.args)
    keep_captured(bag, arg, f, w);
  bag.upload = bag.upload || row.upload;
  bag.sized = bag.sized || row.body.present();
}

/// start("curl", {"-s", url}): the words of the command follow.
static bool is_program_alone(const Value& command) {
  return command.size() == 1 && command[0].kind == Kind::text &&
         all_literal(command[0].text) &&
         known(command[0].text).find(' ') == std::string::npos;
}

/// class Fetch { curlpp::Easy easy; }: each Fetch has its own.
static bool holds_client(const Object& owner, const std::string& member,
                         const Program& program, const Clients& clients) {
  auto fields = program.fields(program.class_of(owner.type));
  return owner.hole < 0 && !owner.list &&
         std::any_of(
             fields.begin(), fields.end(),
             [&](const ir::Field* field) {
               return field->name == member && !field->type.ends_with('*') &&
                      !field->type.ends_with('&') &&
                      clients.has_class(last_name(field->type));
             });
}

/// message->request_headers: a part of the message, of a class that nobody has
/// seen, or a client in an object. Each has its own; none: it is no such part.
int Machine::part_of(const ir::Expr& e, const Value& value, Frame& f,
                     World& w) {
  bool unseen = e.kind == ir::ExprKind::field && !e.args.empty() &&
                value.size() == 1 && is_hole(value[0]) &&
                s_.holes[value[0].text[0].hole].origin == Origin::field;
  if (!unseen)
    return -1;
  Paths owners = eval(e.args[0], f, w);
  Value of = owners.empty() ? Value() : load(owners[0].value, w);
  int owner = part_of(e.args[0], of, f, w); // transaction->info.headers
  if (owner < 0 && of.size() == 1)
    owner = known_object(of[0]);
  auto at = w.objects.find(owner);
  if (at == w.objects.end() ||
      (s_.program.find_class(at->second->type) &&
       !holds_client(*at->second, e.text, s_.program, s_.clients)))
    return -1;
  const int part = make_part(owner, e.text, w);
  w.objects[owner].edit().fields[e.text] =
      object_value(part, spot(e.loc, f), f.depth);
  return part;
}

/// What was put into parts of the object goes with it.
static void link_parts(int object, Bag& bag, World& w) {
  for (const auto& [name, value] : w.objects.get(object)->fields)
    for (const Alt& alt : value)
      if (alt.kind == Kind::object && !name.starts_with('['))
        bag.linked.push_back(alt.object);
}

/// The object that the row works on; where there is none, a fresh one.
int Machine::object_for(const Row& row, const Call& c, Frame& f, World& w) {
  int object = -1;
  if (row.object == kResult && row.construct && !c.self.empty())
    object = c.self[0].object;
  else if (row.object == kReceiver && !c.self.empty()) {
    if (c.e->receiver && !c.e->args.empty())
      object = part_of(c.e->args[0], c.self, f, w);
    if (object < 0)
      object = object_of(c.self[0], w, c.receiver, f);
  } else if (row.object >= 0 && std::size_t(row.object) < c.args.size()) {
    std::size_t i = std::size_t(row.object);
    object = part_of(*c.arg_exprs[i], c.args[i], f, w);
    if (object < 0 && !c.args[i].empty())
      object = object_of(c.args[i][0], w, "", f);
  }
  // NULL to start with: curl_slist_append(NULL, ...)
  return object >= 0 ? object
                     : make_object(row.library, f, c.spot, w, "client");
}

/// A command that the row runs, as words or as a line.
std::optional<Paths> Machine::command_call(const Row& row, Call& c, Frame& f,
                                           World& w) {
  if (row.words >= 0)
    return shell_list(std::size_t(row.words), c, f, std::move(w));
  if (!row.shell.present())
    return std::nullopt;
  Value made;
  const Value* text = operand(row.shell, c, made, f);
  if (!text)
    return Paths{};
  if (row.shell.argument >= 0 && is_program_alone(*text))
    return shell_list(std::size_t(row.shell.argument), c, f, std::move(w));
  return shell_value(*text, c, f, std::move(w));
}

/// What the call is worth: its object, what came of what it sent, or unknown.
Value Machine::result_of(const Row& row, int object,
                         const std::vector<int>& events, const Bag& bag,
                         const Call& c, const Frame& f, World& w) {
  const bool itself = row.returns == "object";
  if (itself) {
    Object& made = w.objects[object].edit();
    made.hole = -1; // whatever it was: now it is there
    if (!row.gives.empty())
      made.type = row.gives;
  }
  if (!itself && !events.empty())
    return answer(events, c, f, w, bag);
  if (itself || row.object == kResult)
    return object_value(object, c.spot, f.depth);
  return call_hole(c, f, w);
}

std::optional<Paths> Machine::client_call(Call& c, Frame& f, World& world) {
  const Row* row = match(c, world);
  if (!row)
    return std::nullopt;
  if (auto paths = command_call(*row, c, f, world))
    return paths;
  const int object = object_for(*row, c, f, world);
  Bag bag = row->reset ? Bag{} : world.objects.get(object)->bag;
  if (is_off(*row, c.args))
    turn_off(*row, bag);
  else
    set_parts(*row, bag, c, world, f);
  std::vector<int> events;
  if (row->send)
    link_parts(object, bag, world);
  if (row->send || !row->verdict.empty())
    events = send(bag, c, f, world, Route::rule, row);
  else
    world.objects[object].edit().bag = bag;
  if (row->send)
    stop_waiting({object}, world);
  if (row->later)
    keep_for_later(object, c, row, f, world);
  Value value = result_of(*row, object, events, bag, c, f, world);
  if (!row->send && row->returns == "answer")
    fill_outputs(c, value, f, world);
  Paths out;
  out.push_back({std::move(world), std::move(value)});
  return out;
}

} // namespace imds::analyzer::link
