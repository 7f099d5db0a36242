// SPDX-License-Identifier: Apache-2.0
//
// The texts made from an option table: -h, --help, the manual page, and the
// words that a shell completes.
#include "reports/options.h"

#include <fmt/core.h>

#include <algorithm>
#include <sstream>

namespace imds {
namespace {

constexpr std::size_t kWidth = 79;
constexpr std::size_t kColumn = 26; // where the explanations start

/// What every verb answers besides its own table.
struct Builtin {
  const char* flag;
  const char* brief;
};
constexpr Builtin kBuiltins[] = {
    {"-h, --help", "in short, or everything"},
    {"--version", "print the version"},
    {"--man", "print the manual page (troff)"},
};

std::vector<std::string> wrapped(const std::string& text, std::size_t width) {
  std::vector<std::string> lines;
  std::istringstream words(text);
  std::string word, line;
  while (words >> word) {
    if (!line.empty() && line.size() + 1 + word.size() > width) {
      lines.push_back(line);
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  if (!line.empty())
    lines.push_back(line);
  return lines;
}

std::string indented(const std::string& text, std::size_t by) {
  std::string out;
  for (const std::string& line : wrapped(text, kWidth - by))
    out += std::string(by, ' ') + line + "\n";
  return out;
}

/// "-o, --output FILE"
std::string flag_text(const Option& option) {
  std::string out;
  for (char c : option.names) {
    out += c;
    if (c == ',')
      out += ' ';
  }
  return option.value.empty() ? out : out + " " + option.value;
}

std::string entry(const std::string& flag, const std::string& text) {
  std::string out = "  " + flag;
  if (out.size() + 2 > kColumn)
    out += "\n" + std::string(kColumn, ' ');
  else
    out.resize(kColumn, ' ');
  auto lines = wrapped(text, kWidth - kColumn);
  for (std::size_t i = 0; i < lines.size(); ++i)
    out += (i == 0 ? "" : std::string(kColumn, ' ')) + lines[i] + "\n";
  return lines.empty() ? out + "\n" : out;
}

std::vector<std::string> groups(const Verb& verb) {
  std::vector<std::string> names;
  for (const Option& option : verb.options)
    if (!option.group.empty() &&
        std::ranges::find(names, option.group) == names.end())
      names.push_back(option.group);
  return names;
}

std::string examples(const Verb& verb) {
  if (verb.examples.empty())
    return "";
  std::string out = "\nexamples:\n";
  for (const auto& [command, comment] : verb.examples)
    out +=
        "  " + command + "\n" + (comment.empty() ? "" : indented(comment, 6));
  return out;
}

std::string all_of(const Option& option) {
  return option.brief + (option.full.empty() ? "" : ". " + option.full);
}

std::string option_list(const Verb& verb, bool full) {
  std::string out;
  for (const std::string& group : groups(verb)) {
    out += "\n" + group + ":\n";
    for (const Option& option : verb.options) {
      if (option.group != group)
        continue;
      out += entry(flag_text(option), full ? all_of(option) : option.brief);
    }
  }
  out += "\nabout:\n";
  for (const Builtin& b : kBuiltins)
    out += entry(b.flag, b.brief);
  return out;
}

constexpr const char* kExitStatus =
    "\nexit status: 0 ready, 1 IMDSv1 in use, 2 could not run, 3 incomplete\n";

/// troff: a leading dot or quote is a command, a backslash an escape.
std::string troff(const std::string& text) {
  std::string out;
  for (char c : text) {
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n'))
      out += std::string("\\&") + c;
    else
      out += c;
  }
  return out;
}

} // namespace

std::string short_help(const Verb& verb) {
  return "imds-ready " + verb.name + ": " + verb.summary +
         "\n\nusage: " + verb.usage + "\n" + option_list(verb, /*full=*/false) +
         kExitStatus;
}

std::string long_help(const Verb& verb) {
  std::string about;
  std::istringstream paragraphs(verb.about);
  for (std::string line; std::getline(paragraphs, line);)
    about += line.empty() ? "\n" : indented(line, 0);
  return "imds-ready " + verb.name + ": " + verb.summary +
         "\n\nusage: " + verb.usage + "\n\n" + about +
         option_list(verb, /*full=*/true) + examples(verb) + kExitStatus;
}

std::string man_page(const Verb& verb) {
  std::string title = verb.name;
  std::ranges::transform(title, title.begin(), [](unsigned char c) {
    return static_cast<char>(std::toupper(c));
  });
  std::string out = fmt::format(
      ".TH IMDS\\-READY\\-{} 1 \"\" \"imds-ready {}\"\n.SH NAME\n"
      "imds\\-ready\\-{} \\- {}\n.SH SYNOPSIS\n{}\n.SH DESCRIPTION\n{}\n",
      title, IMDS_VERSION, verb.name, troff(verb.summary), troff(verb.usage),
      troff(verb.about));
  for (const std::string& group : groups(verb)) {
    out += ".SH " + group + "\n";
    for (const Option& option : verb.options)
      if (option.group == group)
        out += ".TP\n.B " + troff(flag_text(option)) + "\n" +
               troff(all_of(option)) + "\n";
  }
  out += ".SH EXAMPLES\n";
  for (const auto& [command, comment] : verb.examples)
    out += ".TP\n.B " + troff(command) + "\n" + troff(comment) + "\n";
  return out + ".SH EXIT STATUS\n0 ready, 1 IMDSv1 in use, 2 could not run, "
               "3 incomplete. 2 beats 1 beats 3 beats 0.\n";
}

std::string completion_words(const Verb& verb) {
  std::string out;
  for (const Option& option : verb.options) {
    std::istringstream in(option.names);
    for (std::string name; std::getline(in, name, ',');)
      out += name + "\t" + option.brief + "\n";
  }
  return out + "--help\teverything about it\n";
}

} // namespace imds
