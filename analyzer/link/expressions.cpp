// SPDX-License-Identifier: Apache-2.0
//
// Values of expressions. A call in an expression may split the path (the token
// was got, or not), so every evaluation gives a list of paths.
#include "analyzer/link/machine.h"

namespace imds::analyzer::link {
namespace {

bool is_number(const Value& value) {
  return value.size() == 1 && value[0].kind == Kind::number;
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

Paths Machine::eval(const ir::Expr& e, Frame& f, World world) {
  ++steps_;
  Spot at = spot(e.loc, f);
  auto one = [&](Value value) {
    Paths out;
    out.push_back({std::move(world), std::move(value)});
    return out;
  };
  switch (e.kind) {
  case ir::ExprKind::str:
    return one(literal(e.text, at, f.depth));
  case ir::ExprKind::integer:
    return one(
        number(e.value, !e.names.empty() ? e.names[0] : e.text, at, f.depth));
  case ir::ExprKind::null:
    return one(null_value(at));
  case ir::ExprKind::var: {
    Value value = read_var(e.text, e, f, world);
    return one(std::move(value));
  }
  case ir::ExprKind::global: {
    Value value = read_global(e, f, world);
    return one(std::move(value));
  }
  case ir::ExprKind::self:
    return one(f.self >= 0 ? object_value(f.self, at, 0) : Value{});
  case ir::ExprKind::func: {
    // http::verb::put without its header: a function as much as a constant.
    if (s_.program.named(e.text, f.fn->file()).empty())
      if (Value v = read_global(e, f, world);
          v.size() == 1 && v[0].kind == Kind::number)
        return one(std::move(v));
    Alt alt;
    alt.kind = Kind::function;
    alt.name = e.text;
    alt.spot = at;
    return one({alt});
  }
  case ir::ExprKind::lambda:
    return one(lambda_value(e, f));
  case ir::ExprKind::field: {
    if (e.args.empty())
      return one({});
    Paths out;
    for (Path& p : eval(e.args[0], f, std::move(world))) {
      Value value = read_field(p.value, e, f, p.world);
      out.push_back({std::move(p.world), std::move(value)});
    }
    return out;
  }
  case ir::ExprKind::index: {
    Paths out;
    for (Tuple& t : eval_all(e.args, f, std::move(world))) {
      Value value = t.values.size() == 2
                        ? read_index(t.values[0], t.values[1], e, f, t.world)
                        : Value{};
      out.push_back({std::move(t.world), std::move(value)});
    }
    return out;
  }
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
  }
  return one({});
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

Paths Machine::eval_unary(const ir::Expr& e, Frame& f, World world) {
  Paths out;
  if (e.args.empty())
    return out.push_back({std::move(world), {}}), out;
  if (e.text == "!")
    return eval_logical(e, f, std::move(world));
  const ir::Expr& inner = e.args[0];
  bool names_var = inner.kind == ir::ExprKind::var;
  for (Path& p : eval(inner, f, std::move(world))) {
    Value value = std::move(p.value);
    bool object = value.size() == 1 && value[0].kind == Kind::object &&
                  (inner.type.empty() || !inner.type.ends_with('*')) &&
                  !(e.text == "&" && is_unset_member(inner, f, p.world));
    if (e.text == "&" && names_var && !object) {
      Alt storage;
      storage.kind = Kind::storage;
      storage.frame = frame_of(inner.text, f, p.world);
      storage.name = inner.text;
      value = {storage};
    } else if (e.text == "&" && inner.kind == ir::ExprKind::field && !object) {
      Paths owners = eval(inner.args[0], f, p.world);
      if (!owners.empty() && !owners[0].value.empty()) {
        Alt storage;
        storage.kind = Kind::storage;
        storage.object = object_of(owners[0].value[0], p.world, inner.type, f);
        storage.name = inner.text;
        value = {storage};
      }
    } else if (e.text == "*") {
      value = load(value, p.world);
    } else if (e.text == "-" && value.size() == 1 &&
               value[0].kind == Kind::number) {
      value[0].number = -value[0].number;
      if (!value[0].name.empty())
        value[0].name = "-" + value[0].name;
    } else if (e.text.find("++") != std::string::npos ||
               e.text.find("--") != std::string::npos) {
      Value step = number(1, "", spot(e.loc, f), f.depth);
      bool up = e.text.find("++") != std::string::npos;
      Value next = binary(up ? "+" : "-", value, step, p.world, e, f);
      for (World& w : write(inner, next, f, std::move(p.world)))
        out.push_back({std::move(w), value});
      continue;
    }
    out.push_back({std::move(p.world), std::move(value)});
  }
  return out;
}

/// A pointer into a list, moved on: the list without its first elements.
Value Machine::step_list(const Alt& list, std::int64_t by, const ir::Expr& e,
                         const Frame& f, World& w) {
  Spot at = spot(e.loc, f);
  const Held<Object> from = w.objects.get(list.object);
  int object =
      make_object(from->type, f, at, w, "step" + std::to_string(list.object));
  Object& to = w.objects[object].edit();
  to.list = true;
  to.size = from->size - int(by);
  for (int i = 0; i < to.size; ++i)
    if (auto e2 = from->fields.find("[" + std::to_string(i + by) + "]");
        e2 != from->fields.end())
      to.fields["[" + std::to_string(i) + "]"] = e2->second;
  to.bag = from->bag;
  return object_value(object, at, f.depth);
}

Value Machine::binary(const std::string& op, const Value& a, const Value& b,
                      const World& w, const ir::Expr& e, const Frame& f) {
  Value out;
  World& world = const_cast<World&>(w);
  bool numbers = a.size() == 1 && b.size() == 1 && a[0].kind == Kind::number &&
                 b[0].kind == Kind::number;
  if (numbers) {
    std::int64_t x = a[0].number, y = b[0].number;
    std::int64_t n = 0;
    if (op == "+")
      n = std::int64_t(std::uint64_t(x) + std::uint64_t(y));
    else if (op == "-")
      n = std::int64_t(std::uint64_t(x) - std::uint64_t(y));
    else if (op == "|")
      n = x | y;
    else if (op == "&")
      n = x & y;
    else if (op == "*")
      n = std::int64_t(std::uint64_t(x) * std::uint64_t(y));
    else if (op == "<<" && y >= 0 && y < 64)
      n = std::int64_t(std::uint64_t(x) << y);
    else
      return hole_value(fresh_hole(Origin::unknown, op, "op" + op), {}, 0);
    return number(n, "", a[0].spot, std::min(a[0].depth, b[0].depth));
  }
  bool pointer_step = op == "+" && b.size() == 1 && b[0].kind == Kind::number;
  if (pointer_step && a.size() == 1 && a[0].kind == Kind::object &&
      b[0].number > 0)
    if (auto at = w.objects.find(a[0].object);
        at != w.objects.end() && at->second->size >= b[0].number)
      return step_list(a[0], b[0].number, e, f, world);
  // Nobody appends a control character: a small number moves a pointer.
  bool moves =
      pointer_step && b[0].number >= 0 &&
      (b[0].number < ' ' || (!e.type.empty() && e.type.ends_with('*')));
  if (moves && std::none_of(a.begin(), a.end(), is_hole)) {
    out = a;
    for (Alt& alt : out)
      alt.text = cut(alt.text, std::size_t(b[0].number), kMaxText);
    return out;
  }
  if (op != "+" && op != "/")
    return hole_value(
        fresh_hole(Origin::unknown, op, "op" + op + std::to_string(e.loc.line)),
        spot(e.loc, f), f.depth);
  std::vector<Text> left = texts(a, world), right = texts(b, world);
  for (const Text& x : left)
    for (const Text& y : right) {
      if (out.size() >= kMaxAlternatives)
        return out;
      Alt alt;
      Text middle;
      if (op == "/" && !(head(y).starts_with('/')))
        middle = {{"/", -1, spot(e.loc, f), f.depth}};
      alt.text = concat(concat(x, middle), y);
      alt.spot = spot(e.loc, f);
      alt.depth = f.depth;
      if (std::find(out.begin(), out.end(), alt) == out.end())
        out.push_back(std::move(alt));
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
    Value value = binary(op, load(t.values[0], t.world),
                         load(t.values[1], t.world), t.world, e.args[0], f);
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
