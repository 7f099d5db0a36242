// SPDX-License-Identifier: Apache-2.0
//
// Commands: what scripts run and what programs hand to system(), popen() and
// their kin. A command string is read by the same shell reader as a script,
// with its unknown parts as variables, so that
//
//   T=$(curl -X PUT .../api/token ...); curl -H "...: $T" .../meta-data
//
// is two requests, the second with a token, wherever it stands.
#include "analyzer/link/machine.h"
#include "analyzer/link/shell_programs.h"
#include "analyzer/shell/shell_ir.h"
#include "analyzer/shell_command.h"

#include <algorithm>
#include <array>

namespace imds::analyzer::link {
namespace {

bool starts_word(std::string_view word, std::string_view prefix) {
  return word.starts_with(prefix);
}

/// Short and long options of curl and wget that take a value we skip.
bool skips_value(const std::string& program, std::string_view word) {
  static constexpr std::array<std::string_view, 25> kCurl{
      "-o",           "-m",
      "-u",           "-A",
      "-e",           "-b",
      "-c",           "-w",
      "-x",           "-K",
      "-F",           "--output",
      "--max-time",   "--connect-timeout",
      "--retry",      "--retry-delay",
      "--user",       "--user-agent",
      "--write-out",  "--noproxy",
      "--proxy",      "--cacert",
      "--interface",  "--retry-max-time",
      "--dump-header"};
  static constexpr std::array<std::string_view, 12> kWget{
      "-O",           "-o",      "-T",
      "-t",           "-U",      "-P",
      "--timeout",    "--tries", "--output-document",
      "--user-agent", "-e",      "--waitretry"};
  auto in = [&](const auto& list) {
    return std::find(list.begin(), list.end(), word) != list.end();
  };
  if (program == "wget")
    return in(kWget);
  bool bundle = word.size() > 2 && word[0] == '-' && word[1] != '-' &&
                program != "lynx" &&
                std::string_view("omuAebcwxK").find(word.back()) !=
                    std::string_view::npos;
  return in(kCurl) || bundle;
}

/// "-H", "-sH" and "--header" take a header, "-X" and "-sfX" a method.
bool takes(std::string_view word, char flag, std::string_view full) {
  bool bundle = word.size() >= 2 && word[0] == '-' && word[1] != '-' &&
                word.back() == flag;
  return word == full || bundle;
}

Alt as_text(const Alt& like, Text text) {
  Alt out = like;
  out.kind = Kind::text;
  out.text = std::move(text);
  return out;
}

/// curl ... | tr -d x: what tr gives is still what was asked for.
bool says_nothing(const Alt& alt, const Holes& holes) {
  return is_hole(alt) && holes[alt.text[0].hole].answers < 0;
}

/// "--header=X" -> X.
Text after_equals(const Text& word) {
  std::size_t at = head(word).find('=');
  return at == std::string_view::npos ? Text{} : cut(word, at + 1, kMaxText);
}

/// curl sends no header that has nothing behind its colon: "X-token: $none".
bool says_nothing_more(const Header& h) {
  return all_literal(h.name) && known(h.name).find(':') != std::string::npos &&
         known(header_value(h.name)).empty();
}

} // namespace

/// The elements of a list, and those of the lists among them: one that holds
/// itself by way of others ends at a depth.
void Machine::add_listed(int list, int deep, const World& w,
                         std::vector<Alt>& out) const {
  constexpr int kDeepest = 4;
  constexpr std::size_t kMostWords = 512;
  const Object& o = *w.objects.get(list);
  for (int k = 0; k < o.size && out.size() < kMostWords; ++k) {
    auto e = o.fields.find("[" + std::to_string(k) + "]");
    if (e == o.fields.end() || e->second.empty())
      continue;
    const Value held = load(e->second, w);
    if (!held.empty() && held[0].kind == Kind::object && deep < kDeepest)
      add_listed(held[0].object, deep + 1, w, out);
    else
      out.push_back(e->second[0]);
  }
}

/// The words of a command: quoted lists taken apart, unquoted ones split.
std::vector<Alt> Machine::words_in(const Call& c, World& w) {
  std::vector<Alt> out;
  for (std::size_t i = 0; i < c.args.size(); ++i) {
    bool splits = c.arg_exprs[i]->type == "words";
    if (c.arg_exprs[i]->type == "redirect")
      continue;
    for (const Alt& alt : load(c.args[i], w)) {
      if (alt.kind == Kind::object) {
        add_listed(alt.object, 0, w, out);
        continue;
      }
      if (alt.kind != Kind::text)
        continue;
      if (!splits) {
        out.push_back(alt);
        break;
      }
      Text rest = alt.text;
      while (!rest.empty()) {
        std::size_t blank = head(rest).find(' ');
        bool whole = blank == std::string_view::npos;
        Text word = whole ? rest : cut(rest, 0, blank);
        if (!whole && rest.size() > 1)
          word = {word.front()};
        rest = whole ? Text{} : cut(rest, blank + 1, kMaxText);
        if (!word.empty() && !(all_literal(word) && known(word).empty()))
          out.push_back(as_text(alt, word));
      }
      break;
    }
  }
  return out;
}

Bag Machine::command_bag(const std::vector<Alt>& words,
                         const std::string& program, const Frame& f, World& w) {
  Bag bag;
  auto method = [&](const Alt& like, std::string_view verb) {
    bag.method = {as_text(like, {{std::string(verb), -1, like.spot, f.depth}})};
  };
  for (std::size_t i = 1; i < words.size(); ++i) {
    const Text& word = words[i].text;
    std::string all = known(word);
    bool more = i + 1 < words.size();
    if (!starts_word(all, "-") || all == "-") {
      absorb_text(bag, words[i]);
      continue;
    }
    bool curl = program != "wget";
    if (curl && takes(all, 'X', "--request") && more)
      bag.method = {words[++i]};
    else if (curl && starts_word(all, "-X"))
      bag.method = {as_text(words[i], cut(word, 2, kMaxText))};
    else if (starts_word(all, "--request=") || starts_word(all, "--method="))
      bag.method = {as_text(words[i], after_equals(word))};
    else if (!curl && all == "--method" && more)
      bag.method = {words[++i]};
    else if ((curl ? takes(all, 'H', "--header") : all == "--header") && more)
      add_headers(bag, {words[++i]}, w, f);
    else if (starts_word(all, "--header="))
      add_headers(bag, {as_text(words[i], after_equals(word))}, w, f);
    else if (curl && starts_word(all, "-H"))
      add_headers(bag, {as_text(words[i], cut(word, 2, kMaxText))}, w, f);
    else if (curl && takes(all, 'T', "--upload-file") && more)
      ++i, method(words[i], "PUT");
    else if (curl && (takes(all, 'd', "--data") || takes(all, 'd', "--json")) &&
             more) {
      ++i;
      if (bag.method.empty())
        method(words[i], "POST");
    } else if (curl && takes(all, 'I', "--head"))
      method(words[i], "HEAD");
    else if (!curl && all == "--spider")
      method(words[i], "HEAD");
    else if (starts_word(all, "--url="))
      absorb_text(bag, as_text(words[i], after_equals(word)));
    else if (all.find('=') == std::string::npos && skips_value(program, all) &&
             more)
      ++i;
  }
  if (program != "wget")
    std::erase_if(bag.headers, says_nothing_more);
  return bag;
}

Paths Machine::shell_words(Call& c, Frame& f, World world) {
  Paths out;
  std::vector<Alt> words = words_in(c, world);
  if (c.name == "pipe" || words.empty()) {
    Value value;
    for (const Value& arg : c.args)
      if (value.empty() || says_nothing(value[0], s_.holes))
        value = load(arg, world);
    if (value.empty())
      value = call_hole(c, f, world);
    out.push_back({std::move(world), std::move(value)});
    return out;
  }
  if (Text text = text_to_run(words); !text.empty())
    return shell_text(text, c, f, std::move(world));
  words.erase(words.begin(), words.begin() + client_within(words));
  std::string program = program_of(words[0].text);
  c.name = program.empty() ? "command" : program;
  if (auto value = socket_words(words, program, c, f, world)) {
    out.push_back({std::move(world), std::move(*value)});
    return out;
  }
  if (const Row* row = s_.clients.command(program))
    send(Bag{}, c, f, world, Route::shell, row);
  bool client = is_client(program) || (is_hole(words[0]) && words.size() > 1);
  Value value = call_hole(c, f, world);
  if (client) {
    Bag bag = command_bag(words, program, f, world);
    if (!bag.url.empty() || !bag.path.empty()) {
      auto events = send(bag, c, f, world, Route::shell, nullptr);
      if (!events.empty())
        value = answer(events, c, f, world, bag);
    }
  }
  out.push_back({std::move(world), std::move(value)});
  return out;
}

/// execlp("curl", "curl", "-s", url, 0): the arguments are the words.
Paths Machine::shell_list(std::size_t from, Call& c, Frame& f, World world) {
  static const ir::Expr kWord;
  Call words = c;
  from = std::min(from, words.args.size());
  words.args.erase(words.args.begin(),
                   words.args.begin() + std::ptrdiff_t(from));
  words.arg_exprs.assign(words.args.size(), &kWord);
  return shell_words(words, f, std::move(world));
}

Paths Machine::shell_value(const Value& command, Call& c, Frame& f,
                           World world) {
  Value value = load(command, world);
  Paths out;
  for (const Alt& alt : value) {
    if (alt.kind == Kind::object) {
      // An argument vector: its words are the command.
      Call words = c;
      ir::Expr plain;
      words.args = {{alt}};
      words.arg_exprs = {&plain};
      for (Path& p : shell_words(words, f, world))
        out.push_back(std::move(p));
      continue;
    }
    if (alt.kind != Kind::text || !runs_client(alt.text))
      continue;
    for (Path& p : shell_text(alt.text, c, f, world))
      out.push_back(std::move(p));
  }
  if (out.empty()) {
    Value hole = call_hole(c, f, world);
    out.push_back({std::move(world), std::move(hole)});
  }
  merge_paths(out);
  return out;
}

/// Whether a command string may ask.
bool Machine::runs_client(const Text& command) const {
  return names_client(command) || s_.clients.names_command(known(command));
}

/// . ./lib.sh: its commands, as if they stood here. Libraries that all source
/// each other are run once.
Paths Machine::run_sourced(const Fn& script, Frame& f, World world) {
  Frame same = f;
  same.fn = &script;
  same.caller = &f;
  same.id = outermost(f.id);
  Paths out;
  const Slot ran{same.id, "(sourced) " + std::to_string(script.id)};
  if (world.slots.contains(ran)) {
    out.push_back({std::move(world), {}});
    return out;
  }
  world.slots[ran] = Value{};
  Outcome done = exec(script.ir->body, same, std::move(world));
  f.captured = f.captured || same.captured;
  for (World& w : done.on)
    out.push_back({std::move(w), {}});
  for (Left& l : done.left)
    if (l.how == Exit::raise)
      raised_.push_back(std::move(l.world));
    else
      out.push_back({std::move(l.world), {}});
  return out;
}

/// The outermost frame in which the part of a command that asks IMDS was known.
int Machine::depth_of(const Text& command, int depth) const {
  for (const Piece& piece : command)
    if (piece.hole < 0 && concerns_imds({piece}, s_.imds))
      depth = std::min(depth, std::max(0, piece.depth));
  return depth;
}

/// A command is written elsewhere than where it is run.
static void note_pieces(const Text& command, Event& event, const Imds& imds) {
  for (const Piece& piece : command) {
    bool ours = piece.hole < 0 && piece.spot.file >= 0 &&
                concerns_imds({piece}, imds) &&
                std::find(event.also.begin(), event.also.end(), piece.spot) ==
                    event.also.end();
    if (ours)
      event.also.push_back(piece.spot);
  }
}

Paths Machine::shell_text(const Text& command, Call& c, Frame& f, World world) {
  std::string text;
  std::vector<Piece> holes;
  for (const Piece& piece : command) {
    if (piece.hole < 0) {
      text += piece.literal;
      continue;
    }
    text += shell_hole(holes.size());
    holes.push_back(piece);
  }
  ShellPlace place;
  place.function = f.fn->ir->name;
  ShellCode code = shell_to_ir(parse_shell(text), place);
  auto function = std::make_unique<ir::Function>();
  function->name = f.fn->ir->name;
  function->loc = f.fn->ir->loc;
  function->body = std::move(code.body);
  s_.scripts.push_back(std::move(function));
  Fn fn = *f.fn;
  fn.ir = s_.scripts.back().get();
  fn.id = -int(s_.scripts.size()) - 1;
  Call inner;
  inner.name = c.name;
  inner.spot = c.spot;
  Frame script;
  script.fn = &fn;
  script.caller = &f;
  script.fixed_spot = c.spot;
  script.depth = depth_of(command, f.depth);
  script.id =
      id("sh" + std::to_string(f.id) + ":" + std::to_string(c.spot.line) + ":" +
         std::to_string(c.spot.column) + ":" + text);
  script.stack = f.stack;
  for (std::size_t i = 0; i < holes.size(); ++i) {
    Alt alt;
    alt.text = {holes[i]};
    world.slots[{script.id, hole_name(i)}] = Value{alt};
  }
  std::size_t sent = world.sent.size();
  if (f.depth > 12 || tired())
    return {};
  const std::size_t noted = noted_.size();
  Paths out = finish(exec(fn.ir->body, script, std::move(world)), fn, inner,
                     script, f, sent);
  for (std::size_t i = noted; i < noted_.size(); ++i)
    note_pieces(command, s_.flows.events[std::size_t(noted_[i])], s_.imds);
  return out;
}

} // namespace imds::analyzer::link
