// SPDX-License-Identifier: Apache-2.0
//
// How a text is used, told from the calls and operators around it. Only uses
// that cannot be a request are named; everything else is `plain`:
//
//   LOG(ERROR) << "... 169.254.169.254"    logged
//   if (host == "169.254.169.254")         compared
//   EXPECT_EQ(url, "http://169.254...")    expected
//   no_proxy = {"localhost", "169.254..."} listed
//   malloc(strlen("/latest/") + n)         measured
#include "analyzer/scan/literals.h"

#include "reports/lower.h"

#include <algorithm>
#include <array>

namespace imds::analyzer {

namespace {

using ir::Expr;
using ir::ExprKind;

std::string last_name(const std::string& name) {
  std::size_t at = name.rfind("::");
  return at == std::string::npos ? name : name.substr(at + 2);
}

template <std::size_t N>
bool has_any(const std::string& text,
             const std::array<std::string_view, N>& parts) {
  return std::ranges::any_of(parts, [&](std::string_view part) {
    return text.find(part) != std::string::npos;
  });
}

bool is_log(const std::string& name) {
  static constexpr std::array<std::string_view, 20> kWhole = {
      "debug",    "info",  "warn",   "warning", "error",   "critical", "fatal",
      "trace",    "puts",  "perror", "printf",  "fprintf", "vprintf",  "qdebug",
      "qwarning", "qinfo", "notice", "fputs",   "message", "usage"};
  std::string text = lower(last_name(name));
  bool logs = text.starts_with("log") || text.ends_with("log") ||
              text.find("_log") != std::string::npos ||
              text.find("log_") != std::string::npos ||
              text.ends_with("_debug") || text.ends_with("_error") ||
              text.ends_with("_warn") || text.ends_with("_info") ||
              text.ends_with("_trace") || text.ends_with("_warning");
  return logs || std::ranges::find(kWhole, text) != kWhole.end();
}

bool is_expectation(const std::string& name) {
  static constexpr std::array<std::string_view, 10> kStarts = {
      "EXPECT_", "ASSERT_",  "BOOST_CHECK", "BOOST_REQUIRE", "REQUIRE",
      "CHECK_",  "QCOMPARE", "QVERIFY",     "TEST_CHECK",    "TEST_ASSERT"};
  return std::ranges::any_of(
      kStarts, [&](std::string_view start) { return name.starts_with(start); });
}

bool is_comparison(const std::string& name) {
  static constexpr std::array<std::string_view, 14> kNames = {
      "strcmp",     "strncmp",   "strcasecmp",  "strncasecmp", "strstr",
      "memcmp",     "compare",   "starts_with", "startsWith",  "ends_with",
      "StartsWith", "HasPrefix", "equals",      "contains"};
  std::string last = last_name(name);
  return std::ranges::find(kNames, last) != kNames.end();
}

/// malloc(strlen("/latest/") + n): the text that is asked for stands elsewhere.
bool is_measure(const std::string& name) {
  return name == "strlen" || name == "wcslen" || name == "strnlen";
}

bool is_deny_list(const std::string& name) {
  static constexpr std::array<std::string_view, 9> kParts = {
      "no_proxy", "noproxy",   "deny",     "blacklist", "blocklist",
      "blocked",  "forbidden", "disallow", "ssrf"};
  return has_any(lower(name), kParts);
}

bool is_stream(const Expr& expr) {
  if (expr.kind == ExprKind::binary && expr.text == "<<" && !expr.args.empty())
    return is_stream(expr.args[0]);
  if (expr.kind == ExprKind::call)
    return is_log(expr.text) || expr.text == "LOG" || expr.text == "VLOG";
  std::string name = last_name(expr.text);
  bool names = expr.kind == ExprKind::global || expr.kind == ExprKind::var;
  return names &&
         (name == "cout" || name == "cerr" || name == "clog" || is_log(name));
}

/// setenv("NO_PROXY", ...), setopt(h, CURLOPT_NOPROXY, ...).
bool sets_no_proxy(const Expr& call) {
  return std::ranges::any_of(call.args, [](const Expr& arg) {
    std::string name = lower(arg.names.empty() ? arg.text : arg.names[0]);
    bool plain = arg.kind == ExprKind::str || arg.kind == ExprKind::integer ||
                 arg.kind == ExprKind::global;
    return plain && (name.starts_with("no_proxy") || name == "curlopt_noproxy");
  });
}

/// "169.254.169.254/32" is a network, and nobody asks one.
bool is_network(const std::string& text) {
  std::size_t bits = text.find('/');
  return bits != std::string::npos && text.size() - bits <= 3 &&
         text.find_first_not_of("0123456789", bits + 1) == std::string::npos &&
         text.find_first_not_of("0123456789.") == bits;
}

/// "-A CHAIN -d ... -j DNAT", as iptables-restore reads it.
bool is_chain_rule(const std::string& text) {
  bool changes = text.starts_with("-A ") || text.starts_with("-I ") ||
                 text.starts_with("-D ");
  return changes && text.find(" -j ") != std::string::npos;
}

/// CURL="curl -m 3 --noproxy 169.254.169.254": the option's hosts, and nothing
/// that the command asks. A host that stands elsewhere, too, may be asked.
bool names_proxy_exception(const std::string& text) {
  static constexpr std::string_view kOption = "--noproxy";
  std::size_t at = text.find(kOption);
  if (at == std::string::npos || text.find("://") != std::string::npos)
    return false;
  std::size_t from = text.find_first_not_of(" ='", at + kOption.size());
  if (from == std::string::npos)
    return false;
  std::size_t to = std::min(text.find_first_of(" '", from), text.size());
  std::string first =
      text.substr(from, std::min(text.find(',', from), to) - from);
  std::string rest = text.substr(0, at) + text.substr(to);
  return rest.find('/') == std::string::npos &&
         rest.find(first) == std::string::npos;
}

/// system("iptables -A OUTPUT -d ..."), "route -n get ...": it rules traffic or
/// shows its way, and makes none.
bool is_firewall_rule(const std::string& text) {
  static constexpr std::array<std::string_view, 7> kPrograms = {
      "iptables", "ip6tables", "nft", "ipset", "firewall-cmd", "ufw", "route"};
  std::string program = text.substr(0, text.find(' '));
  program = program.substr(program.rfind('/') + 1);
  bool rules = std::ranges::find(kPrograms, program) != kPrograms.end() ||
               is_chain_rule(text);
  return rules && text.find_first_of(";|&\n$`") == std::string::npos;
}

/// A script's own line of that kind, without a command inside.
bool rules_traffic(const Expr& expr) {
  return expr.kind == ExprKind::call && expr.text == "shell" &&
         !expr.args.empty() && expr.args[0].kind == ExprKind::str &&
         is_firewall_rule(expr.args[0].text) &&
         std::ranges::all_of(expr.args, [](const Expr& arg) {
           return arg.kind == ExprKind::str || arg.kind == ExprKind::var;
         });
}

bool holds_command(const Expr& call) {
  return std::ranges::any_of(call.args, [](const Expr& arg) {
    return arg.kind == ExprKind::str &&
           (arg.text.find("curl") != std::string::npos ||
            arg.text.find("wget") != std::string::npos);
  });
}

/// dprintf(STDERR_FILENO, ...), and not to a socket.
bool prints_on_screen(const Expr& call) {
  if (last_name(call.text) != "dprintf" || call.args.empty())
    return false;
  const Expr& to = call.args[0];
  std::string name = to.names.empty() ? to.text : to.names[0];
  return (to.kind == ExprKind::integer && (to.value == 1 || to.value == 2)) ||
         name == "STDERR_FILENO" || name == "STDOUT_FILENO";
}

/// fprintf(f, "curl ..."): what goes into a file or a pipe may be run.
bool writes_command(const Expr& call) {
  static constexpr std::array<std::string_view, 3> kWriters = {
      "fprintf", "vfprintf", "fputs"};
  bool terminal = std::ranges::any_of(call.args, [](const Expr& arg) {
    return arg.text == "stderr" || arg.text == "stdout";
  });
  return !terminal && holds_command(call) &&
         std::ranges::find(kWriters, last_name(call.text)) != kWriters.end();
}

/// echo "no answer from 169.254.169.254" >&2, a statement of a script: nobody
/// gets the text but who reads the screen.
bool says_on_screen(const ir::Stmt& stmt) {
  static constexpr std::array<std::string_view, 3> kSay = {"echo", "printf",
                                                           "logger"};
  if (stmt.kind != ir::StmtKind::expr || stmt.exprs.size() != 1)
    return false;
  const Expr& call = stmt.exprs[0];
  bool into_file = std::ranges::any_of(call.args, [](const Expr& arg) {
    return arg.type == "redirect" && arg.text != ">&";
  });
  return call.kind == ExprKind::call && call.text == "shell" &&
         !call.args.empty() && !into_file && !holds_command(call) &&
         std::ranges::find(kSay, call.args[0].text) != kSay.end();
}

Use use_in(const Expr& expr, Use outer) {
  if (outer != Use::plain)
    return outer;
  if (expr.kind == ExprKind::call && is_expectation(expr.text))
    return Use::expected;
  if (expr.kind == ExprKind::call &&
      (is_log(expr.text) || prints_on_screen(expr)))
    return writes_command(expr) ? outer : Use::logged;
  if (expr.kind == ExprKind::call && is_comparison(expr.text))
    return Use::compared;
  if (expr.kind == ExprKind::call && is_measure(expr.text))
    return Use::measured;
  if (expr.kind == ExprKind::call &&
      (is_deny_list(expr.text) || sets_no_proxy(expr)))
    return Use::listed;
  if (rules_traffic(expr) ||
      (expr.kind == ExprKind::str &&
       (is_firewall_rule(expr.text) || is_network(expr.text) ||
        names_proxy_exception(expr.text))))
    return Use::listed;
  if (expr.kind == ExprKind::binary && (expr.text == "==" || expr.text == "!="))
    return Use::compared;
  if (expr.kind == ExprKind::binary && expr.text == "<<" && is_stream(expr))
    return Use::logged;
  return outer;
}

int last_line(const Expr& expr) {
  int line = expr.loc.line;
  for (const Expr& arg : expr.args)
    line = std::max(line, last_line(arg));
  return line;
}

/// Reads units, one after the other, for literals and for uses of constants.
class Collector {
public:
  Literals out;

  void read(const ir::Unit& unit) {
    for (const ir::Function& function : unit.functions) {
      Literal around;
      around.function =
          function.parent.empty() ? function.name : function.parent;
      around.function_begin = function.loc.line;
      around.function_end = function.end_line;
      // What a function of a script says may be what its caller asks for.
      in_script_ = function.parent.empty() && !unit.files.empty() &&
                   function.name == unit.files[0];
      walk(unit, function.body, around);
      for (const ir::Param& param : function.params)
        walk(unit, param.initial, around);
    }
    for (const ir::Variable& variable : unit.variables)
      read_value(unit, variable.name, variable.initial);
    for (const ir::Class& c : unit.classes)
      for (const ir::Field& field : c.fields)
        read_value(unit, field.name, field.initial);
  }

private:
  void read_value(const ir::Unit& unit, const std::string& name,
                  const std::vector<Expr>& initial) {
    Literal around;
    around.holder = name;
    around.use = is_deny_list(name) ? Use::listed : Use::plain;
    walk(unit, initial, around);
  }

  void walk(const ir::Unit& unit, const std::vector<ir::Stmt>& body,
            const Literal& around) {
    for (const ir::Stmt& stmt : body) {
      Literal here = around;
      std::string target = stmt.text;
      if (stmt.kind == ir::StmtKind::assign && !stmt.exprs.empty())
        target = stmt.exprs[0].text;
      bool sets = stmt.kind == ir::StmtKind::assign ||
                  stmt.kind == ir::StmtKind::declare;
      if (sets && is_deny_list(target))
        here.use = Use::listed;
      if (in_script_ && says_on_screen(stmt))
        here.use = Use::logged;
      walk(unit, stmt.exprs, here);
      for (const auto& block : stmt.blocks)
        walk(unit, block, around);
    }
  }

  void walk(const ir::Unit& unit, const std::vector<Expr>& list,
            const Literal& around) {
    for (const Expr& expr : list) {
      Literal here = around;
      here.use = use_in(expr, around.use);
      bool literal =
          expr.kind == ExprKind::str || expr.kind == ExprKind::integer;
      if (literal && expr.loc.file >= 0)
        add(unit, expr, here);
      if (expr.kind == ExprKind::global)
        out.uses[last_name(expr.text)].insert(here.use);
      for (const std::string& macro : expr.names)
        out.uses[macro].insert(here.use);
      walk(unit, expr.args, here);
    }
  }

  void add(const ir::Unit& unit, const Expr& expr, Literal here) {
    here.line = expr.loc.line;
    here.column = expr.loc.column;
    here.end_line = last_line(expr);
    // A number's name (CURLOPT_URL) says nothing of IMDS.
    here.text = expr.kind == ExprKind::str ? expr.text : "";
    out.by_file[unit.files[static_cast<std::size_t>(expr.loc.file)]].push_back(
        std::move(here));
  }

  bool in_script_ = false; // at the top of a script
};

void add_names(const std::vector<Expr>& list, std::vector<std::string>& out) {
  for (const Expr& expr : list) {
    bool names = expr.kind == ExprKind::global ||
                 expr.kind == ExprKind::field || expr.kind == ExprKind::func ||
                 expr.kind == ExprKind::call;
    if (names && !expr.text.empty())
      out.push_back(last_name(expr.text));
    for (const std::string& macro : expr.names)
      out.push_back(macro);
    add_names(expr.args, out);
  }
}

void add_names(const std::vector<ir::Stmt>& body,
               std::vector<std::string>& out) {
  for (const ir::Stmt& stmt : body) {
    add_names(stmt.exprs, out);
    for (const auto& block : stmt.blocks)
      add_names(block, out);
  }
}

} // namespace

Literals literals_of(const std::vector<ir::Unit>& units) {
  Collector collector;
  for (const ir::Unit& unit : units)
    collector.read(unit);
  return std::move(collector.out);
}

std::map<std::string, std::set<User>>
users_of_names(const std::vector<ir::Unit>& units) {
  std::map<std::string, std::set<User>> users;
  for (const ir::Unit& unit : units) {
    auto add = [&](const std::string& user, const ir::Loc& at,
                   const auto& what) {
      std::string file = at.file < 0 ? "" : unit.files[std::size_t(at.file)];
      std::vector<std::string> names;
      add_names(what, names);
      for (const std::string& name : names)
        users[name].insert({user, file});
    };
    for (const ir::Function& function : unit.functions)
      add(function.name, function.loc, function.body);
    for (const ir::Variable& variable : unit.variables)
      add(variable.name, variable.loc, variable.initial);
  }
  return users;
}

} // namespace imds::analyzer
