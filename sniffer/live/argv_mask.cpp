// SPDX-License-Identifier: Apache-2.0
//
// A command line tells an owner at once which program it is, and it often
// carries a secret. Four questions are asked of each argument:
//
//   is it the value of an option that takes a secret?  --password hunter2
//   does it spell key and value in one?                TOKEN=abc, "Auth...: x"
//   is there a user in a URL?                          https://me:pw@host/
//   does it look random?                               AKIA..., 40 mixed
//   letters
//
// A value that starts with '$' or '`' is a shell's variable or command and is
// kept: that is how a script shows that it does use a token.
// The hard case is a script in one argument (`sh -c "curl -u me:pw ..."`),
// where options and their values are words of one text; they are read there
// the same way. What is not seen: a short, positional password of a program
// that this file does not know.
// Tested by tests/sniffer/live/argv_mask_test.cpp.
#include "sniffer/live/argv_mask.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace imds::sniffer {
namespace {

// Anywhere in a name, whatever separates its words.
constexpr std::array<std::string_view, 13> kSecretWords = {
    "token",     "passw",     "passphrase", "pwd",     "secret",
    "apikey",    "accesskey", "credential", "private", "authoriz",
    "signature", "bearer",    "cookie"};
// Only as a whole name.
constexpr std::array<std::string_view, 7> kSecretNames = {
    "auth", "pass", "passin", "passout", "proxypass", "pw", "sig"};
// Of curl's options of one letter, those with a value.
constexpr std::string_view kCurlValues = "ACDEFHKPQTUXYbcdemortuwxyz";

char lower(char c) {
  return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alpha(char c) { return is_upper(c) || (c >= 'a' && c <= 'z'); }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n'; }
bool is_quote(char c) { return c == '"' || c == '\''; }
bool is_key(char c) {
  return is_alpha(c) || is_digit(c) || c == '-' || c == '_' || c == '.';
}
// The letters of base64 in both alphabets.
bool is_random(char c) {
  return is_alpha(c) || is_digit(c) || c == '+' || c == '/' || c == '=' ||
         c == '-' || c == '_';
}

bool has_secret_word(std::string_view key) {
  std::string name;
  for (const char c : key)
    if (is_alpha(c) || is_digit(c))
      name += lower(c);
  return std::ranges::find(kSecretNames, name) != kSecretNames.end() ||
         std::ranges::any_of(kSecretWords, [&name](std::string_view word) {
           return name.find(word) != std::string::npos;
         });
}

bool is_shell_value(std::string_view value) {
  return value.starts_with('$') || value.starts_with('`');
}

// Where the value that starts at `at` ends: at its closing quote, else at
// white space or what separates values; a header's value runs to the quote.
std::size_t value_end(std::string_view text, std::size_t at, bool header) {
  if (at < text.size() && is_quote(text[at]))
    return std::min(text.find(text[at], at + 1), text.size());
  const std::string_view stops = header ? "\"'\n" : " \t\n\"'&;,}";
  return std::min(text.find_first_of(stops, at), text.size());
}

// Copies the value at `at` masked and returns where it ended.
std::size_t mask_value(std::string_view text, std::size_t at, bool header,
                       std::string& out) {
  while (at < text.size() && text[at] == ' ')
    out += text[at++];
  const std::size_t end = value_end(text, at, header);
  if (at < text.size() && is_quote(text[at]))
    out += text[at++];
  const std::string_view value = text.substr(at, end > at ? end - at : 0);
  if (value.empty() || is_shell_value(value))
    return at;
  out += kMasked;
  return end;
}

// "KEY=value", "Key: value", "\"key\": \"value\"", "--key value" at `at`;
// 0 where there is none, else the end of what was copied to `out`.
std::size_t mask_pair(std::string_view text, std::size_t at, std::string& out) {
  std::size_t end = at;
  while (end < text.size() && is_key(text[end]))
    ++end;
  const std::string_view key = text.substr(at, end - at);
  if (!has_secret_word(key) && key != "-u")
    return 0;
  std::size_t mark = end;
  if (mark < text.size() && is_quote(text[mark])) // a JSON key
    ++mark;
  const bool colon = mark < text.size() && text[mark] == ':';
  const bool equals = mark < text.size() && text[mark] == '=';
  const bool option =
      mark < text.size() && is_space(text[mark]) && key.starts_with('-');
  if (!colon && !equals && !option)
    return 0;
  // "http://token:8080/" is a host called token, no pair.
  if (colon && at > 0 && text[at - 1] == '/')
    return 0;
  out += text.substr(at, mark + 1 - at);
  return mask_value(text, mark + 1, colon && mark == end, out);
}

// The user of "scheme://user:password@host"; `at` is behind the slashes.
std::size_t mask_user(std::string_view text, std::size_t at, std::string& out) {
  const auto end = std::min(text.find_first_of("/?# \t\n\"'", at), text.size());
  const auto host = text.substr(at, end - at).rfind('@');
  if (host == std::string_view::npos)
    return at;
  const std::string_view user = text.substr(at, host);
  const auto colon = user.find(':');
  if (colon != std::string_view::npos)
    out += user.substr(0, colon + 1);
  out += kMasked;
  return at + host;
}

bool looks_random(std::string_view run) {
  constexpr std::size_t kShortest = 32; // an IMDS token has 56
  if (run.size() < kShortest || run.starts_with('/'))
    return false;
  return std::ranges::any_of(run, is_upper) &&
         std::ranges::any_of(run, is_digit) &&
         std::ranges::any_of(run, [](char c) { return c >= 'a' && c <= 'z'; });
}

bool is_access_key(std::string_view run) {
  constexpr std::size_t kLength = 20;
  return run.size() >= kLength &&
         (run.starts_with("AKIA") || run.starts_with("ASIA")) &&
         std::ranges::all_of(run.substr(0, kLength),
                             [](char c) { return is_upper(c) || is_digit(c); });
}

// Copies the run of letters at `at`, or the mask for it; returns its end.
std::size_t mask_run(std::string_view text, std::size_t at, std::string& out) {
  std::size_t end = at;
  while (end < text.size() && is_random(text[end]))
    ++end;
  if (end == at) {
    out += text[at];
    return at + 1;
  }
  const std::string_view run = text.substr(at, end - at);
  if (is_access_key(run) || looks_random(run)) {
    out += kMasked;
    return end;
  }
  // Only up to where a key could start anew: "-ePASSWORD=x", "a/token=b".
  out += text[at];
  ++at;
  while (at < end && is_key(text[at]) && is_key(text[at - 1]))
    out += text[at++];
  return at;
}

// -u NAME:PASSWORD as in curl.
std::string mask_login(const std::string& value) {
  const auto colon = value.find(':');
  return colon == std::string::npos
             ? value
             : value.substr(0, colon + 1) + std::string(kMasked);
}

std::string mask_header(const std::string& value) {
  const auto colon = value.find(':');
  if (colon == std::string::npos || is_shell_value(value.substr(colon + 1)))
    return value;
  return value.substr(0, colon + 1) + " " + std::string(kMasked);
}

enum class Next { plain, secret, login, header };

std::string mask_as(Next kind, const std::string& value) {
  switch (kind) {
  case Next::secret:
    return std::string(kMasked);
  case Next::login:
    return mask_login(value);
  case Next::header:
    return mask_header(value);
  case Next::plain:
    break;
  }
  return mask_text(value);
}

// Where the value of curl's last letter begins in "-sume:pw", or would stand
// behind "-su"; 0 where no letter takes one.
std::size_t curl_value(std::string_view argument) {
  if (!argument.starts_with('-') || argument.starts_with("--"))
    return 0;
  const std::size_t letter = argument.find_first_of(kCurlValues, 1);
  return letter == std::string_view::npos ? 0 : letter + 1;
}

Next kind_of_curl(char letter) {
  switch (letter) {
  case 'H':
    return Next::header;
  case 'u':
  case 'U':
  case 'E':
    return Next::login;
  case 'b':
    return Next::secret;
  default:
    return Next::plain;
  }
}

// What the argument after `argument` is.
Next what_follows(std::string_view argument, std::string_view program) {
  if (const std::size_t at = curl_value(argument);
      program == "curl" && at == argument.size() && at != 0)
    return kind_of_curl(argument[at - 1]);
  if (argument == "-H" || argument == "--header" ||
      argument == "--proxy-header")
    return Next::header;
  if (argument == "-u" || argument == "--user" || argument == "-U" ||
      argument == "--proxy-user" || argument == "--cert" ||
      argument == "--proxy-cert")
    return Next::login;
  if ((argument == "-p" && program == "sshpass") ||
      (argument == "-a" && program == "redis-cli") ||
      (argument == "-w" && program.starts_with("ldap")))
    return Next::secret;
  // "--password", and "configure set aws_secret_access_key".
  const bool option =
      (argument.starts_with('-') && argument.size() > 2 &&
       argument.find_first_of("= \t\n") == argument.npos) ||
      (argument.contains('_') && argument.find('.') == argument.npos &&
       std::ranges::all_of(argument, is_key));
  return option && has_secret_word(argument) ? Next::secret : Next::plain;
}

// "-psecret" of the MySQL family and sshpass, "-Hname: value" of curl.
std::string mask_attached(const std::string& argument,
                          std::string_view program) {
  const bool password = program.starts_with("mysql") ||
                        program.starts_with("mariadb") || program == "sshpass";
  if (password && argument.starts_with("-p") && argument.size() > 2)
    return "-p" + std::string(kMasked);
  if (argument.starts_with("-H") && argument.find(':') != std::string::npos)
    return mask_header(argument);
  if (argument.starts_with("--header="))
    return mask_header(argument);
  if (const std::size_t at = curl_value(argument);
      program == "curl" && at != 0 && at < argument.size())
    return argument.substr(0, at) +
           mask_as(kind_of_curl(argument[at - 1]), argument.substr(at));
  return mask_text(argument);
}

std::string base_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

} // namespace

std::string mask_text(std::string_view text) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    if (text.substr(at).starts_with("://")) {
      out += "://";
      at = mask_user(text, at + 3, out);
      continue;
    }
    const bool key_start = at == 0 || !is_key(text[at - 1]);
    const std::size_t after = key_start ? mask_pair(text, at, out) : 0;
    at = after != 0 ? after : mask_run(text, at, out);
  }
  return out;
}

std::vector<std::string> mask_secrets(std::vector<std::string> argv) {
  const std::string program = argv.empty() ? "" : base_name(argv[0]);
  Next next = Next::plain;
  for (std::size_t i = 0; i < argv.size(); ++i) {
    std::string& argument = argv[i];
    const Next follows = i == 0 ? Next::plain : what_follows(argument, program);
    if (next == Next::plain)
      argument = mask_attached(argument, program);
    else if (next != Next::secret || follows == Next::plain)
      argument = mask_as(next, argument);
    next = follows;
  }
  return argv;
}

} // namespace imds::sniffer
