// SPDX-License-Identifier: Apache-2.0
//
// The report for a terminal of 80 columns: the verdict in one sentence, who
// would break, what to know, what was not looked at, what to do first. It is
// what people paste into tickets, so it reads well without colour too.
//
// Tested in tests/reports/.
#include "reports/code_lines.h"
#include "reports/gap.h"
#include "reports/judge.h"
#include "reports/paragraph.h"
#include "reports/part_reasons.h"
#include "reports/render.h"
#include "reports/term.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace imds::report {
namespace {

constexpr std::size_t kMaxItems = 20;
constexpr std::size_t kCodeIndent = 8;

const char* sentence_start(Verdict v) {
  switch (v) {
  case Verdict::ready:
    return "Ready: ";
  case Verdict::not_ready:
    return "Not ready: ";
  case Verdict::incomplete:
    return "Incomplete: ";
  }
  return "";
}

const char* color_of(Verdict v) {
  switch (v) {
  case Verdict::ready:
    return "\x1b[1;32m";
  case Verdict::not_ready:
    return "\x1b[1;31m";
  case Verdict::incomplete:
    return "\x1b[1;33m";
  }
  return "";
}

class Text {
public:
  Text(const Report& r, Sink& out, bool color)
      : r_(r), out_(out), color_(color) {}

  void verdict() {
    std::string text =
        paragraph("", sentence_start(r_.verdict) + r_.reason + ".");
    text.pop_back();
    out_.write(paint(color_of(r_.verdict), text) + "\n");
  }

  void blockers() {
    heading("Would break", r_.blockers.size());
    for (std::size_t i = 0; i < shown(r_.blockers); ++i)
      blocker(i + 1, r_.blockers[i]);
    cut(r_.blockers);
  }

  void cautions() {
    heading("To know", r_.cautions.size());
    for (std::size_t i = 0; i < shown(r_.cautions); ++i) {
      const Item& c = r_.cautions[i];
      const char* tag = c.known ? " (known)" : "";
      out_.write(paragraph("  - ", c.who + tag + ": " + c.text + seen(c)));
    }
    cut(r_.cautions);
  }

  void missing() {
    heading("Not looked at", r_.missing.size());
    for (std::size_t i = 0; i < shown(r_.missing); ++i) {
      const Item& m = r_.missing[i];
      const std::string who = m.who.empty() ? "" : m.who + ": ";
      out_.write(paragraph("  - ", who + m.text));
      out_.write(paragraph("    settle: ", m.settle));
    }
    cut(r_.missing);
  }

  void looked_at() {
    heading("Looked at", r_.evidence.scans.size() + r_.hosts.size() +
                             r_.evidence.settings.size());
    std::uint64_t files = 0;
    for (const Scan& s : r_.evidence.scans)
      files += s.files;
    if (!r_.evidence.scans.empty())
      out_.write(paragraph("  source:   ",
                           counted(files, "file") + ", " +
                               counted(r_.findings.size(), "finding")));
    if (!r_.hosts.empty())
      out_.write(paragraph("  traffic:  ", traffic()));
    settings();
  }

  void settings() {
    std::uint64_t open = 0, aws = 0, seen = 0;
    for (const auto& [id, s] : r_.evidence.settings)
      open += s.http_tokens != "required";
    for (const Reconciliation& w : r_.reconciled) {
      aws += w.aws;
      seen += std::min(w.aws, w.survey);
    }
    if (!r_.evidence.settings.empty())
      out_.write(paragraph(
          "  settings: ",
          fmt::format("{}, {} of them without HttpTokens=required",
                      counted(r_.evidence.settings.size(), "instance"), open)));
    if (!r_.reconciled.empty())
      out_.write(paragraph("  AWS:      ",
                           fmt::format("counted {}, of which {} were surveyed",
                                       counted(aws, "tokenless call"),
                                       grouped(seen))));
  }

  void changes() {
    if (!r_.changes)
      return;
    out_.write("\n" + paint("\x1b[1m", "Since the earlier report") + " (" +
               term::printable(r_.changes->old_verdict) + ")\n");
    for (const auto& [title, names] : r_.changes->lists())
      change(fmt::format("{:<15}", fmt::format("{}:", title)), *names);
    if (!r_.changes->any())
      out_.write("  nothing changed\n");
  }

  // What to mend stands above; here is AWS's side, the first and the last
  // command in full, and nothing of the same for infrastructure as code.
  void next() {
    heading("Then, in this order", r_.commands.size());
    int step = 0;
    for (const Command& c : r_.commands) {
      const bool here = c.kind == "find" || c.kind == "canary" ||
                        c.kind == "watch" || c.kind == "aws" ||
                        c.kind == "rollback";
      if (!here)
        continue;
      const char* note = c.reversible ? "" : " (cannot be undone)";
      out_.write(paragraph(fmt::format("  {:>2}. ", ++step), c.title + note));
      if (c.kind == "canary" || c.kind == "rollback")
        out_.write(code_lines(c.command, kCodeIndent));
    }
    out_.write("  Every command, and Terraform, CloudFormation, Kubernetes and "
               "IAM:\n  add --html readiness.html or --md FILE.\n");
  }

private:
  static std::size_t shown(const std::vector<Item>& items) {
    return std::min(items.size(), kMaxItems);
  }

  std::string paint(const char* color, const std::string& text) const {
    return color_ ? color + text + "\x1b[0m" : text;
  }

  void heading(const char* title, std::size_t n) {
    if (n > 0)
      out_.write("\n" + paint("\x1b[1m", title) + "\n");
  }

  void cut(const std::vector<Item>& items) {
    if (items.size() > kMaxItems)
      out_.write(
          paragraph("  ... ", counted(items.size() - kMaxItems, "more item") +
                                  " in --json and --html"));
  }

  std::string traffic() const {
    const Traffic sum = sum_traffic(r_);
    std::string out = counted(sum.requests, "request") + " on " +
                      counted(r_.hosts.size(), "host");
    if (sum.other_clouds > 0)
      out += fmt::format(", {} to other clouds", grouped(sum.other_clouds));
    return out + fmt::format(", {} without a token{}", grouped(sum.tokenless),
                             survey_time());
  }

  std::string survey_time() const {
    std::int64_t least = 0;
    for (const auto& [name, host] : r_.evidence.hosts) {
      const std::int64_t had = host.surveyed.total();
      least = least == 0 ? had : std::min(least, had);
    }
    return least == 0
               ? ""
               : std::string(r_.hosts.size() > 1 ? ", at least " : ", ") +
                     duration_text(least);
  }

  // Of one host alone, and of what is about hosts, it need not be said where.
  std::string seen(const Item& item) const {
    std::string out;
    if (item.requests > 0)
      out = " " + counted(item.requests, "request");
    const bool several = item.kind == "caller" && r_.hosts.size() > 1;
    if (several && !item.hosts.empty())
      out += " on " + first_names(item.hosts, item.host_count);
    return out.empty() ? "" : " (" + out.substr(1) + ")";
  }

  void change(const std::string& title, const std::vector<std::string>& names) {
    for (std::size_t i = 0; i < std::min(names.size(), kMaxItems); ++i)
      out_.write(paragraph("  " + title, names[i]));
  }

  void blocker(std::size_t number, const Item& b) {
    const std::string tag = b.known          ? " (known)"
                            : b.latent       ? " (latent: not seen live)"
                            : third_party(b) ? " (third party)"
                                             : "";
    out_.write(paragraph(fmt::format("  {:>2}. ", number), b.who + tag));
    out_.write(paragraph("      ", b.text + seen(b)));
    if (b.tag_count > 0)
      out_.write(paragraph("      tags: ", tags_text(b)));
    if (const std::string peers = peers_text(r_, b); !peers.empty())
      out_.write(paragraph("      from: ", peers));
    consequence(b);
    code(b);
    fix(number, b.settle);
  }

  bool third_party(const Item& b) const {
    return b.service && is_third_party(r_, r_.services[*b.service]);
  }

  // A finding names its place already.
  void code(const Item& b) {
    if (b.kind != "caller")
      return;
    for (const std::uint32_t f : b.findings)
      out_.write(paragraph("      code: ",
                           fmt::format("{}:{}", r_.evidence.findings[f].file,
                                       r_.evidence.findings[f].line)));
  }

  void consequence(const Item& b) {
    std::string then = b.loss == Loss::none ? "" : meaning(b.loss);
    if (!b.on_refusal.empty())
      then += (then.empty() ? "" : "; ") + b.on_refusal;
    if (!then.empty())
      out_.write(paragraph("      then: ", then));
  }

  // A fix is a sentence or, from the analyzer, lines of code, told once.
  void fix(std::size_t number, const std::string& text) {
    const bool is_code = text.find('\n') != std::string::npos;
    const auto [first, fresh] = fixes_.emplace(text, number);
    if (!is_code)
      out_.write(paragraph("      fix:  ", text));
    else if (!fresh)
      out_.write(fmt::format("      fix:  as in {}\n", first->second));
    else
      out_.write("      fix:\n" + code_lines(text, kCodeIndent));
  }

  const Report& r_;
  Sink& out_;
  bool color_;
  std::map<std::string_view, std::size_t> fixes_; // the blocker that shows it
};

} // namespace

void render_text(const Report& r, Sink& out, bool color) {
  Text text(r, out, color);
  text.verdict();
  text.blockers();
  text.cautions();
  text.missing();
  text.changes();
  text.looked_at();
  text.next();
}

} // namespace imds::report
