// SPDX-License-Identifier: Apache-2.0
//
// What commands print, and who is fed with it:
//
//   echo TEXT                            its text
//   echo TEXT | xargs curl               eval "curl TEXT"
//   (echo TEXT; sleep 1) | nc HOST 80    nc HOST 80 <<< TEXT
//   exec 3<>/dev/tcp/HOST/80             &3 = exec 3<>/dev/tcp/HOST/80
//   echo TEXT >&3                        echo <<< TEXT >&3, of the variable &3
//
// Tested by shell_ir_test.cpp.
#include "analyzer/shell/lower.h"

#include <algorithm>
#include <array>

namespace imds::analyzer {

bool sends_input(std::string_view program) {
  static constexpr std::array<std::string_view, 7> kSenders = {
      "nc",    "ncat",  "netcat", "nc.openbsd", "nc.traditional",
      "socat", "telnet"};
  return std::ranges::find(kSenders, program) != kSenders.end();
}

namespace shell {

using ir::Expr;
using ir::ExprKind;
using Kind = ShellCommand::Kind;

namespace {

std::string name_of(const ShellCommand& command) {
  return command.words.empty() ? "" : command.words[0].literal().value_or("");
}

bool is_text_printer(const ShellCommand& command) {
  const std::string name = name_of(command);
  return name == "echo" || name == "printf";
}

/// cat <<EOF: it prints the document.
bool shows_document(const ShellCommand& command) {
  return name_of(command) == "cat" && command.words.size() == 1 &&
         command.redirects.size() == 1 &&
         command.redirects[0].op.starts_with("<<");
}

bool is_option(const ShellWord& word) {
  return word.literal().value_or("").starts_with("-");
}

/// echo -n, echo -en
bool ends_line(const ShellCommand& command) {
  return name_of(command) == "echo" &&
         std::ranges::none_of(command.words, [](const ShellWord& word) {
           const std::string text = word.literal().value_or("");
           return text.starts_with('-') && text.size() <= 3 &&
                  text.find('n') != std::string::npos;
         });
}

/// A group of these prints one text after the other.
bool is_part_of_text(const ShellCommand& command) {
  const std::string name = name_of(command);
  return command.kind == Kind::simple && command.assigns.empty() &&
         ((is_text_printer(command) && command.redirects.empty()) ||
          shows_document(command) || name == "sleep" || name == ":" ||
          name == "true" || (name == "cat" && command.redirects.empty()));
}

bool prints_text(const ShellCommand& group) {
  return group.kind == Kind::group && group.redirects.empty() &&
         std::ranges::all_of(group.blocks[0], is_part_of_text);
}

/// Where a redirection says that its other end is no file: /dev/tcp/HOST/80,
/// or what `exec` opened.
bool is_connection(const ShellRedirect& redirect) {
  if (redirect.target.pieces.empty() || redirect.op.starts_with("<<"))
    return false;
  const ShellPiece& first = redirect.target.pieces.front();
  const bool copied = redirect.op == ">&" || redirect.op == "<&";
  return (copied && first.kind == ShellPiece::Kind::variable) ||
         (copied && names_connection(redirect.target)) ||
         (first.kind == ShellPiece::Kind::text &&
          first.text.starts_with("/dev/tcp/"));
}

/// xargs without -I: the words that it reads are the last of its command.
bool appends_words(const ShellCommand& command) {
  return name_of(command) == "xargs" &&
         std::ranges::none_of(command.words, [](const ShellWord& word) {
           std::string text = word.literal().value_or("");
           return text.starts_with("-I") || text.starts_with("-i");
         });
}

bool is_sender(const ShellCommand& command) {
  const std::vector<ShellWord> words = without_prefix(command.words);
  const std::string name = words.empty() ? "" : words[0].literal().value_or("");
  return sends_input(name.substr(name.rfind('/') + 1));
}

/// printf '%s\r\n' a b: the format once for each round of its arguments.
std::string repeated(const std::string& format, std::size_t arguments) {
  std::string once;
  std::size_t takes = 0;
  for (std::size_t i = 0; i < format.size(); ++i) {
    const bool sign = format[i] == '%' && i + 1 < format.size();
    once += format[i];
    if (!sign)
      continue;
    takes += format[++i] != '%';
    once += format[i] == 'b' ? 's' : format[i];
  }
  constexpr std::size_t kLongest = 8192; // more of a text is not kept
  std::string all = once;
  for (std::size_t done = takes;
       takes > 0 && done < arguments && all.size() < kLongest; done += takes)
    all += once;
  return all;
}

} // namespace

bool names_connection(const ShellWord& word) {
  const std::string text = word.literal().value_or("");
  return !text.empty() && text != "0" && text != "1" && text != "2" &&
         text.find_first_not_of("0123456789") == std::string::npos;
}

bool is_plain(const std::vector<ShellCommand>& stage) {
  return stage[0].kind == Kind::simple || prints_text(stage[0]);
}

bool feeds_sender(const ShellCommand& pipeline) {
  return std::ranges::all_of(pipeline.blocks, is_plain) &&
         std::ranges::any_of(
             pipeline.blocks.begin() + 1, pipeline.blocks.end(),
             [](const auto& stage) { return is_sender(stage[0]); });
}

Expr Lowering::joined(Expr left, Expr right, const ShellWord& at) {
  Expr sum = expr(ExprKind::binary, "+", at);
  sum.args = {std::move(left), std::move(right)};
  return sum;
}

/// echo a b: "a b".
Expr Lowering::echoed(const ShellCommand& command) {
  Expr text = expr(ExprKind::str, "", command.line, command.column);
  for (std::size_t i = 1; i < command.words.size(); ++i) {
    const ShellWord& word = command.words[i];
    if (is_option(word))
      continue;
    Expr part = value(word);
    part.type.clear();
    if (text.text.empty() && text.kind == ExprKind::str)
      text = std::move(part);
    else
      text =
          joined(joined(std::move(text), expr(ExprKind::str, " ", word), word),
                 std::move(part), word);
  }
  return text;
}

/// printf FORMAT a b: a call of the format's reader.
Expr Lowering::formatted(const ShellCommand& command) {
  Expr call =
      expr(ExprKind::call, "strdup_printf", command.line, command.column);
  for (std::size_t i = 1; i < command.words.size(); ++i)
    if (!call.args.empty() || !is_option(command.words[i])) {
      call.args.push_back(value(command.words[i]));
      call.args.back().type.clear();
    }
  if (!call.args.empty() && call.args[0].kind == ExprKind::str)
    call.args[0].text = repeated(call.args[0].text, call.args.size() - 1);
  return call;
}

Expr Lowering::text_of(const ShellCommand& command) {
  const bool fills = name_of(command) == "printf" &&
                     std::ranges::count_if(command.words, is_option) + 2 <
                         std::ptrdiff_t(command.words.size());
  return fills ? formatted(command) : echoed(command);
}

/// What a group of printing commands prints, line by line.
Expr Lowering::text_of_all(const Commands& commands) {
  Expr all;
  for (const ShellCommand& command : commands) {
    if (!is_text_printer(command) && !shows_document(command))
      continue;
    Expr text = is_text_printer(command) ? text_of(command)
                                         : value(command.redirects[0].target);
    if (ends_line(command))
      text =
          joined(std::move(text), expr(ExprKind::str, "\n", command.words[0]),
                 command.words[0]);
    all = all.text.empty() && all.args.empty()
              ? std::move(text)
              : joined(std::move(all), std::move(text), command.words[0]);
  }
  return all;
}

/// What a simple command prints: the text of echo, else the call.
Expr Lowering::printed(const ShellCommand& command) {
  const std::string name = name_of(command);
  if (name == "true" || name == "false" || name == ":")
    return expr(ExprKind::str, "", command.line, command.column);
  if (shows_document(command))
    return value(command.redirects[0].target);
  if (!is_text_printer(command) || !command.redirects.empty())
    return called(command);
  return text_of(command);
}

/// What feeds a command, as a redirection of it.
Expr Lowering::input(Expr text) {
  Expr made = expr(ExprKind::init_list, "<<<", text.loc.line, text.loc.column);
  made.type = "redirect";
  made.args.push_back(std::move(text));
  return made;
}

/// echo TEXT >&3; nothing where it prints elsewhere.
std::optional<Expr> Lowering::written(const ShellCommand& command) {
  if (!is_text_printer(command) ||
      std::ranges::none_of(command.redirects, is_connection))
    return std::nullopt;
  Expr call = expr(ExprKind::call, "shell", command.line, command.column);
  call.args = {value(command.words[0]), input(text_of_all({command}))};
  for (const ShellRedirect& r : command.redirects)
    call.args.push_back(redirect(r));
  return call;
}

/// exec 3<>/dev/tcp/HOST/80, exec {fd}<>/dev/tcp/HOST/80: the variable &3, or
/// fd, is the connection from here on.
bool Lowering::lower_connection(const ShellCommand& command, Stmts& out) {
  const auto opens =
      std::ranges::find_if(command.redirects, [](const ShellRedirect& r) {
        return is_connection(r) && r.op != ">&" && r.op != "<&";
      });
  if (name_of(command) != "exec" || opens == command.redirects.end() ||
      command.words.size() > 2)
    return false;
  std::string name = "&" + opens->fd;
  if (command.words.size() == 2)
    name = command.words[1].literal().value_or("");
  std::erase_if(name, [](char c) { return c == '{' || c == '}'; });
  Expr call = expr(ExprKind::call, "shell", command.line, command.column);
  call.args = {value(command.words[0]), redirect(*opens)};
  ir::Stmt set = stmt(ir::StmtKind::assign, command);
  set.text = "=";
  set.exprs = {expr(ExprKind::var, name, command.line, command.column),
               std::move(call)};
  out.push_back(std::move(set));
  return true;
}

/// echo TEXT | xargs curl: eval "curl TEXT".
Expr Lowering::fed(const ShellCommand& xargs, Expr text) {
  Expr call = expr(ExprKind::call, "shell", xargs.line, xargs.column);
  Expr whole = expr(ExprKind::str, "", xargs.line, xargs.column);
  auto add = [&](Expr more) {
    more.type.clear();
    whole = joined(std::move(whole), std::move(more), xargs.words[0]);
  };
  for (const ShellWord& word : without_prefix(xargs.words)) {
    add(value(word));
    add(expr(ExprKind::str, " ", word));
  }
  add(std::move(text));
  call.args = {expr(ExprKind::str, "eval", xargs.line, xargs.column),
               std::move(whole)};
  return call;
}

/// A sender takes the place of all that stands before it.
Expr Lowering::piped(const ShellCommand& pipeline) {
  Expr pipe = expr(ExprKind::call, "pipe", pipeline.line, pipeline.column);
  for (const Commands& stage : pipeline.blocks) {
    const bool first = pipe.args.empty();
    if (!first && is_sender(stage[0])) {
      Expr before = pipe.args.size() == 1 ? pipe.args[0] : pipe;
      Expr call = called(stage[0]);
      call.args.push_back(input(std::move(before)));
      pipe.args = {std::move(call)};
    } else if (!first && appends_words(stage[0])) {
      pipe.args.push_back(fed(stage[0], pipe.args.back()));
    } else {
      pipe.args.push_back(stage[0].kind == Kind::group
                              ? text_of_all(stage[0].blocks[0])
                              : printed(stage[0]));
    }
  }
  return pipe;
}

/// The value of $( ).
Expr Lowering::printed(const Commands& commands, const ShellWord& at,
                       bool quoted) {
  Expr made;
  bool single = commands.size() == 1 && commands[0].assigns.empty();
  bool plain_stages = single && commands[0].kind == Kind::pipeline &&
                      std::ranges::all_of(commands[0].blocks, is_plain);
  if (single && commands[0].kind == Kind::simple) {
    made = printed(commands[0]);
  } else if (plain_stages) {
    made = piped(commands[0]);
  } else if (!commands.empty()) {
    std::string name = "$(" + std::to_string(at.line) + ":" +
                       std::to_string(at.column) + "." +
                       std::to_string(code_.functions.size()) + ")";
    add_function(name, commands.front(), commands);
    made = expr(ExprKind::call, name, at);
  }
  if (!quoted)
    made.type = "words";
  return made;
}

} // namespace shell
} // namespace imds::analyzer
