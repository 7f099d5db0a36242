// SPDX-License-Identifier: Apache-2.0
#include "analyzer/link/value.h"

#include <algorithm>

namespace imds::analyzer::link {

int Holes::intern(const Hole& hole, const std::string& key) {
  auto [at, fresh] = ids_.try_emplace(key, int(all_.size()));
  if (fresh)
    all_.push_back(hole);
  return at->second;
}

Value literal(std::string_view text, Spot spot, int depth) {
  Alt alt;
  alt.text = {{std::string(text.substr(0, kMaxText)), -1, spot, depth}};
  alt.spot = spot;
  alt.depth = depth;
  return {alt};
}

Value number(std::int64_t n, std::string name, Spot spot, int depth) {
  Alt alt;
  alt.kind = Kind::number;
  alt.number = n;
  alt.name = std::move(name);
  alt.spot = spot;
  alt.depth = depth;
  return {alt};
}

Value null_value(Spot spot) {
  Alt alt;
  alt.kind = Kind::null;
  alt.spot = spot;
  return {alt};
}

Value object_value(int object, Spot spot, int depth) {
  Alt alt;
  alt.kind = Kind::object;
  alt.object = object;
  alt.spot = spot;
  alt.depth = depth;
  return {alt};
}

bool is_number(const Value& value) {
  return value.size() == 1 && value[0].kind == Kind::number;
}

std::optional<Value> character(const Value& number) {
  if (!is_number(number) || !number[0].name.empty())
    return std::nullopt;
  const std::int64_t code = number[0].number;
  const bool prints = code >= ' ' && code < 127;
  if (!prints && code != '\r' && code != '\n' && code != '\t')
    return std::nullopt;
  return literal(std::string(1, char(code)), number[0].spot, number[0].depth);
}

Value hole_value(int hole, Spot spot, int depth) {
  Alt alt;
  alt.text = {{"", hole, spot, depth}};
  alt.spot = spot;
  alt.depth = depth;
  return {alt};
}

void join(Value& into, const Value& more) {
  for (const Alt& alt : more) {
    if (into.size() >= kMaxAlternatives)
      return;
    if (std::find(into.begin(), into.end(), alt) == into.end())
      into.push_back(alt);
  }
}

Text concat(const Text& a, const Text& b) {
  Text out = a;
  std::size_t size = known(a).size();
  for (const Piece& piece : b) {
    if (out.size() >= kMaxPieces || size >= kMaxText)
      break;
    size += piece.literal.size();
    if (piece.hole < 0 && piece.literal.empty())
      continue;
    if (out.size() == 1 && out[0].hole < 0 && out[0].literal.empty())
      out.clear();
    out.push_back(piece);
  }
  return out;
}

Text cut(const Text& text, std::size_t from, std::size_t count) {
  Text out;
  for (const Piece& piece : text) {
    if (count == 0)
      break;
    if (piece.hole >= 0) {
      out.push_back(piece);
      continue;
    }
    if (from >= piece.literal.size()) {
      from -= piece.literal.size();
      continue;
    }
    Piece part = piece;
    part.literal = piece.literal.substr(from, count);
    count -= std::min(count, part.literal.size());
    from = 0;
    out.push_back(std::move(part));
  }
  return out;
}

bool is_hole(const Alt& alt) {
  return alt.kind == Kind::text && alt.text.size() == 1 &&
         alt.text[0].hole >= 0;
}

bool is_text(const Value& value) {
  return !value.empty() &&
         std::all_of(value.begin(), value.end(), [](const Alt& alt) {
           return alt.kind == Kind::text || alt.kind == Kind::storage;
         });
}

Value texts_of(Value held) {
  std::erase_if(held, [](const Alt& alt) {
    return alt.kind != Kind::text || is_hole(alt);
  });
  return held;
}

bool all_literal(const Text& text) {
  return std::all_of(text.begin(), text.end(),
                     [](const Piece& piece) { return piece.hole < 0; });
}

std::string flat(const Text& text) {
  std::string out;
  for (const Piece& piece : text)
    out += piece.hole >= 0 ? "{}" : piece.literal;
  return out;
}

std::string known(const Text& text) {
  std::string out;
  for (const Piece& piece : text)
    out += piece.literal;
  return out;
}

std::string head(const Text& text) {
  std::string out;
  for (const Piece& piece : text) {
    if (piece.hole >= 0)
      break;
    out += piece.literal;
  }
  return out;
}

} // namespace imds::analyzer::link
