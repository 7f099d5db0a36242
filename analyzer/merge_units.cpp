// SPDX-License-Identifier: Apache-2.0
//
// A header is read once a translation unit, and each file once more by the
// token reader. Which version of a function may be judged?
//
// Clang's, as a rule: it knows types and which side of an #if is compiled. But
// in code that was never built it loses statements, whole functions, and all
// that a missing macro turns off, and a request that lost its header line looks
// like IMDSv1. So a version of Clang is held against the token reader's version
// of the same lines. It is replaced where it lost
//
//   - a text that the ledger knows (the address, a path, a token header),
//   - the name of a constant that holds such a text (its use stood behind an
//     #if that was not taken), or of an SDK's class that asks by itself, or
//   - in a unit that has errors, more than a third of the calls, a parameter,
//     or the value of a variable or of a return: Clang drops what it cannot
//     type.
//
// Among Clang's own versions the better read one wins, then the one that kept
// more; a second version is kept beside it only if it has texts of its own (the
// same file compiled with another -D). Where both ask and only one has a token,
// they become one function behind a flag (join_readings.h), and so does a
// helper that only one build lets add the token. Where one of two says
// something of IMDS and the other one does not, as behind an #else, the other
// one goes.
//
// Tested by merge_units_test.cpp.
#include "analyzer/merge_units.h"

#include "analyzer/body_content.h"
#include "analyzer/join_readings.h"
#include "reports/lower.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace imds::analyzer {
namespace {

bool overlap(const ir::Function& a, const ir::Function& b) {
  return a.loc.line <= std::max(b.end_line, b.loc.line) &&
         b.loc.line <= std::max(a.end_line, a.loc.line);
}

/// What is lost in a lambda is lost to the function that makes it.
std::vector<const ir::Function*> lambdas_of(const ir::Unit& unit,
                                            const ir::Function& outer) {
  std::vector<const ir::Function*> out;
  for (const auto& f : unit.functions)
    if (!f.parent.empty() && f.name.size() > outer.name.size() &&
        f.name.starts_with(outer.name) &&
        f.name.find("(lambda", outer.name.size()) <= outer.name.size() + 2 &&
        f.loc.file == outer.loc.file && overlap(f, outer))
      out.push_back(&f);
  return out;
}

/// One version of a function, and where it is.
struct Version {
  std::size_t unit;
  std::size_t index;
  ir::ReadAs read_as;
  Content content;
};

using Place = std::pair<std::string, std::string>; // file, last part of name

Place place_of(const ir::Unit& unit, const ir::Function& f) {
  const auto file = f.loc.file < 0
                        ? unit.main_file
                        : unit.files[static_cast<std::size_t>(f.loc.file)];
  return {file, last_part(f.name)};
}

bool has_all(const std::set<std::string>& in, const std::set<std::string>& of) {
  return std::ranges::includes(in, of);
}

/// Mentions of the ledger by file, comments left out.
class Ledger {
public:
  explicit Ledger(const std::vector<Mention>& mentions) {
    for (const auto& m : mentions)
      if (m.state != MentionState::comment)
        lines_[m.file].insert(m.line);
  }

  bool has(const std::string& file, int line) const {
    const auto at = lines_.find(file);
    return at != lines_.end() && at->second.contains(line);
  }

private:
  std::map<std::string, std::set<int>> lines_;
};

/// The texts of a lexical body that stand on a line of the ledger.
void ledger_texts(const ir::Expr& expr, const std::string& file,
                  const Ledger& ledger, std::set<std::string>& texts) {
  if (expr.kind == ir::ExprKind::str && ledger.has(file, expr.loc.line))
    texts.insert(expr.text);
  for (const auto& arg : expr.args)
    ledger_texts(arg, file, ledger, texts);
}

void ledger_texts(const std::vector<ir::Stmt>& body, const std::string& file,
                  const Ledger& ledger, std::set<std::string>& texts) {
  for (const auto& stmt : body) {
    for (const auto& expr : stmt.exprs)
      ledger_texts(expr, file, ledger, texts);
    for (const auto& block : stmt.blocks)
      ledger_texts(block, file, ledger, texts);
  }
}

/// Names of constants that hold a text of the ledger, or use one that does.
class HotNames {
public:
  HotNames(const std::vector<ir::Unit>& units, const Ledger& ledger,
           const std::vector<std::string>& sdk)
      : names_(sdk.begin(), sdk.end()) {
    for (int round = 0; round < kRounds; ++round)
      for (const auto& unit : units)
        add(unit, ledger);
  }

  std::set<std::string> used_by(const Content& content) const {
    std::set<std::string> used;
    std::ranges::set_intersection(content.names, names_,
                                  std::inserter(used, used.end()));
    return used;
  }

private:
  static constexpr int kRounds = 2;

  void add(const ir::Unit& unit, const Ledger& ledger) {
    for (const auto& variable : unit.variables) {
      const auto file = variable.loc.file < 0
                            ? unit.main_file
                            : unit.files[std::size_t(variable.loc.file)];
      Content content;
      std::set<std::string> texts;
      for (const auto& expr : variable.initial) {
        collect(expr, content);
        ledger_texts(expr, file, ledger, texts);
      }
      if (!texts.empty() || !used_by(content).empty())
        names_.insert(last_part(variable.name));
    }
  }

  std::set<std::string> names_;
};

/// Whether what `clang` has of a text covers it: Clang may have joined it with
/// its neighbours, or with what a macro put before it.
bool has_text(const Content& clang, const std::string& text) {
  return std::ranges::any_of(clang.texts, [&](const std::string& own) {
    return own.find(text) != std::string::npos;
  });
}

bool looks_like_macro(const std::string& name) {
  return std::ranges::none_of(name,
                              [](unsigned char c) { return std::islower(c); });
}

/// To the token reader a macro is a call; to Clang it is what it expands to.
bool lost_calls(const Content& clang, const Content& lexical,
                const std::set<std::string>& macros) {
  std::size_t lost = 0, all = 0;
  for (const auto& call : lexical.calls) {
    if (looks_like_macro(call) || macros.contains(call))
      continue;
    ++all;
    lost += !clang.calls.contains(call) && !clang.made.contains(call);
  }
  return lost * 3 > all && lost >= 2;
}

/// A call that Clang kept without all that it is given.
bool lost_arguments(const Content& clang, const Content& lexical) {
  return std::ranges::any_of(lexical.fed, [&](const std::string& call) {
    return clang.calls.contains(call) && !clang.fed.contains(call) &&
           !looks_like_macro(call);
  });
}

/// A variable that Clang declares and no longer gives a value, a return that
/// is gone.
bool lost_values(const Content& clang, const Content& lexical) {
  return std::ranges::any_of(clang.bare,
                             [&](const std::string& name) {
                               return lexical.valued.contains(name);
                             }) ||
         !std::ranges::includes(clang.returns, lexical.computed);
}

/// std::shared_ptr<T> p(make()) with no std::shared_ptr: what uses p is left.
bool lost_declarations(const Content& clang, const Content& lexical) {
  return std::ranges::any_of(lexical.valued, [&](const std::string& name) {
    return clang.names.contains(name) && !clang.declared.contains(name);
  });
}

/// f(std::shared_ptr<a::T> p) with no a::T: what follows the type is gone.
bool lost_parameter(const ir::Function& clang, const ir::Function& lexical) {
  const auto is_lost = [](const auto& own, const auto& read) {
    return own.name.empty() && own.type != "..." && !read.name.empty();
  };
  const bool alike = clang.params.size() == lexical.params.size();
  for (std::size_t i = 0; alike && i < clang.params.size(); ++i)
    if (is_lost(clang.params[i], lexical.params[i]))
      return true;
  return false;
}

/// "X-aws-ec2-metadata-token: ", kTokenHeader
bool is_about_token(const std::string& text) {
  return lower(text).find("token") != std::string::npos &&
         lower(text).find("api/token") == std::string::npos;
}

class Merge {
public:
  Merge(std::vector<ir::Unit> clang, const std::vector<ir::Unit>& lexical,
        const std::vector<Mention>& mentions,
        const std::vector<std::string>& sdk)
      : units_(std::move(clang)), ledger_(mentions),
        hot_(lexical, ledger_, sdk) {
    for (std::size_t u = 0; u < units_.size(); ++u)
      for (std::size_t f = 0; f < units_[u].functions.size(); ++f)
        add_version(u, f);
  }

  /// Keeps of one file's lexical unit what Clang lost.
  void add_lexical(ir::Unit unit) {
    std::set<std::size_t> unwanted;
    for (std::size_t f = 0; f < unit.functions.size(); ++f)
      if (unit.functions[f].has_body && !replaces(unit, unit.functions[f]))
        unwanted.insert(f);
    drop(unit, unwanted);
    lexical_.push_back(std::move(unit));
  }

  std::vector<ir::Unit> take() {
    for (auto& [place, versions] : versions_)
      join_builds(place.first, versions);
    for (auto& [place, versions] : versions_) {
      join_callers(place.first, versions);
      drop_silent(place.first, versions);
      keep_best(versions);
    }
    for (std::size_t u = 0; u < units_.size(); ++u)
      drop(units_[u], dropped_[u]);
    for (auto& unit : lexical_)
      units_.push_back(std::move(unit));
    return std::move(units_);
  }

private:
  void add_version(std::size_t u, std::size_t f) {
    const auto& function = units_[u].functions[f];
    if (!function.has_body)
      return;
    auto content = content_of(function);
    for (const auto* lambda : lambdas_of(units_[u], function))
      content.texts.merge(content_of(*lambda).texts);
    versions_[place_of(units_[u], function)].push_back(
        {u, f, units_[u].read_as, std::move(content)});
  }

  const ir::Function& function(const Version& v) const {
    return units_[v.unit].functions[v.index];
  }

  bool has_errors(const Version& v) const {
    return !units_[v.unit].errors.empty();
  }

  /// What was declared on demand may not go together, and nothing says so.
  bool fell_apart(const Version& v, const ir::Function& lexical,
                  const Content& content) const {
    const bool emptied = function(v).body.empty() && !lexical.body.empty();
    return v.read_as != ir::ReadAs::build &&
           (emptied || lost_declarations(v.content, content));
  }

  /// Whether the lexical version must be judged; drops Clang's if so.
  bool replaces(const ir::Unit& unit, const ir::Function& lexical) {
    const auto place = place_of(unit, lexical);
    const auto at = versions_.find(place);
    if (at == versions_.end())
      return true;
    std::vector<Version*> same;
    for (auto& v : at->second)
      if (overlap(function(v), lexical))
        same.push_back(&v);
    if (same.empty())
      return true;
    const auto content = content_of(lexical);
    std::set<std::string> texts;
    ledger_texts(lexical.body, place.first, ledger_, texts);
    for (const auto* lambda : lambdas_of(unit, lexical))
      ledger_texts(lambda->body, place.first, ledger_, texts);
    const auto names = hot_.used_by(content);
    const bool kept = std::ranges::any_of(same, [&](const Version* v) {
      const bool lost =
          lost_calls(v->content, content, units_[v->unit].macros) ||
          lost_arguments(v->content, content) ||
          lost_values(v->content, content) ||
          lost_parameter(function(*v), lexical);
      return !(has_errors(*v) && lost) && !fell_apart(*v, lexical, content) &&
             has_all(v->content.names, names) &&
             std::ranges::all_of(texts, [&](const std::string& text) {
               return has_text(v->content, text);
             });
    });
    if (kept)
      return false;
    for (const auto* v : same)
      dropped_[v->unit].insert(v->index);
    return true;
  }

  /// A first reading with errors is no better than one that mended them.
  ir::ReadAs rank(const Version& v) const {
    const bool broken = v.read_as == ir::ReadAs::inferred && has_errors(v);
    return broken ? ir::ReadAs::repaired : v.read_as;
  }

  /// Texts of the ledger, and names that stand for such.
  bool says_something(const Version& v, const std::string& file) const {
    std::set<std::string> texts;
    ledger_texts(function(v).body, file, ledger_, texts);
    return !texts.empty() || !hot_.used_by(v.content).empty();
  }

  bool is_dropped(const Version& v) const {
    const auto at = dropped_.find(v.unit);
    return at != dropped_.end() && at->second.contains(v.index);
  }

  /// One function, `second` with macros that `first` was read without.
  bool is_other_build(const Version& first, const Version& second) const {
    return units_[first.unit].defined.empty() &&
           !units_[second.unit].defined.empty() && !is_dropped(first) &&
           overlap(function(first), function(second)) &&
           function(first).params.size() == function(second).params.size();
  }

  /// All that it says of IMDS is the token header: a helper that adds one.
  bool only_adds_token(const Version& v, const std::string& file) const {
    std::set<std::string> says = hot_.used_by(v.content);
    ledger_texts(function(v).body, file, ledger_, says);
    return !says.empty() && std::ranges::all_of(says, is_about_token);
  }

  /// Both ask, and one of them with a token, or only one adds it for who asks:
  /// whoever builds it decides.
  bool decides_token(const Version& first, const Version& second,
                     const std::string& file) const {
    if (!says_something(first, file))
      return only_adds_token(second, file);
    return names_token(first.content) != names_token(second.content) &&
           says_something(second, file);
  }

  void join(const Version& first, const Version& second) {
    join_readings(units_[first.unit], function(first), units_[second.unit],
                  units_[second.unit].functions[second.index]);
    dropped_[first.unit].insert(first.index);
  }

  void join_builds(const std::string& file,
                   const std::vector<Version>& versions) {
    for (const auto& second : versions)
      for (const auto& first : versions)
        if (is_other_build(first, second) &&
            decides_token(first, second, file)) {
          if (!says_something(first, file))
            helpers_.insert(last_part(function(second).name));
          join(first, second);
        }
  }

  /// Who asks by such a helper only where the macro is defined is never without
  /// its header. Of several macros nobody knows which is whose.
  void join_callers(const std::string& file,
                    const std::vector<Version>& versions) {
    for (const auto& second : versions)
      for (const auto& first : versions)
        if (is_other_build(first, second) &&
            units_[second.unit].defined.size() == 1 &&
            !says_something(first, file) &&
            std::ranges::any_of(helpers_, [&](const std::string& helper) {
              return second.content.calls.contains(helper);
            }))
          join(first, second);
  }

  void drop_silent(const std::string& file,
                   const std::vector<Version>& versions) {
    std::vector<const Version*> silent, speaking;
    for (const auto& v : versions)
      if (!dropped_[v.unit].contains(v.index))
        (says_something(v, file) ? speaking : silent).push_back(&v);
    for (const auto* v : silent)
      if (std::ranges::any_of(speaking, [&](const Version* other) {
            return overlap(function(*other), function(*v)) &&
                   function(*other).params.size() == function(*v).params.size();
          }))
        dropped_[v->unit].insert(v->index);
  }

  void keep_best(std::vector<Version>& versions) {
    std::ranges::sort(versions, {}, [this](const Version& v) {
      const auto size = v.content.texts.size() + v.content.calls.size();
      return std::tuple(rank(v), ~size, v.unit, v.index);
    });
    std::vector<const Version*> kept;
    for (const auto& v : versions) {
      if (dropped_[v.unit].contains(v.index))
        continue;
      if (is_repeated(v, kept))
        dropped_[v.unit].insert(v.index);
      else
        kept.push_back(&v);
    }
  }

  bool is_repeated(const Version& v,
                   const std::vector<const Version*>& kept) const {
    return std::ranges::any_of(kept, [&](const Version* k) {
      return overlap(function(*k), function(v)) &&
             function(*k).params.size() == function(v).params.size() &&
             has_all(k->content.texts, v.content.texts);
    });
  }

  static void drop(ir::Unit& unit, const std::set<std::size_t>& indexes) {
    std::vector<ir::Function> kept;
    for (std::size_t f = 0; f < unit.functions.size(); ++f)
      if (!indexes.contains(f))
        kept.push_back(std::move(unit.functions[f]));
    unit.functions = std::move(kept);
  }

  std::vector<ir::Unit> units_;
  std::vector<ir::Unit> lexical_;
  Ledger ledger_;
  HotNames hot_;
  std::map<Place, std::vector<Version>> versions_;
  std::map<std::size_t, std::set<std::size_t>> dropped_;
  std::set<std::string> helpers_; // add the token where a macro says so
};

} // namespace

std::vector<ir::Unit> merge_units(std::vector<ir::Unit> from_clang,
                                  std::vector<ir::Unit> lexical,
                                  const std::vector<Mention>& mentions,
                                  const std::vector<std::string>& sdk) {
  Merge merge(std::move(from_clang), lexical, mentions, sdk);
  for (auto& unit : lexical)
    merge.add_lexical(std::move(unit));
  return merge.take();
}

} // namespace imds::analyzer
