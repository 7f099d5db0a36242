// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/error.h"
#include "reports/exit_status.h"

#include <string>
#include <string_view>

// What the programs say to people, on stderr, and what they know of the
// terminal. Results go to stdout by a sink; renderers ask `use_color`.
namespace imds::term {

enum class Color { automatic, always, never };

/// Whether `fd` gets colour: `choice`, else NO_COLOR unset, TERM not "dumb" and
/// `fd` a terminal.
bool use_color(Color choice, int fd);
bool is_terminal(int fd);
/// Columns of the terminal at `fd`; 80 where it is none.
int columns(int fd);

/// "imds-ready: error: <where>: <what>" and, if there is one, "hint: <hint>".
void error(const Error& e);
void warning(const Error& e);
void note(std::string_view text);

/// An answer for people (help, a list) on stdout; 2 and an error where it
/// cannot be written.
ExitStatus print(std::string_view text);

/// One overprinted line on a terminal, nothing elsewhere. `clear` removes it.
void progress(std::string_view text);
void clear_progress();

/// `text` with control characters (also C1 and bidirectional overrides)
/// replaced, so that foreign bytes cannot drive the terminal.
std::string printable(std::string_view text);

} // namespace imds::term
