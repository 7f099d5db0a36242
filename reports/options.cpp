// SPDX-License-Identifier: Apache-2.0
//
// Command lines, parsed by CLI11 from the table in options.h.
// Tested by tests/reports/options_test.cpp.
#include "reports/options.h"

#include "reports/rule_file.h"
#include "reports/sink.h"

// CLI11 2.1 does not hold our warnings.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wconversion"
#include <CLI/CLI.hpp>
#pragma GCC diagnostic pop

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <optional>

namespace imds {
namespace {

/// What CLI11 asks a check: why the text is no value, empty if it is one.
std::string whole_number(const std::string& text) {
  int number = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  return read.ec == std::errc() && read.ptr == end && number > 0
             ? ""
             : "'" + text + "' is not a whole number from 1 on";
}

std::function<std::string(const std::string&)>
one_of(const std::vector<std::string>& choices) {
  return [choices](const std::string& text) {
    std::string all;
    for (const std::string& choice : choices)
      all += (all.empty() ? "" : ", ") + choice;
    return std::ranges::find(choices, text) != choices.end()
               ? ""
               : "'" + text + "' is none of " + all;
  };
}

void add(CLI::App& app, const Option& option) {
  CLI::Option* added = std::visit(
      [&](auto* into) -> CLI::Option* {
        using Target = std::remove_pointer_t<decltype(into)>;
        if constexpr (std::is_same_v<Target, bool>)
          return app.add_flag(option.names, *into);
        else if constexpr (std::is_same_v<Target, std::vector<std::string>>)
          return app.add_option(option.names, *into)
              ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
              ->allow_extra_args(false); // "--json a b": b is no value
        else
          return app.add_option(option.names, *into)
              ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
      },
      option.into);
  if (std::holds_alternative<int*>(option.into))
    added->check(whole_number);
  if (!option.choices.empty())
    added->check(one_of(option.choices));
}

std::vector<std::string> long_names(const Verb& verb) {
  std::vector<std::string> names = {"--help", "--version"};
  for (const Option& option : verb.options)
    for (const std::string& name : CLI::detail::split(option.names, ','))
      if (name.starts_with("--"))
        names.push_back(name);
  return names;
}

std::unexpected<Error> usage_error(const Verb& verb, const std::string& what,
                                   std::string hint = {}) {
  if (hint.empty())
    hint = "imds-ready " + verb.name + " -h";
  return fail(what, verb.name, hint);
}

std::unexpected<Error> unknown_option(const Verb& verb,
                                      const std::string& word) {
  std::string name = word.substr(0, word.find('='));
  std::string near = nearest(name, long_names(verb));
  return usage_error(verb, "unknown option '" + name + "'",
                     near.empty() ? "" : "did you mean '" + near + "'?");
}

/// CLI11 says "--map: 1 required TEXT missing".
std::string missing_value(const Verb& verb, const std::string& said) {
  const std::string name = said.substr(0, said.find(':'));
  for (const Option& option : verb.options)
    for (const std::string& known : CLI::detail::split(option.names, ','))
      if (known == name)
        return "option '" + name + "' needs a value: " + option.value;
  return said;
}

/// -h, --help, --version, --man and --completion-words win over the rest.
std::optional<std::string> answer(const Verb& verb,
                                  const std::vector<std::string>& args) {
  for (const std::string& arg : args) {
    if (arg == "-h")
      return short_help(verb);
    if (arg == "--help")
      return long_help(verb);
    if (arg == "--version")
      return "imds-ready " IMDS_VERSION "\n";
    if (arg == "--man")
      return man_page(verb);
    if (arg == "--completion-words")
      return completion_words(verb);
  }
  return std::nullopt;
}

Result<void> take_rest(const Verb& verb, const CLI::App& app) {
  for (const std::string& word : app.remaining()) {
    if (word.size() > 1 && word[0] == '-')
      return unknown_option(verb, word);
    if (verb.arguments == nullptr)
      return usage_error(verb, "unexpected argument '" + word + "'");
    verb.arguments->push_back(word);
  }
  return {};
}

} // namespace

Result<Parsed> parse(const Verb& verb, const std::vector<std::string>& argv) {
  std::vector<std::string> args = argv;
  if (auto dashes = std::ranges::find(args, "--");
      dashes != args.end() && verb.after_dashes != nullptr) {
    verb.after_dashes->assign(dashes + 1, args.end());
    args.erase(dashes, args.end());
  }
  if (const auto text = answer(verb, args)) {
    if (auto done = write_text("-", *text); !done)
      return std::unexpected(done.error());
    return Parsed{.done = true};
  }

  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  for (const Option& option : verb.options)
    add(app, option);
  std::ranges::reverse(args); // CLI11 takes its words from the back
  try {
    app.parse(args);
  } catch (const CLI::ArgumentMismatch& e) {
    return usage_error(verb, missing_value(verb, e.what()));
  } catch (const CLI::ParseError& e) {
    return usage_error(verb, e.what());
  }
  if (auto ok = take_rest(verb, app); !ok)
    return std::unexpected(ok.error());
  return Parsed{};
}

Result<std::int64_t> parse_duration(const std::string& text) {
  std::int64_t number = 0;
  auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number);
  std::string_view unit(
      end, static_cast<std::size_t>(text.data() + text.size() - end));
  constexpr std::pair<std::string_view, std::int64_t> kUnits[] = {
      {"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}, {"w", 604800}};
  for (auto [name, seconds] : kUnits)
    if (error == std::errc() && unit == name && number >= 0 &&
        number <= 1'000'000'000 / seconds)
      return number * seconds;
  return fail("'" + text + "' is not a duration", {},
              "write a number and s, m, h, d or w: 30s, 10m, 24h, 7d");
}

} // namespace imds
