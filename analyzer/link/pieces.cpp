// SPDX-License-Identifier: Apache-2.0
//
// A request that is written line by line:
//
//   fprintf(out, "GET %s HTTP/1.1\r\n", path);
//   fprintf(out, "X-aws-ec2-metadata-token: %s\r\n", token);
//   fprintf(out, "\r\n");
//
// Whether the token is among its lines is known when the empty line comes.
// Until then the lines are kept in what they are written to, and the request
// waits (later.cpp).
#include "analyzer/link/call_words.h"
#include "analyzer/link/machine.h"

namespace imds::analyzer::link {
namespace {

bool ends_head(const std::string& text) {
  return text.find("\n\r\n") != std::string::npos ||
         text.find("\n\n") != std::string::npos;
}

bool begins_head(const Text& text) {
  return raw_head(text).verb != Verb::unknown && !text.empty() &&
         text.back().literal.ends_with('\n') && !ends_head(known(text));
}

bool is_one_text(const Value& value) {
  return value.size() == 1 && value[0].kind == Kind::text &&
         !known(value[0].text).empty();
}

} // namespace

/// writev(fd, {{"GET ", 4}, {path, n}}, 2) writes one text.
void Machine::join_vector(Call& c, World& w) {
  const Value list = load(c.args[1], w);
  if (list.size() != 1 || list[0].kind != Kind::object)
    return;
  const Object& vector = *w.objects.get(list[0].object);
  Alt whole = list[0];
  whole.kind = Kind::text;
  whole.object = -1;
  for (int k = 0;; ++k) {
    auto at = vector.fields.find("[" + std::to_string(k) + "]");
    if (at == vector.fields.end())
      break;
    whole.text = concat(whole.text, base_text(at->second, w));
  }
  if (!whole.text.empty())
    c.args[1] = {whole};
}

/// What an element of a vector points to.
Text Machine::base_text(const Value& element, World& w) {
  const Value held = load(element, w);
  if (held.size() != 1 || held[0].kind != Kind::object)
    return {};
  const Object& piece = *w.objects.get(held[0].object);
  for (const char* name : {"iov_base", "[0]"})
    if (auto at = piece.fields.find(name); at != piece.fields.end())
      return texts(at->second, w).front();
  return {};
}

/// The text that the call writes, and what it writes to (-1: not known).
std::pair<Value, int> Machine::piece_of(const Call& c, const Frame& f,
                                        World& w) {
  std::pair<Value, int> out{{}, -1};
  auto note = [&](const Value& raw) {
    Value value = load(raw, w);
    if (is_one_text(value))
      out.first = out.first.empty() ? value : out.first;
    else if (value.size() == 1 && out.second < 0)
      out.second = object_of(value[0], w, "", f);
  };
  if (c.has_receiver)
    note(c.self);
  for (const Value& arg : c.args)
    note(arg);
  return out;
}

/// Nothing where the call writes no line of a request that goes on.
std::optional<Value> Machine::piece_call(Call& c, Frame& f, World& w) {
  if (sending_of(c.name) == Sending::never)
    return std::nullopt;
  auto [text, object] = piece_of(c, f, w);
  if (text.empty() || object < 0)
    return std::nullopt;
  const Later& later = w.objects.get(object)->later;
  bool goes_on = !later.stack.empty() && !later.row;
  if (!goes_on && !begins_head(text[0].text))
    return std::nullopt;
  clamp(text, w.objects.get(object)->depth);
  if (!goes_on)
    keep_for_later(object, c, nullptr, f, w);
  Bag& bag = w.objects[object].edit().bag;
  if (goes_on && !bag.raw.empty())
    text[0].text = concat(bag.raw[0].text, text[0].text);
  bag.raw = {text[0]};
  if (!ends_head(known(text[0].text)))
    return call_hole(c, f, w);
  auto events = send_kept(object, f, w);
  w.objects[object].edit().bag.raw.clear();
  return events.empty() ? call_hole(c, f, w) : answer(events, c, f, w, {});
}

/// tcp::iostream s(host, "http"); s << "GET " << path << " HTTP/1.0\r\n\r\n";
/// The answer, once the head is whole.
Value Machine::send_stream(int object, Call& c, Frame& f, World& w) {
  const Held<Object> stream = w.objects.get(object);
  std::string type = lower(last_name(stream->type));
  bool connection = type.find("iostream") != std::string::npos ||
                    type.find("sock") != std::string::npos;
  if (!connection || stream->bag.raw.empty() ||
      raw_head(stream->bag.raw[0].text).verb == Verb::unknown)
    return {};
  if (stream->later.stack.empty())
    keep_for_later(object, c, nullptr, f, w);
  if (!ends_head(known(stream->bag.raw[0].text)))
    return {};
  auto events = send_kept(object, f, w);
  w.objects[object].edit().bag.raw.clear();
  return events.empty() ? Value{} : answer(events, c, f, w, {});
}

} // namespace imds::analyzer::link
