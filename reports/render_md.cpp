// SPDX-License-Identifier: Apache-2.0
//
// Markdown for a pull-request comment: the verdict, a table of what would
// break, and the rest folded away. Foreign words cannot make markup.
//
// Tested by tests/reports/renderers_test.cpp.
#include "reports/paragraph.h"
#include "reports/render.h"
#include "reports/term.h"

#include <fmt/format.h>

#include <algorithm>

namespace imds::report {
namespace {

constexpr std::size_t kMaxItems = 25;

std::string escaped(std::string_view foreign) {
  std::string out, line(foreign);
  std::ranges::replace(line, '\n', ' ');
  for (const char c : term::printable(line)) {
    if (std::string_view("\\`*_{}[]()#+|~!@").contains(c))
      out += '\\';
    if (c == '<')
      out += "&lt;";
    else if (c == '&')
      out += "&amp;";
    else
      out += c;
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

void write_cut(Sink& out, std::size_t all) {
  if (all > kMaxItems)
    out.write(fmt::format("\n{} in the JSON report.\n",
                          counted(all - kMaxItems, "more item")));
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
    out.write(fmt::format("| {} | {} | {} | {} |\n", who,
                          b.loss == Loss::none ? "" : name(b.loss),
                          escaped(b.text), escaped(b.settle)));
  }
  write_cut(out, r.blockers.size());
}

void write_folded(Sink& out, const char* title,
                  const std::vector<Item>& items) {
  if (items.empty())
    return;
  out.write(fmt::format("\n<details><summary>{} ({})</summary>\n\n", title,
                        items.size()));
  for (std::size_t i = 0; i < std::min(items.size(), kMaxItems); ++i) {
    const Item& item = items[i];
    const std::string who =
        item.who.empty() ? "" : "**" + escaped(item.who) + "**: ";
    out.write(fmt::format("- {}{}. {}\n", who, escaped(item.text),
                          escaped(sentence(item.settle))));
  }
  write_cut(out, items.size());
  out.write("\n</details>\n");
}

void write_block(Sink& out, std::string_view text) {
  out.write("\n   ~~~\n");
  while (!text.empty()) {
    const auto end = text.find('\n');
    std::string line = term::printable(text.substr(0, end));
    if (line.starts_with("~~~"))
      line.insert(0, 1, ' '); // would end the block
    out.write("   " + line + "\n");
    text = end == std::string_view::npos ? "" : text.substr(end + 1);
  }
  out.write("   ~~~\n");
}

void write_commands(Sink& out, const Report& r) {
  out.write("\n<details><summary>What to do, in this order</summary>\n\n");
  for (const Command& c : r.commands) {
    out.write(fmt::format("{}. {}{}\n", c.step, escaped(c.title),
                          c.reversible ? "" : " **(cannot be undone)**"));
    if (!c.note.empty())
      out.write("   " + escaped(sentence(c.note)) + "\n");
    if (c.is_sentence())
      out.write("   " + escaped(sentence(c.command)) + "\n");
    else
      write_block(out, c.command);
  }
  out.write("\n</details>\n");
}

} // namespace

void render_md(const Report& r, Sink& out) {
  out.write(fmt::format("## {}\n\n{}\n", headline(r.verdict),
                        escaped(sentence(r.reason))));
  write_blockers(out, r);
  write_folded(out, "Not looked at", r.missing);
  write_folded(out, "To know", r.cautions);
  write_commands(out, r);
}

} // namespace imds::report
