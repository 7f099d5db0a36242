// SPDX-License-Identifier: Apache-2.0
//
// Formats filled with values. The text of a format is split at its
// conversions; what stands between them keeps the place of the format.
#include "analyzer/link/format.h"

#include <cctype>

namespace imds::analyzer::link {
namespace {

constexpr std::string_view kFlags = "-+ #0123456789.'hlLqjzt";

Piece like(const Piece& piece, std::string_view literal) {
  Piece out = piece;
  out.literal = std::string(literal);
  return out;
}

/// Runs `conversion` at every `mark`; it returns how many bytes it took.
template <class Take>
Text fill(const Text& format, char mark, const Take& conversion) {
  Text out;
  for (const Piece& piece : format) {
    if (piece.hole >= 0) {
      out.push_back(piece);
      continue;
    }
    std::string_view text = piece.literal;
    std::size_t from = 0;
    for (std::size_t at = text.find(mark); at != std::string_view::npos;
         at = text.find(mark, from)) {
      out = concat(out, {like(piece, text.substr(from, at - from))});
      from = at + conversion(piece, text.substr(at), out);
    }
    out = concat(out, {like(piece, text.substr(from))});
  }
  return out;
}

} // namespace

bool has_conversion(std::string_view text) {
  for (std::size_t at = text.find('%'); at != std::string_view::npos;
       at = text.find('%', at + 1)) {
    std::size_t end = text.find_first_not_of(kFlags, at + 1);
    if (end != std::string_view::npos &&
        std::string_view("sdiuxXcfgpS@*").find(text[end]) !=
            std::string_view::npos)
      return true;
  }
  return false;
}

Text fill_printf(const Text& format, const NextArgument& argument) {
  std::size_t next = 0;
  return fill(format, '%',
              [&](const Piece& piece, std::string_view text, Text& out) {
                std::size_t at = 1;
                while (at < text.size() &&
                       (kFlags.find(text[at]) != std::string_view::npos ||
                        text[at] == '*')) {
                  next += text[at] == '*';
                  ++at;
                }
                if (at >= text.size())
                  return text.size();
                if (text[at] == '%')
                  out = concat(out, {like(piece, "%")});
                else
                  out = concat(out, argument(next++));
                return at + 1;
              });
}

Text fill_braces(const Text& format, const NextArgument& argument) {
  std::size_t next = 0;
  return fill(
      format, '{', [&](const Piece& piece, std::string_view text, Text& out) {
        if (text.starts_with("{{")) {
          out = concat(out, {like(piece, "{")});
          return std::size_t(2);
        }
        std::size_t close = text.find('}');
        if (close == std::string_view::npos) {
          out = concat(out, {like(piece, "{")});
          return std::size_t(1);
        }
        bool numbered =
            close > 1 && std::isdigit(static_cast<unsigned char>(text[1]));
        out = concat(out,
                     argument(numbered ? std::size_t(text[1] - '0') : next++));
        return close + 1;
      });
}

Text fill_numbered(const Text& format, char mark,
                   const NextArgument& argument) {
  return fill(format, mark,
              [&](const Piece& piece, std::string_view text, Text& out) {
                if (text.size() < 2 ||
                    !std::isdigit(static_cast<unsigned char>(text[1]))) {
                  out = concat(out, {like(piece, text.substr(0, 1))});
                  return std::size_t(1);
                }
                std::size_t n = std::size_t(text[1] - '0');
                out = concat(out, argument(mark == '%' ? n - 1 : n));
                bool closed = mark == '%' && text.size() > 2 && text[2] == '%';
                return std::size_t(closed ? 3 : 2);
              });
}

} // namespace imds::analyzer::link
