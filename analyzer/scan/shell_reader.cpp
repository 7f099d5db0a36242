// SPDX-License-Identifier: Apache-2.0
//
// Scripts and Dockerfiles as one function each, in the convention of
// shell/shell_ir.h. A Dockerfile is the script of its RUN, CMD and ENTRYPOINT
// lines with ENV and ARG as assignments. Text that a script writes elsewhere
// by a here-document (user data, a cron job) is a script too if it runs curl
// or wget: it becomes a second function.
//
// Tested by shell_reader_test.cpp.
#include "analyzer/scan/shell_reader.h"

#include "analyzer/scan/mapped_file.h"
#include "analyzer/scan/tree.h"
#include "analyzer/shell/shell_ir.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace imds::analyzer {

namespace {

using Commands = std::vector<ShellCommand>;

/// One instruction of a Dockerfile with its continuation lines.
struct Instruction {
  std::string name; // upper case
  std::string text; // the name blank, newlines kept: places stay
  int line = 1;
};

std::string next_line(std::string_view& rest) {
  std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string line(rest.substr(0, end));
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

bool continues(std::string_view line) {
  std::size_t last = line.find_last_not_of(" \t\r");
  return last != std::string_view::npos && line[last] == '\\';
}

bool is_comment(std::string_view line) {
  std::size_t first = line.find_first_not_of(" \t");
  return first != std::string_view::npos && line[first] == '#';
}

/// "RUN <<-'EOF'": the word that ends the here-document, or "".
std::string document_end(std::string_view line) {
  std::size_t at = line.find("<<");
  if (at == std::string_view::npos)
    return "";
  at = std::min(line.find_first_not_of("-'\"", at + 2), line.size());
  std::size_t end = at;
  while (
      end < line.size() &&
      (std::isalnum(static_cast<unsigned char>(line[end])) || line[end] == '_'))
    ++end;
  return std::string(line.substr(at, end - at));
}

/// The lines of a here-document, up to and with the one that ends it; none
/// where nothing ends it (1<<n).
std::string document_of(const std::string& end, std::string_view& rest,
                        int& line) {
  std::string text;
  std::string_view left = rest;
  for (int at = line + 1; !end.empty() && !left.empty(); ++at) {
    std::string more = next_line(left);
    text += '\n' + more;
    if (more.substr(std::min(more.find_first_not_of('\t'), more.size())) != end)
      continue;
    rest = left;
    line = at;
    return text;
  }
  return "";
}

/// The first word in upper case; blanks take its place.
std::string take_word(std::string& text) {
  std::size_t first = std::min(text.find_first_not_of(" \t"), text.size());
  std::size_t end = std::min(text.find_first_of(" \t", first), text.size());
  std::string word;
  for (char c : text.substr(first, end - first))
    word += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  text.replace(first, end - first, end - first, ' ');
  return word;
}

std::vector<Instruction> split_dockerfile(std::string_view rest) {
  std::vector<Instruction> all;
  for (int line = 1; !rest.empty(); ++line) {
    std::string text = next_line(rest);
    std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string::npos || text[first] == '#')
      continue;
    Instruction made;
    made.line = line;
    while (!rest.empty() && (continues(text) || is_comment(text))) {
      std::string more = next_line(rest);
      ++line;
      if (is_comment(more)) // Stands between continued lines.
        more = "\\";
      text += '\n' + more;
    }
    text += document_of(document_end(text), rest, line);
    made.name = take_word(text);
    made.text = std::move(text);
    if (made.name == "ONBUILD") // ONBUILD RUN: runs in what is built on this
      made.name = take_word(made.text);
    all.push_back(std::move(made));
  }
  return all;
}

/// ["sh", "-c", "curl x"]: the strings, as shell words.
std::string exec_form(const std::string& text) {
  std::string shell;
  bool inside = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '"') {
      inside = !inside;
      shell += '\'';
    } else if (inside && c == '\\' && i + 1 < text.size()) {
      shell += text[++i];
    } else if (inside && c == '\'') {
      shell += "'\\''";
    } else {
      shell += inside || c == '\n' ? c : ' ';
    }
  }
  // sh -c 'text' is the text.
  for (std::string_view head : {"'/bin/sh'", "'sh'", "'/bin/bash'", "'bash'"}) {
    std::size_t at = shell.find(head);
    std::size_t flag = shell.find("'-c'");
    if (at == std::string::npos || flag == std::string::npos)
      continue;
    std::size_t open = shell.find('\'', flag + 4);
    std::size_t close = shell.rfind('\'');
    if (open != std::string::npos && close > open)
      return shell.substr(open + 1, close - open - 1);
  }
  return shell;
}

void add_instruction(const Instruction& instruction, Commands& all) {
  static constexpr std::array<std::string_view, 5> kRuns = {
      "RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK", "SHELL"};
  std::string text = instruction.text;
  bool sets = instruction.name == "ENV" || instruction.name == "ARG";
  bool runs = std::ranges::find(kRuns, instruction.name) != kRuns.end();
  if (!sets && !runs)
    return;
  auto blank_out = [&](std::size_t end) {
    end = std::min(end, text.size());
    text.replace(0, end, end, ' ');
  };
  if (instruction.name == "HEALTHCHECK")
    blank_out(text.find("CMD") == std::string::npos ? text.size()
                                                    : text.find("CMD") + 3);
  std::size_t first = text.find_first_not_of(" \t");
  while (runs && first != std::string::npos && text.substr(first, 2) == "--") {
    blank_out(text.find(' ', first));
    first = text.find_first_not_of(" \t"); // RUN --mount=...
  }
  if (runs && first != std::string::npos && text[first] == '[')
    text = exec_form(text);
  if (sets && first != std::string::npos) { // ENV A b
    std::size_t blank = text.find(' ', first);
    std::size_t sign = text.find('=', first);
    if (blank != std::string::npos &&
        (sign == std::string::npos || blank < sign))
      text[blank] = '=';
  }
  Commands commands = parse_shell(text, instruction.line);
  std::ranges::move(commands, std::back_inserter(all));
}

Commands parse_dockerfile(std::string_view text) {
  Commands all;
  for (const Instruction& instruction : split_dockerfile(text))
    add_instruction(instruction, all);
  return all;
}

/// The text of a here-document with its variables written as such.
std::string document_text(const ShellWord& word) {
  std::string text;
  for (const ShellPiece& piece : word.pieces)
    text += piece.kind == ShellPiece::Kind::variable ? "${" + piece.text + "}"
                                                     : piece.text;
  return text;
}

/// Scripts inside of here-documents.
void find_documents(const Commands& commands, Commands& found) {
  for (const ShellCommand& command : commands) {
    for (const ShellRedirect& redirect : command.redirects) {
      std::string text = document_text(redirect.target);
      bool asks = text.find("curl") != std::string::npos ||
                  text.find("wget") != std::string::npos;
      if (redirect.op != "<<" || !asks)
        continue;
      Commands inner = parse_shell(text, redirect.target.line);
      std::ranges::move(inner, std::back_inserter(found));
    }
    for (const Commands& block : command.blocks)
      find_documents(block, found);
  }
}

void add_function(const Commands& commands, const std::string& name,
                  const SourcedNames& names, int end_line, ir::Unit& unit) {
  ShellCode code = shell_to_ir(commands, {0, name, names.known, names.used});
  ir::Function made;
  made.name = name;
  made.loc = {0, commands.empty() ? 1 : commands.front().line, 1};
  made.end_line = end_line;
  made.local = true;
  made.has_body = true;
  made.body = std::move(code.body);
  std::ranges::move(code.functions, std::back_inserter(unit.functions));
  unit.functions.push_back(std::move(made));
}

std::string path_of(const std::string& root, const std::string& file) {
  return file.starts_with('/') ? file : root + "/" + file;
}

Commands commands_of(const std::string& file, std::string_view text) {
  const bool docker = language_of(file) == SourceFile::Language::dockerfile;
  return docker ? parse_dockerfile(text) : parse_shell(text);
}

void note_calls(const ir::Expr& e, std::set<std::string>& out) {
  if (e.kind == ir::ExprKind::call)
    out.insert(e.text);
  for (const ir::Expr& arg : e.args)
    note_calls(arg, out);
}

void note_calls(const std::vector<ir::Stmt>& body, std::set<std::string>& out) {
  for (const ir::Stmt& s : body) {
    for (const ir::Expr& e : s.exprs)
      note_calls(e, out);
    for (const auto& block : s.blocks)
      note_calls(block, out);
  }
}

} // namespace

std::set<std::string> functions_of(const std::string& root,
                                   const std::string& file) {
  const MappedFile mapped(path_of(root, file));
  return function_names(commands_of(file, mapped.text()));
}

std::set<std::string> called_in(const ir::Unit& script) {
  std::set<std::string> out;
  for (const ir::Function& function : script.functions)
    note_calls(function.body, out);
  return out;
}

ir::Unit read_shell(const std::string& root, const std::string& file,
                    const SourcedNames& names) {
  MappedFile mapped(path_of(root, file));
  std::string_view text = mapped.text();
  ir::Unit unit;
  unit.main_file = file;
  unit.read_as = ir::ReadAs::lexical;
  unit.files.push_back(file);
  unit.sourced = names.files;
  Commands commands = commands_of(file, text);
  int lines = static_cast<int>(std::ranges::count(text, '\n')) + 1;
  std::string name = file.substr(file.rfind('/') + 1);
  Commands documents;
  find_documents(commands, documents);
  add_function(commands, name, names, lines, unit);
  if (!documents.empty())
    add_function(documents, name + " (here-document)", {}, lines, unit);
  return unit;
}

} // namespace imds::analyzer
