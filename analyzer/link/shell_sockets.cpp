// SPDX-License-Identifier: Apache-2.0
//
// Requests that a script writes itself:
//
//   printf 'GET /latest/meta-data/ HTTP/1.0\r\n\r\n' | nc 169.254.169.254 80
//   exec 3<>/dev/tcp/169.254.169.254/80
//   echo -e "GET /latest/meta-data/ HTTP/1.0\r\n\r" >&3
//
// What nc is fed is one whole text. What `exec` opened is an object that
// collects the lines, as a stream of C++ does (pieces.cpp).
#include "analyzer/link/machine.h"
#include "analyzer/link/shell_programs.h"
#include "analyzer/shell/shell_ir.h"

#include <algorithm>

namespace imds::analyzer::link {
namespace {

constexpr std::string_view kDevice = "/dev/tcp/";
constexpr const char* kConnection = "socket"; // its objects' type

/// Their rules are in rules/clients/shell_socket.json.
const Row& socket_row() {
  static const Row kRow = [] {
    Row row;
    row.library = "shell_socket";
    return row;
  }();
  return kRow;
}

/// The byte that \r, \n, \t, \015 or \x0a at `at` stands for, and its length;
/// none: the backslash stands for itself.
std::pair<char, std::size_t> escape_at(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at + 1);
  for (auto [name, byte] : {std::pair<std::string_view, char>{"r", '\r'},
                            {"n", '\n'},
                            {"t", '\t'},
                            {"015", '\r'},
                            {"012", '\n'},
                            {"x0d", '\r'},
                            {"x0D", '\r'},
                            {"x0a", '\n'},
                            {"x0A", '\n'}})
    if (rest.starts_with(name))
      return {byte, name.size() + 1};
  return {text[at], 1};
}

/// As printf, echo -e and the echo of sh write it.
Text unescaped(Text text) {
  for (Piece& piece : text) {
    std::string plain;
    for (std::size_t at = 0; at < piece.literal.size();) {
      const auto [byte, size] =
          piece.literal[at] == '\\'
              ? escape_at(piece.literal, at)
              : std::pair(piece.literal[at], std::size_t{1});
      plain += byte;
      at += size;
    }
    piece.literal = std::move(plain);
  }
  return text;
}

bool opens_device(const Value& value) {
  return value.size() == 1 && value[0].kind == Kind::text &&
         head(value[0].text).starts_with(kDevice);
}

/// HOST of nc -w 2 HOST 80, of socat - TCP:HOST:80: what may be one.
Value hosts_among(const std::vector<Alt>& words, const Imds& imds) {
  Value out;
  for (std::size_t i = 1; i < words.size(); ++i) {
    Alt host = words[i];
    const std::string start = head(host.text);
    if (start.starts_with('-'))
      continue;
    if (const std::size_t colon = start.find(':');
        lower(start).starts_with("tcp") && colon != std::string::npos)
      host.text = cut(host.text, colon + 1, kMaxText);
    host.text = split_url(host.text).host;
    const Meaning m = meaning({host.text, {}, false}, imds);
    if (m.endpoint)
      return {host};
    if (out.empty() && !host.text.empty())
      out = {host};
  }
  return out;
}

} // namespace

/// What a redirection of one of these signs leads to.
Value Machine::redirected(const Call& c, std::initializer_list<const char*> by,
                          const World& w) const {
  for (std::size_t i = 0; i < c.args.size(); ++i) {
    const ir::Expr& e = *c.arg_exprs[i];
    if (e.type != "redirect" || c.args[i].empty() ||
        std::ranges::find(by, e.text) == by.end())
      continue;
    auto list = w.objects.find(c.args[i][0].object);
    if (list == w.objects.end())
      continue;
    if (auto at = list->second->fields.find("[0]");
        at != list->second->fields.end())
      return load(at->second, w);
  }
  return {};
}

Text Machine::input_of(const Call& c, World& w) const {
  const Value input = redirected(c, {"<<", "<<<"}, w);
  return input.empty() ? Text{} : unescaped(texts(input, w).front());
}

/// What `exec` opened, or what is opened for this one command; -1: a file.
int Machine::connection_to(const Value& target, const Call& c, Frame& f,
                           World& w) {
  if (target.size() == 1 && target[0].kind == Kind::object) {
    auto at = w.objects.find(target[0].object);
    return at != w.objects.end() && at->second->type == kConnection
               ? target[0].object
               : -1;
  }
  if (!opens_device(target))
    return -1;
  Alt host = target[0];
  host.text = split_url(cut(host.text, kDevice.size(), kMaxText)).host;
  const int made = make_object(kConnection, f, c.spot, w, "connection");
  w.objects[made].edit().bag.host = {host};
  return made;
}

/// echo LINE >&3. The answer is in the connection.
Value Machine::write_line(int object, const Text& line, Call& c, Frame& f,
                          World& w) {
  if (w.objects.get(object)->later.stack.empty())
    keep_for_later(object, c, &socket_row(), f, w);
  Alt text;
  text.text = line;
  text.spot = c.spot;
  add_to_stream(object, {text}, w);
  Value got = send_stream(object, c, f, w);
  if (got.size() == 1 && is_hole(got[0]))
    w.objects[object].edit().hole = got[0].text[0].hole;
  return got.empty() ? call_hole(c, f, w) : got;
}

/// nc, and what reads from a connection or writes to one; else nothing.
std::optional<Value> Machine::socket_words(const std::vector<Alt>& words,
                                           const std::string& program, Call& c,
                                           Frame& f, World& w) {
  const Text input = input_of(c, w);
  if (sends_input(program)) {
    Bag bag;
    bag.host = hosts_among(words, s_.imds);
    Alt raw;
    raw.text = input;
    raw.spot = c.spot;
    raw.depth = f.depth;
    bag.raw = {raw};
    auto events = send(bag, c, f, w, Route::shell, &socket_row());
    return events.empty() ? call_hole(c, f, w) : answer(events, c, f, w, bag);
  }
  const int to =
      connection_to(redirected(c, {">&", ">", ">>", "<>"}, w), c, f, w);
  if (to >= 0 && program == "exec")
    return object_value(to, c.spot, f.depth);
  if (to >= 0 && !input.empty())
    return write_line(to, input, c, f, w);
  const int from = connection_to(redirected(c, {"<&", "<"}, w), c, f, w);
  if (from >= 0 && w.objects.get(from)->hole >= 0)
    return hole_value(w.objects.get(from)->hole, c.spot, f.depth);
  return std::nullopt;
}

} // namespace imds::analyzer::link
