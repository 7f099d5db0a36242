// SPDX-License-Identifier: Apache-2.0
//
// Values of expressions. A call in an expression may split the path (the token
// was got, or not), so every evaluation gives a list of paths.
#include "analyzer/link/machine.h"

namespace imds::analyzer::link {
namespace {

Value negative(Value value) {
  value[0].number = -value[0].number;
  if (!value[0].name.empty())
    value[0].name = "-" + value[0].name;
  return value;
}

/// {169, 254, 169, 254} as a host; "" of other lists.
std::string dotted(const std::vector<Value>& bytes) {
  std::string out;
  if (bytes.size() != 4)
    return out;
  for (const Value& byte : bytes) {
    if (!is_number(byte) || byte[0].number < 0 || byte[0].number > 255)
      return "";
    out += (out.empty() ? "" : ".") + std::to_string(byte[0].number);
  }
  return out;
}

} // namespace

/// A function, or a constant that looks like one: http::verb::put without its
/// header.
Value Machine::read_function(const ir::Expr& e, Frame& f, World& w) {
  if (s_.program.named(e.text, f.fn->file()).empty())
    if (Value v = read_global(e, f, w);
        v.size() == 1 && v[0].kind == Kind::number)
      return v;
  Alt alt;
  alt.kind = Kind::function;
  alt.name = e.text;
  alt.spot = spot(e.loc, f);
  return {alt};
}

Paths Machine::eval_index(const ir::Expr& e, Frame& f, World world) {
  Paths out;
  for (Tuple& t : eval_all(e.args, f, std::move(world))) {
    Value value = t.values.size() == 2
                      ? read_index(t.values[0], t.values[1], e, f, t.world)
                      : Value{};
    out.push_back({std::move(t.world), std::move(value)});
  }
  return out;
}

/// What needs no other expression to be read.
Value Machine::eval_leaf(const ir::Expr& e, Frame& f, World& w) {
  const Spot at = spot(e.loc, f);
  switch (e.kind) {
  case ir::ExprKind::str:
    return literal(e.text, at, f.depth);
  case ir::ExprKind::integer:
    return number(e.value, !e.names.empty() ? e.names[0] : e.text, at, f.depth);
  case ir::ExprKind::null:
    return null_value(at);
  case ir::ExprKind::var:
    return cursor_at(e, read_var(e.text, e, f, w), f, w);
  case ir::ExprKind::global:
    return read_global(e, f, w);
  case ir::ExprKind::func:
    return read_function(e, f, w);
  case ir::ExprKind::lambda:
    return lambda_value(e, f);
  case ir::ExprKind::self:
    return f.self >= 0 ? object_value(f.self, at, 0) : Value{};
  default:
    return {};
  }
}

Paths Machine::eval(const ir::Expr& e, Frame& f, World world) {
  ++steps_;
  switch (e.kind) {
  case ir::ExprKind::field:
    return eval_field(e, f, std::move(world));
  case ir::ExprKind::index:
    return eval_index(e, f, std::move(world));
  case ir::ExprKind::call:
    return eval_call(e, f, std::move(world));
  case ir::ExprKind::construct:
  case ir::ExprKind::unknown:
    return eval_construct(e, f, std::move(world));
  case ir::ExprKind::init_list:
    return eval_list(e, f, std::move(world));
  case ir::ExprKind::unary:
    return eval_unary(e, f, std::move(world));
  case ir::ExprKind::binary:
    return eval_binary(e, f, std::move(world));
  case ir::ExprKind::conditional:
    return eval_conditional(e, f, std::move(world));
  default:
    Value value = eval_leaf(e, f, world);
    Paths out;
    out.push_back({std::move(world), std::move(value)});
    return out;
  }
}

std::vector<Tuple> Machine::eval_all(std::span<const ir::Expr> list, Frame& f,
                                     World world) {
  std::vector<Tuple> tuples;
  tuples.push_back({std::move(world), {}});
  for (const ir::Expr& e : list) {
    std::vector<Tuple> next;
    for (Tuple& t : tuples)
      for (Path& p : eval(e, f, std::move(t.world))) {
        Tuple more{std::move(p.world), t.values};
        more.values.push_back(std::move(p.value));
        next.push_back(std::move(more));
      }
    tuples = std::move(next);
    if (tuples.size() > 24)
      tuples.resize(24);
  }
  return tuples;
}

Value Machine::lambda_value(const ir::Expr& e, Frame& f) {
  f.captured = true;
  Alt alt;
  alt.kind = Kind::function;
  alt.name = e.text;
  alt.frame = f.id;
  alt.object = f.self;
  alt.spot = spot(e.loc, f);
  return {alt};
}

Paths Machine::eval_conditional(const ir::Expr& e, Frame& f, World world) {
  Paths out;
  if (e.args.size() < 3)
    return out.push_back({std::move(world), {}}), out;
  for (auto& [w, holds] : decide(e.args[0], f, std::move(world)))
    for (Path& p : eval(e.args[holds ? 1 : 2], f, std::move(w))) {
      Value value = load(p.value, p.world);
      out.push_back({std::move(p.world), std::move(value)});
    }
  // Two unremarkable values need not be two paths.
  auto dull = [&](const Path& p) { return !relevant(p.value, p.world); };
  if (out.size() == 2 && dull(out[0]) && dull(out[1]) &&
      out[0].world.sent == out[1].world.sent) {
    bool choice = out[0].value.size() == 1 && out[1].value.size() == 1 &&
                  out[0].value[0].kind != Kind::text;
    if (!choice) {
      link::join(out[0].value, out[1].value);
      out[0].world = join(out[0].world, out[1].world);
      out.pop_back();
    }
  }
  return out;
}

/// &x: where a variable or a member is kept. An object is itself.
Value Machine::address_of(const ir::Expr& inner, Value value, Frame& f,
                          World& w) {
  const bool object = value.size() == 1 && value[0].kind == Kind::object &&
                      !inner.type.ends_with('*') &&
                      !is_unset_member(inner, f, w);
  if (object)
    return value;
  Alt storage;
  storage.kind = Kind::storage;
  storage.name = inner.text;
  if (inner.kind == ir::ExprKind::var) {
    storage.frame = frame_of(inner.text, f, w);
    return {storage};
  }
  if (inner.kind != ir::ExprKind::field)
    return value;
  const Paths owners = eval(inner.args[0], f, w);
  if (owners.empty() || owners[0].value.empty())
    return value;
  storage.object = object_of(owners[0].value[0], w, inner.type, f);
  return {storage};
}

/// x++, --x: the paths on which it is one more or one less.
void Machine::step_by_one(const ir::Expr& e, Path p, Frame& f, Paths& out) {
  const bool up = e.text.find("++") != std::string::npos;
  const Value step = number(1, "", spot(e.loc, f), f.depth);
  const auto moved = up ? moved_cursor(p.value, p.world) : std::nullopt;
  const Value next =
      moved ? *moved : binary(up ? "+" : "-", p.value, step, p.world, e, f);
  for (World& w : write(e.args[0], next, f, std::move(p.world)))
    out.push_back({std::move(w), p.value});
}

Paths Machine::eval_unary(const ir::Expr& e, Frame& f, World world) {
  Paths out;
  if (e.args.empty())
    return out.push_back({std::move(world), {}}), out;
  if (e.text == "!")
    return eval_logical(e, f, std::move(world));
  const bool steps = e.text.find("++") != std::string::npos ||
                     e.text.find("--") != std::string::npos;
  for (Path& p : eval(e.args[0], f, std::move(world))) {
    if (steps) {
      step_by_one(e, std::move(p), f, out);
      continue;
    }
    if (e.text == "&")
      p.value = address_of(e.args[0], std::move(p.value), f, p.world);
    else if (e.text == "*")
      p.value = load(p.value, p.world);
    else if (e.text == "-" && is_number(p.value))
      p.value = negative(std::move(p.value));
    out.push_back(std::move(p));
  }
  return out;
}

Paths Machine::eval_logical(const ir::Expr& e, Frame& f, World world) {
  Paths out;
  for (auto& [w, holds] : decide(e, f, std::move(world)))
    out.push_back({std::move(w), number(holds, "", spot(e.loc, f), f.depth)});
  if (out.size() != 2 || out[0].world.sent != out[1].world.sent ||
      out[0].world.guards.empty())
    return out;
  // Kept apart only where a token or a switch decided.
  Reason reason = out[0].world.guards.back()->reason;
  if (reason != Reason::other)
    return out;
  link::join(out[0].value, out[1].value);
  out[0].world = join(out[0].world, out[1].world);
  out.pop_back();
  return out;
}

Paths Machine::eval_binary(const ir::Expr& e, Frame& f, World world) {
  Paths out;
  if (e.args.size() < 2)
    return out.push_back({std::move(world), {}}), out;
  const std::string& op = e.text;
  bool assigns =
      op == "=" || (op.size() > 1 && op.ends_with('=') && op != "==" &&
                    op != "!=" && op != "<=" && op != ">=");
  if (assigns) {
    for (World& w : assign(e.args, op, f, std::move(world)).on)
      for (Path& p : eval(e.args[0], f, std::move(w)))
        out.push_back(std::move(p));
    return out;
  }
  if (op == "&&" || op == "||" || op == "==" || op == "!=" || op == "<" ||
      op == ">" || op == "<=" || op == ">=")
    return eval_logical(e, f, std::move(world));
  for (Tuple& t : eval_all(e.args, f, std::move(world))) {
    if (op == ",") {
      out.push_back({std::move(t.world), t.values[1]});
      continue;
    }
    bool shifts =
        op == "<<" && is_number(t.values[0]) && is_number(t.values[1]);
    if (!shifts && (op == "<<" || op == ">>")) {
      for (Path& p : eval_stream(e, std::move(t), f))
        out.push_back(std::move(p));
      continue;
    }
    Value value = changed(t.values[0], op, t.values[1], e.args[0], f, t.world);
    out.push_back({std::move(t.world), std::move(value)});
  }
  return out;
}

Paths Machine::eval_list(const ir::Expr& e, Frame& f, World world) {
  Paths out;
  for (Tuple& t : eval_all(e.args, f, std::move(world))) {
    Spot at = spot(e.loc, f);
    int object = make_object(e.text, f, at, t.world, "list");
    Object fresh;
    fresh.type = e.text;
    fresh.depth = f.depth;
    fresh.list = true;
    fresh.size = int(t.values.size());
    auto names = s_.program.fields(s_.program.class_of(e.text));
    for (std::size_t i = 0; i < t.values.size(); ++i) {
      Value value = load(t.values[i], t.world);
      fresh.fields["[" + std::to_string(i) + "]"] = value;
      if (i < e.names.size() && !e.names[i].empty())
        fresh.fields[e.names[i]] = value;
      else if (i < names.size())
        fresh.fields[names[i]->name] = value;
    }
    t.world.objects[object] = std::move(fresh);
    Object& o = t.world.objects[object].edit();
    Bag bag;
    for (const Value& value : t.values)
      absorb(bag, load(value, t.world), t.world, object);
    if (std::string host = dotted(t.values); s_.imds.endpoint(host))
      bag.host = literal(host, at, f.depth);
    o.bag = std::move(bag);
    out.push_back({std::move(t.world), object_value(object, at, f.depth)});
  }
  return out;
}

} // namespace imds::analyzer::link
