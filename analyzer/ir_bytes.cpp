// SPDX-License-Identifier: Apache-2.0
// A unit as CBOR: for the cache on disk and the pipe from a worker process.
//
// Every record is an array in the order of its members in ir.h, so that a
// unit costs few bytes more than its text. Bytes from a pipe or an old cache
// may be anything: what does not have the expected shape makes the whole unit
// empty, and the caller parses again.
// Tested by tests/analyzer/extract/ir_bytes_test.cpp.
#include "analyzer/ir.h"

#include <nlohmann/json.hpp>

#include <stdexcept>

namespace imds::analyzer::ir {
namespace {

using nlohmann::json;

constexpr int kFormat = 4;
constexpr int kMaxDepth = 400;

json put(const Loc& loc) { return {loc.file, loc.line, loc.column}; }

template <class T> json put_all(const std::vector<T>& items);

json put(const Expr& e) {
  const int flags =
      (e.receiver ? 1 : 0) | (e.indirect ? 2 : 0) | (e.dispatched ? 4 : 0);
  return {static_cast<int>(e.kind),
          put(e.loc),
          e.text,
          e.type,
          e.value,
          flags,
          json(e.names),
          put_all(e.args)};
}

json put(const Stmt& s) {
  json blocks = json::array();
  for (const auto& block : s.blocks)
    blocks.push_back(put_all(block));
  return {static_cast<int>(s.kind), put(s.loc),       s.text, s.text2, s.type,
          put_all(s.exprs),         std::move(blocks)};
}

json put(const Param& p) { return {p.name, p.type, put_all(p.initial)}; }

json put(const Function& f) {
  const int flags =
      (f.local ? 1 : 0) | (f.is_virtual ? 2 : 0) | (f.has_body ? 4 : 0);
  return {
      f.name, f.class_name, f.parent,      put(f.loc),        f.end_line,
      flags,  f.overrides,  f.result_type, put_all(f.params), put_all(f.body)};
}

json put(const Variable& v) {
  const int flags = (v.local ? 1 : 0) | (v.flag ? 2 : 0);
  return {v.name, v.type, put(v.loc), flags, put_all(v.initial)};
}

json put(const Field& f) {
  return {f.name, f.type, put(f.loc), put_all(f.initial)};
}

json put(const Class& c) { return {c.name, c.bases, put_all(c.fields)}; }

template <class T> json put_all(const std::vector<T>& items) {
  json out = json::array();
  for (const auto& item : items)
    out.push_back(put(item));
  return out;
}

/// Takes a record apart, member by member; throws where the shape is wrong.
class Record {
public:
  Record(const json& from, std::size_t size) : from_(from) {
    if (!from.is_array() || from.size() != size)
      throw std::invalid_argument("shape");
  }
  const json& next() { return from_[at_++]; }
  template <class T> void get(T& into) { into = next().get<T>(); }
  template <class E> void get_enum(E& into, E last) {
    const int value = next().get<int>();
    if (value < 0 || value > static_cast<int>(last))
      throw std::invalid_argument("enumerator");
    into = static_cast<E>(value);
  }

private:
  const json& from_;
  std::size_t at_ = 0;
};

void get(const json& from, Loc& loc, int) {
  Record r(from, 3);
  r.get(loc.file);
  r.get(loc.line);
  r.get(loc.column);
}

template <class T>
void get_all(const json& from, std::vector<T>& into, int depth);

void get(const json& from, Expr& e, int depth) {
  Record r(from, 8);
  r.get_enum(e.kind, ExprKind::self);
  get(r.next(), e.loc, depth);
  r.get(e.text);
  r.get(e.type);
  r.get(e.value);
  const int flags = r.next().get<int>();
  e.receiver = flags & 1;
  e.indirect = flags & 2;
  e.dispatched = flags & 4;
  r.get(e.names);
  get_all(r.next(), e.args, depth);
}

void get(const json& from, Stmt& s, int depth) {
  Record r(from, 7);
  r.get_enum(s.kind, StmtKind::block);
  get(r.next(), s.loc, depth);
  r.get(s.text);
  r.get(s.text2);
  r.get(s.type);
  get_all(r.next(), s.exprs, depth);
  for (const json& block : r.next())
    get_all(block, s.blocks.emplace_back(), depth);
}

void get(const json& from, Param& p, int depth) {
  Record r(from, 3);
  r.get(p.name);
  r.get(p.type);
  get_all(r.next(), p.initial, depth);
}

void get(const json& from, Function& f, int depth) {
  Record r(from, 10);
  r.get(f.name);
  r.get(f.class_name);
  r.get(f.parent);
  get(r.next(), f.loc, depth);
  r.get(f.end_line);
  const int flags = r.next().get<int>();
  f.local = flags & 1;
  f.is_virtual = flags & 2;
  f.has_body = flags & 4;
  r.get(f.overrides);
  r.get(f.result_type);
  get_all(r.next(), f.params, depth);
  get_all(r.next(), f.body, depth);
}

void get(const json& from, Variable& v, int depth) {
  Record r(from, 5);
  r.get(v.name);
  r.get(v.type);
  get(r.next(), v.loc, depth);
  const int flags = r.next().get<int>();
  v.local = flags & 1;
  v.flag = flags & 2;
  get_all(r.next(), v.initial, depth);
}

void get(const json& from, Field& f, int depth) {
  Record r(from, 4);
  r.get(f.name);
  r.get(f.type);
  get(r.next(), f.loc, depth);
  get_all(r.next(), f.initial, depth);
}

void get(const json& from, Class& c, int depth) {
  Record r(from, 3);
  r.get(c.name);
  r.get(c.bases);
  get_all(r.next(), c.fields, depth);
}

template <class T>
void get_all(const json& from, std::vector<T>& into, int depth) {
  if (!from.is_array() || depth > kMaxDepth)
    throw std::invalid_argument("shape");
  into.reserve(from.size());
  for (const json& item : from)
    get(item, into.emplace_back(), depth + 1);
}

Unit read(const json& from) {
  Record r(from, 12);
  if (r.next().get<int>() != kFormat)
    return {};
  Unit unit;
  r.get(unit.main_file);
  r.get_enum(unit.read_as, ReadAs::lexical);
  r.get(unit.files);
  get_all(r.next(), unit.functions, 0);
  get_all(r.next(), unit.variables, 0);
  get_all(r.next(), unit.classes, 0);
  r.get(unit.aliases);
  r.get(unit.errors);
  r.get(unit.macros);
  r.get(unit.defined);
  r.get(unit.sourced);
  return unit;
}

} // namespace

std::vector<std::uint8_t> to_bytes(const Unit& unit) {
  const json out = {kFormat,
                    unit.main_file,
                    static_cast<int>(unit.read_as),
                    unit.files,
                    put_all(unit.functions),
                    put_all(unit.variables),
                    put_all(unit.classes),
                    json(unit.aliases),
                    unit.errors,
                    json(unit.macros),
                    unit.defined,
                    unit.sourced};
  return json::to_cbor(out);
}

Unit from_bytes(const std::vector<std::uint8_t>& bytes) {
  try {
    return read(json::from_cbor(bytes));
  } catch (const std::exception&) {
    return {};
  }
}

} // namespace imds::analyzer::ir
