// SPDX-License-Identifier: Apache-2.0
#include "analyzer/link/settings.h"

#include "analyzer/link/call_words.h"
#include "analyzer/link/request_text.h"

#include <algorithm>
#include <cctype>

namespace imds::analyzer::link {
namespace {

/// "" if it is neither a number nor a truth value.
std::string preset_of(const ir::Expr& e) {
  if (e.kind == ir::ExprKind::integer && e.value == 0)
    return "false";
  if (e.kind == ir::ExprKind::integer)
    return e.text.empty() ? std::to_string(e.value) : e.text;
  std::string name = lower(last_name(e.text));
  bool named = e.kind == ir::ExprKind::global || e.kind == ir::ExprKind::var;
  return named && (name == "false" || name == "true") ? name : "";
}

/// "imds.useToken"; no URL, path or sentence.
bool is_key(const ir::Expr& e) {
  return e.kind == ir::ExprKind::str && !e.text.empty() &&
         std::all_of(e.text.begin(), e.text.end(), [](unsigned char c) {
           return std::isalnum(c) || c == '_' || c == '-' || c == '.' ||
                  c == ':';
         });
}

void note(const ir::Expr& to, const ir::Expr& from, const Program& program,
          Store& store) {
  std::optional<Setting> setting = setting_of(from);
  if (!setting)
    return;
  if (to.kind == ir::ExprKind::global)
    store.set_preset("g:" + to.text, setting->preset);
  else if (to.kind == ir::ExprKind::field && !to.type.empty())
    store.set_preset(program.class_of(to.type) + "." + to.text,
                     setting->preset);
}

void note(const std::vector<ir::Stmt>& block, const Program& program,
          Store& store) {
  for (const ir::Stmt& s : block) {
    if (s.kind == ir::StmtKind::assign && s.text == "=" && s.exprs.size() == 2)
      note(s.exprs[0], s.exprs[1], program, store);
    for (const auto& inner : s.blocks)
      note(inner, program, store);
  }
}

} // namespace

std::optional<Setting> setting_of(const ir::Expr& call) {
  if (call.kind != ir::ExprKind::call || call.args.size() < 2)
    return std::nullopt;
  bool asks = has_word(lower(last_name(call.text)),
                       {"conf", "cfg", "opt", "setting", "bool", "flag", "get",
                        "param", "property", "preference", "value", "env"});
  std::string preset = preset_of(call.args.back());
  auto key = std::find_if(call.args.begin(), call.args.end(), is_key);
  if (!asks || preset.empty() || key == call.args.end())
    return std::nullopt;
  return Setting{key->text, preset};
}

bool only_presets(const ir::Expr& call) {
  const auto words = words_of(last_name(call.text));
  return call.kind == ir::ExprKind::call && call.receiver &&
         call.args.size() == 3 && is_key(call.args[1]) && !words.empty() &&
         is_one_of(words.front(), {"value", "get", "read"});
}

void note_settings(const Program& program, Store& store) {
  for (const Fn& fn : program.functions())
    note(fn.ir->body, program, store);
}

} // namespace imds::analyzer::link
