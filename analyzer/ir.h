// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

// The small language between reading source and judging it.
//
//   Clang AST ---- extract/ ---+
//                              +--->  ir::Unit  --->  link/  --->  judge/
//   tokens  ------ scan/  -----+
//
// Two readers write it (Clang where it can make sense of a file, a tolerant
// lexical reader where it cannot) and one linker reads it, so neither Clang nor
// the token reader is known past this point, and a unit can be cached on disk.
// It keeps what decides an IMDS request: values, calls, stores, branches. It
// drops what does not: types beyond a name, casts, lifetimes, overload sets.
//
// Names are the identity. Code that was never built has wrong USRs (an unknown
// parameter type becomes int), but its names are right: a function is known by
// its qualified name and its number of arguments, and `local` ones (static,
// anonymous namespace) by their file too.
namespace imds::analyzer::ir {

/// `file` indexes Unit::files; lines and columns count from 1. A place inside
/// a macro is where the macro is used (what a maintainer edits).
struct Loc {
  int file = -1;
  int line = 0;
  int column = 0;
};

enum class ExprKind {
  unknown,     // children in args, best effort
  str,         // text: the bytes of a literal, adjacent literals joined
  integer,     // value; text: enumerator or macro spelling, if it had one
  null,        // NULL, nullptr, and 0 where a pointer is wanted
  var,         // text: a local or parameter, unique in its function
  global,      // text: qualified name of a variable of namespace or class scope
  field,       // args[0] object ("this" for an implicit one); text: member
  index,       // args[0] [ args[1] ]
  call,        // text: callee; args; see the flags below
  construct,   // text: type; args. T x(a, b), T{a, b}, new T(a), T(a)
  init_list,   // text: type or empty; args; `names` for designated fields
  unary,       // text: operator; args[0]. "&" and "*" are kept
  binary,      // text: operator, also "=" and "+=" inside expressions; 2 args
  conditional, // args: condition, then, else
  lambda,      // text: name of the ir::Function that holds its body
  func,        // text: qualified name of a function used as a value
  self,        // this
};

inline constexpr const char* kCharacter = "char"; // 'G', of Expr::type

struct Expr {
  ExprKind kind = ExprKind::unknown;
  Loc loc;
  std::string text;
  /// integer: kCharacter, if it is written as one.
  /// field: class that declares it. call: class of the receiver, if known.
  /// var, construct: type. Without const, & and namespaces inline; may be "".
  std::string type;
  std::int64_t value = 0;
  bool receiver = false; // call: args[0] is the object (a.f(x), a->f(x), this)
  bool indirect =
      false; // call: args[0] (or [1] after a receiver) is the callee
             // value: a function pointer, functor or std::function
  bool dispatched = false; // call: virtual, any overrider may run
  /// Names of designated fields (init_list) or of macro spellings that the
  /// expression came from, outermost first (str, integer): "CURLOPT_URL".
  std::vector<std::string> names;
  std::vector<Expr> args;
};

enum class StmtKind {
  expr,    // exprs[0]
  declare, // text: variable; type; exprs[0]: initial value, optional
  assign,  // exprs[0] (lvalue) text ("=" or "+=") exprs[1]
  branch,  // if: exprs[0]; blocks[0] then, blocks[1] else (may be empty)
  loop,    // text: for | while | do | range; exprs[0] condition, optional;
           // range: text2 = loop variable, exprs[0] = range; blocks[0]
  choose,  // switch: exprs[0]; blocks, one a case; exprs[i + 1] its label,
           // ExprKind::null kind for default; fallthrough is copied in
  leave,   // return: exprs[0], optional; text "return" | "co_return"
  jump,    // break, continue, goto L, throw: text
  attempt, // try: blocks[0]; handlers blocks[1...]
  block,   // blocks[0]; text: preprocessor condition, if it was not taken
};

struct Stmt {
  StmtKind kind = StmtKind::expr;
  Loc loc;
  std::string text;
  std::string text2;
  std::string type;
  std::vector<Expr> exprs;
  std::vector<std::vector<Stmt>> blocks;
};

struct Param {
  std::string name; // may be empty
  /// Unlike elsewhere a reference keeps its "&" here, unless it is to const:
  /// what is assigned to such a parameter is the caller's variable.
  std::string type;
  std::vector<Expr> initial; // default argument: none or one
};

struct Function {
  std::string name;       // "S3::Auth::create", no parameters or template args
  std::string class_name; // "S3::Auth", or ""
  /// Lambdas: the function whose variables the body shares; else "".
  std::string parent;
  Loc loc;
  int end_line = 0;
  bool local = false;      // static or in an anonymous namespace
  bool is_virtual = false; // or an override
  bool has_body = false;
  std::vector<std::string> overrides; // qualified names, nearest first
  std::string result_type;
  std::vector<Param> params;
  std::vector<Stmt> body; // constructors: member initializers come first
};

/// A variable of namespace or class scope, a static local, or a macro that
/// defines a flag (gflags, absl: `flag` true and initial its default).
struct Variable {
  std::string name; // qualified: "kHost", "Ec2::kPath"
  std::string type;
  Loc loc;
  bool local = false;
  bool flag = false;
  std::vector<Expr> initial; // none or one
};

struct Field {
  std::string name;
  std::string type;
  Loc loc;
  std::vector<Expr> initial; // default member initializer
};

struct Class {
  std::string name;
  std::vector<std::string> bases;
  std::vector<Field> fields;
};

/// How a unit was read; the order is from best to worst.
enum class ReadAs { build, inferred, repaired, lexical };

/// One translation unit, or one file for the lexical reader. `files` are
/// relative to the tree, without "./"; a file outside of it keeps its path.
struct Unit {
  std::string main_file;
  ReadAs read_as = ReadAs::lexical;
  std::vector<std::string> files;
  std::vector<Function> functions;
  std::vector<Variable> variables;
  std::vector<Class> classes;
  std::map<std::string, std::string> aliases; // typedef and using: name -> type
  std::vector<std::string> errors;            // "file:line: text", first ones
  std::set<std::string> macros; // with parameters, expanded in the project
  /// What this reading took for defined and an earlier one of the file did not:
  /// "HAVE_X", "!NO_X".
  std::vector<std::string> defined;
  std::vector<std::string> sourced; // a script: those that it sources
};

/// CBOR for the cache and between worker processes. `from_bytes` returns an
/// empty unit (main_file "") where the bytes are not of this version.
std::vector<std::uint8_t> to_bytes(const Unit& unit);
Unit from_bytes(const std::vector<std::uint8_t>& bytes);

/// Readable text of a unit, stable, for tests and `--dump-ir`.
std::string to_text(const Unit& unit);

} // namespace imds::analyzer::ir
