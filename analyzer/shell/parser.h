// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/shell_command.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace imds::analyzer::shell {

/// Recursive descent over one text. list.cpp reads commands, word.cpp words.
class Parser {
public:
  Parser(std::string_view text, int first_line, int depth);

  /// Commands up to the end of the text.
  std::vector<ShellCommand> read_all();

private:
  using Commands = std::vector<ShellCommand>;
  using Kind = ShellCommand::Kind;

  // list.cpp
  Commands read_list(std::string_view closers);
  bool at_closer(std::string_view closers);
  void skip_blanks();
  void skip_separators();
  void end_line();
  ShellCommand read_and_or();
  ShellCommand read_pipeline();
  ShellCommand read_command();
  ShellCommand join(Kind kind, ShellCommand left, ShellCommand right) const;
  ShellCommand begin(Kind kind) const;
  std::string_view peek_word() const;
  bool take_word(std::string_view word);
  bool take(std::string_view text);
  bool looking_at(std::string_view text) const;

  // compound.cpp
  ShellCommand read_compound(std::string_view word);
  ShellCommand read_branch();
  ShellCommand read_while(bool until);
  ShellCommand read_for();
  ShellCommand read_case();
  void read_case_arm(ShellCommand& command);
  ShellCommand read_group(std::string_view closer);
  ShellCommand read_test();
  ShellCommand read_arithmetic();
  ShellCommand read_function(std::string name);
  bool at_function() const;

  // simple.cpp
  ShellCommand read_simple();
  bool read_simple_part(ShellCommand& command);
  bool read_redirect(ShellCommand& command);
  bool at_array() const;
  bool read_assign(ShellCommand& command);
  void read_array(ShellAssign& assign);
  ShellWord read_here_document(bool cut_tabs);
  std::string here_text(const std::string& end, bool cut_tabs);

  // word.cpp
  ShellWord read_word(std::string_view stop);
  ShellWord begin_word() const;
  bool read_piece(ShellWord& word, std::string_view stop, bool quoted);
  void read_single(ShellWord& word);
  void read_double(ShellWord& word);
  void read_escape(ShellWord& word, bool quoted);
  void read_ansi(ShellWord& word);
  void read_hole(ShellWord& word);
  void read_backquote(ShellWord& word, bool quoted);
  static ShellPiece& add_piece(ShellWord& word, ShellPiece::Kind kind,
                               bool quoted);
  static void add_text(ShellWord& word, char c, bool quoted);
  void add_other(ShellWord& word, std::size_t from, bool quoted);

  // expansion.cpp
  void read_dollar(ShellWord& word, bool quoted);
  void read_substitution(ShellWord& word, bool quoted);
  void read_braces(ShellWord& word, bool quoted);
  void read_operand(ShellPiece& piece, bool quoted);
  void skip_arithmetic();
  void skip_nested(char open, char close);

  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool at_end() const { return at_ >= text_.size(); }
  /// Bytes of the text; none where `at` lies behind its end, as it may after
  /// a quote that never closes.
  std::string_view slice(std::size_t at,
                         std::size_t size = std::string_view::npos) const {
    return text_.substr(at < text_.size() ? at : text_.size(), size);
  }
  int line_of(std::size_t at) const;
  int column_of(std::size_t at) const;

  std::string_view text_;
  std::size_t at_ = 0;
  int first_line_;
  int depth_;
  std::vector<std::size_t> line_ends_;
  /// Newline before a here-document -> first byte after the document.
  std::map<std::size_t, std::size_t> after_document_;
};

inline constexpr int kMaxDepth = 64;

} // namespace imds::analyzer::shell
