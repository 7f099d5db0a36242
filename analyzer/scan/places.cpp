// SPDX-License-Identifier: Apache-2.0
#include "analyzer/scan/places.h"

#include "analyzer/lexical/conditions.h"
#include "analyzer/lexical/lexer.h"
#include "analyzer/scan/tree.h"

#include <algorithm>
#include <array>

namespace imds::analyzer {

namespace {

using lexical::Span;
using Language = SourceFile::Language;

constexpr std::size_t kLongestText = 200;

bool covers(const std::vector<Span>& spans, std::size_t at) {
  auto after = std::ranges::upper_bound(spans, at, {}, &Span::begin);
  return after != spans.begin() && at < std::prev(after)->end;
}

std::string_view line_around(std::string_view text, std::size_t at) {
  std::size_t begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
  std::size_t end = std::min(text.find('\n', at), text.size());
  std::string_view line = text.substr(begin, end - begin);
  std::size_t first = line.find_first_not_of(" \t");
  line.remove_prefix(std::min(first, line.size()));
  return line.substr(0, line.find_last_not_of(" \t\r") + 1);
}

/// Of a long line, the part around the hit.
std::string shown(std::string_view text, const Hit& hit) {
  std::string_view line = line_around(text, hit.begin);
  if (line.size() <= kLongestText)
    return std::string(line);
  std::size_t begin =
      hit.begin > kLongestText / 2 ? hit.begin - kLongestText / 2 : 0;
  begin = std::max(begin, static_cast<std::size_t>(line.data() - text.data()));
  std::string part(text.substr(begin, kLongestText));
  return part.substr(0, part.find('\n'));
}

/// A line that is all comment in scripts and configuration, and no macro of a
/// language that is not analyzed (Objective-C, yacc).
bool is_script_comment(std::string_view line) {
  return line.starts_with('#') && !line.starts_with("#!") &&
         !line.starts_with("#define");
}

bool is_prose(std::string_view path) {
  if (path.ends_with("CMakeLists.txt"))
    return false;
  static constexpr std::array<std::string_view, 9> kEndings = {
      ".md", ".rst", ".txt", ".adoc", ".html", ".tex", ".1", ".5", ".8"};
  return std::ranges::any_of(
      kEndings, [&](std::string_view e) { return path.ends_with(e); });
}

class Places {
public:
  Places(const SourceFile& file, std::string_view text)
      : file_(file), text_(text), code_(is_c_family(file.language)) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      starts_.push_back(at);
      at = text.find('\n', at);
      if (at == std::string_view::npos)
        break;
    }
    if (!code_)
      return;
    lexical::Lexed lexed = lexical::lex(text);
    inactive_ = lexical::resolve_conditions(text, lexed).inactive;
    comments_ = std::move(lexed.comments);
    std::ranges::sort(inactive_, {}, &Span::begin);
  }

  Mention place(const Hit& hit) const {
    Mention made;
    made.file = file_.path;
    auto line = std::ranges::upper_bound(starts_, hit.begin);
    made.line = static_cast<int>(line - starts_.begin());
    made.column = static_cast<int>(hit.begin - *std::prev(line)) + 1;
    made.kind = hit.kind;
    made.text = shown(text_, hit);
    decide(hit, made);
    return made;
  }

private:
  void decide(const Hit& hit, Mention& made) const {
    if (covers(comments_, hit.begin)) {
      made.state = MentionState::comment;
      made.why = "in a comment";
    } else if (covers(inactive_, hit.begin)) {
      made.state = MentionState::dead_code;
      made.why = "under #if 0";
    } else if (!code_ && is_script_comment(line_around(text_, hit.begin))) {
      made.state = MentionState::comment;
      made.why = "in a comment";
    } else if (!code_ && is_prose(file_.path)) {
      made.state = MentionState::comment;
      made.why = "in documentation";
    }
  }

  const SourceFile& file_;
  std::string_view text_;
  bool code_;
  std::vector<std::size_t> starts_;
  std::vector<Span> comments_, inactive_;
};

} // namespace

std::vector<Mention> place_hits(const SourceFile& file, std::string_view text,
                                const std::vector<Hit>& hits) {
  std::vector<Mention> mentions;
  if (hits.empty())
    return mentions;
  Places places(file, text);
  for (const Hit& hit : hits)
    mentions.push_back(places.place(hit));
  return mentions;
}

} // namespace imds::analyzer
