// SPDX-License-Identifier: Apache-2.0
#include "reports/term.h"

#include "reports/sink.h"

#include <fmt/core.h>

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace imds::term {
namespace {

bool progress_shown = false;

/// Not fmt::print: it throws where nobody reads stderr any more (a full disk, a
/// log's pipe that broke), and what is said there is not worth the run.
void put(const std::string& text) { std::fputs(text.c_str(), stderr); }

void say(std::string_view color, std::string_view word, std::string_view text) {
  clear_progress();
  bool colored = use_color(Color::automatic, STDERR_FILENO);
  put(fmt::format("imds-ready: {}{}:{} {}\n", colored ? color : "", word,
                  colored ? "\x1b[0m" : "", text));
}

void say_error(std::string_view color, std::string_view word, const Error& e) {
  std::string what = printable(e.what);
  say(color, word, e.where.empty() ? what : printable(e.where) + ": " + what);
  if (!e.hint.empty())
    put("hint: " + printable(e.hint) + "\n");
}

/// Bytes of the UTF-8 sequence at `text[i]`; 0 where there is none.
std::size_t utf8_length(std::string_view text, std::size_t i) {
  auto byte = [&](std::size_t k) {
    return k < text.size() ? static_cast<unsigned char>(text[k]) : 0u;
  };
  unsigned lead = byte(i);
  std::size_t n = lead < 0x80                   ? 1
                  : lead >= 0xc2 && lead < 0xe0 ? 2
                  : lead >= 0xe0 && lead < 0xf0 ? 3
                  : lead >= 0xf0 && lead < 0xf5 ? 4
                                                : 0;
  for (std::size_t k = 1; k < n; ++k)
    if ((byte(i + k) & 0xc0) != 0x80)
      return 0;
  return n;
}

/// C0, DEL, C1, and the bidirectional controls that reorder a line.
bool is_control(std::string_view c) {
  unsigned char first = static_cast<unsigned char>(c[0]);
  if (c.size() == 1)
    return first < 0x20 || first == 0x7f;
  if (c.size() == 2)
    return first == 0xc2 && static_cast<unsigned char>(c[1]) < 0xa0;
  return c == "\u200e" || c == "\u200f" || (c >= "\u202a" && c <= "\u202e") ||
         (c >= "\u2066" && c <= "\u2069");
}

} // namespace

bool is_terminal(int fd) { return isatty(fd) == 1; }

bool use_color(Color choice, int fd) {
  if (choice != Color::automatic)
    return choice == Color::always;
  const char* no_color = std::getenv("NO_COLOR");
  const char* kind = std::getenv("TERM");
  bool refused = no_color != nullptr && *no_color != '\0';
  bool dumb = kind == nullptr || std::string_view(kind) == "dumb";
  return !refused && !dumb && is_terminal(fd);
}

int columns(int fd) {
  winsize size{};
  if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return size.ws_col;
  return 80;
}

void error(const Error& e) { say_error("\x1b[1;31m", "error", e); }
void warning(const Error& e) { say_error("\x1b[1;33m", "warning", e); }
void note(std::string_view text) { say("\x1b[1m", "note", printable(text)); }

ExitStatus print(std::string_view text) {
  const auto done = write_text("-", text);
  if (done)
    return ExitStatus::ready;
  error(done.error());
  return ExitStatus::could_not_run;
}

void progress(std::string_view text) {
  if (!is_terminal(STDERR_FILENO))
    return;
  auto width = static_cast<std::size_t>(columns(STDERR_FILENO) - 1);
  put("\r\x1b[K" + printable(text.substr(0, width)));
  std::fflush(stderr);
  progress_shown = true;
}

void clear_progress() {
  if (!progress_shown)
    return;
  put("\r\x1b[K");
  progress_shown = false;
}

std::string printable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t n = utf8_length(text, i);
    std::string_view c = text.substr(i, n == 0 ? 1 : n);
    if (n == 0 || is_control(c))
      out += c == "\t" ? " " : "\ufffd";
    else
      out += c;
    i += c.size();
  }
  return out;
}

} // namespace imds::term
