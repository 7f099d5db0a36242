// SPDX-License-Identifier: Apache-2.0
//
// Markdown for a pull-request comment: the verdict, a table of what would
// break, and the rest folded away. Foreign words cannot make markup.
//
// Tested by tests/reports/renderers_test.cpp.
#include "reports/paragraph.h"
#include "reports/part_reasons.h"
#include "reports/render.h"
#include "reports/term.h"

#include <fmt/format.h>

#include <algorithm>

namespace imds::report {
namespace {

// GitHub takes comments of 65,536 characters.
constexpr std::size_t kMaxItems = 20;
constexpr std::size_t kMaxFixes = 10;
constexpr std::size_t kMaxChanges = 10; // of each kind
constexpr std::size_t kMaxLines = 20;   // of a block
constexpr std::size_t kMaxText = 250;

std::string cut(std::string text) {
  if (text.size() <= kMaxText)
    return text;
  std::size_t end = kMaxText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
    --end;
  return text.substr(0, end) + "...";
}

std::string escaped(std::string_view foreign) {
  std::string out, line(foreign);
  std::ranges::replace(line, '\n', ' ');
  for (const char c : cut(term::printable(line))) {
    const bool at_start = out.empty() && (c == '-' || c == '=');
    if (at_start || std::string_view("\\`*_{}[]()+|~!").contains(c))
      out += '\\';
    if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '&')
      out += "&amp;";
    else
      out += c;
    if (c == '@' || c == '#') // GitHub would call a user, or link an issue
      out += "<!-- -->";
  }
  return out;
}

const char* headline(Verdict v) {
  switch (v) {
  case Verdict::ready:
    return "Ready for `HttpTokens=required`";
  case Verdict::not_ready:
    return "Not ready for `HttpTokens=required`";
  case Verdict::incomplete:
    break;
  }
  return "Incomplete: readiness for `HttpTokens=required` is not known";
}

void write_cut(Sink& out, std::size_t all, std::size_t shown = kMaxItems) {
  if (all > shown)
    out.write(fmt::format("\n{} in the JSON report.\n",
                          counted(all - shown, "more item")));
}

// Lines of code stand below, in the step that mends this blocker.
std::string fix_of(const Report& r, std::size_t blocker) {
  const std::string& fix = r.blockers[blocker].settle;
  const bool is_code = fix.find('\n') != std::string::npos;
  return is_code && blocker < kMaxFixes
             ? fmt::format("step {} below", r.commands[blocker].step)
             : escaped(fix);
}

void write_blockers(Sink& out, const Report& r) {
  if (r.blockers.empty())
    return;
  out.write("\n| would break | loses | why | fix |\n|---|---|---|---|\n");
  for (std::size_t i = 0; i < std::min(r.blockers.size(), kMaxItems); ++i) {
    const Item& b = r.blockers[i];
    std::string who = escaped(b.who);
    if (b.latent)
      who += " (latent)";
    if (b.known)
      who += " (known)";
    if (b.service && is_third_party(r, r.services[*b.service]))
      who += " (third party)";
    if (b.tag_count > 0)
      who += " in tags " + escaped(tags_text(b));
    if (const std::string peers = peers_text(r, b); !peers.empty())
      who += " from " + escaped(peers);
    out.write(fmt::format("| {} | {} | {} | {} |\n", who,
                          b.loss == Loss::none ? "" : name(b.loss),
                          escaped(b.text), fix_of(r, i)));
  }
  write_cut(out, r.blockers.size());
}

void write_changes(Sink& out, const Report& r) {
  if (!r.changes)
    return;
  out.write("\nSince the earlier report (" + escaped(r.changes->old_verdict) +
            (r.changes->any() ? "):\n\n" : "): nothing changed\n"));
  for (const auto& [title, names] : r.changes->lists()) {
    for (std::size_t i = 0; i < std::min(names->size(), kMaxChanges); ++i)
      out.write(fmt::format("- {}: {}\n", title, escaped((*names)[i])));
    write_cut(out, names->size(), kMaxChanges);
  }
}

void write_folded(Sink& out, const char* title,
                  const std::vector<Item>& items) {
  if (items.empty())
    return;
  out.write(fmt::format("\n<details><summary>{} ({})</summary>\n\n", title,
                        items.size()));
  for (std::size_t i = 0; i < std::min(items.size(), kMaxItems); ++i) {
    const Item& item = items[i];
    const std::string who = item.who.empty()
                                ? ""
                                : "**" + escaped(item.who) + "**" +
                                      (item.known ? " (known): " : ": ");
    // Often a command: it stays as it is.
    out.write(fmt::format("- {}{}. To settle it: {}\n", who, escaped(item.text),
                          escaped(item.settle)));
  }
  write_cut(out, items.size());
  out.write("\n</details>\n");
}

/// A fence that no line of `text` can close.
std::string fence_for(std::string_view text) {
  std::size_t longest = 2, run = 0;
  for (const char c : text) {
    run = c == '~' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return std::string(longest + 1, '~');
}

void write_block(Sink& out, const std::string& indent, std::string_view text) {
  const std::string fence = indent + fence_for(text) + '\n';
  out.write('\n' + fence);
  std::size_t left = kMaxLines;
  for (; !text.empty() && left > 0; --left) {
    const auto end = text.find('\n');
    out.write(indent + cut(term::printable(text.substr(0, end))) + '\n');
    text = end == std::string_view::npos ? "" : text.substr(end + 1);
  }
  out.write((text.empty() ? "" : indent + "...\n") + fence);
}

void write_command(Sink& out, const Command& c) {
  const std::string number = fmt::format("{}. ", c.step);
  const std::string indent(number.size(), ' ');
  out.write(number + escaped(c.title) +
            (c.reversible ? "\n" : " **(cannot be undone)**\n"));
  if (!c.note.empty())
    out.write(indent + escaped(sentence(c.note)) + '\n');
  if (c.is_sentence())
    out.write(indent + escaped(sentence(c.command)) + '\n');
  else
    write_block(out, indent, c.command);
}

// The fixes stand in the table already; the first few are shown as code.
void write_commands(Sink& out, const Report& r) {
  out.write("\n<details><summary>What to do, in this order</summary>\n\n");
  std::size_t fixes = 0;
  for (const Command& c : r.commands)
    if ((c.kind != "fix" && c.kind != "upgrade") || fixes++ < kMaxFixes)
      write_command(out, c);
  out.write("\n</details>\n");
}

} // namespace

void render_md(const Report& r, Sink& out) {
  out.write(fmt::format("## {}\n\n{}\n", headline(r.verdict),
                        escaped(sentence(r.reason))));
  write_blockers(out, r);
  write_changes(out, r);
  write_folded(out, "Not looked at", r.missing);
  write_folded(out, "To know", r.cautions);
  write_commands(out, r);
}

} // namespace imds::report
