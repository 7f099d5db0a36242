// SPDX-License-Identifier: Apache-2.0
//
// Every mention ends with one state. The order is from what is known to what
// is told from the place:
//
//   1. the linker used it, or says why it makes no request
//   2. its language is not analyzed
//   3. its use there cannot be a request: logged, compared, expected, listed
//   4. it is the value of a constant: then its users explain it, who are told
//      by name and file, and of whom a token PUT explains nothing but what is
//      asked for a token; a constant that nothing uses is dead
//   5. it stands in a function in which everything else is another cloud's, or
//      its own host is written out and is another
//   6. it stands in a test, and the linker, which followed it, found nothing
//   7. unexplained: in C and C++ the result is incomplete
//
// Strictness is the point: no rule here looks at a name or a path and calls a
// mention harmless where it might be sent. What a rule cannot prove is left
// unexplained, and the user is told the line.
//
// Tested by reconcile_test.cpp.
#include "analyzer/pipeline.h"
#include "analyzer/scan/literals.h"
#include "analyzer/scan/tree.h"
#include "analyzer/test_files.h"
#include "reports/lower.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <set>
#include <tuple>

namespace imds::analyzer {
namespace {

using Language = SourceFile::Language;
using Lines = std::map<std::string, std::set<int>>; // by file
constexpr int kNear = 2; // lines of one literal that is broken into several
constexpr std::size_t kTelling = 8; // bytes of a literal that tell it
constexpr int kMostSteps = 4;       // from constant to constant

std::string last_name(const std::string& name) {
  std::size_t at = name.rfind("::");
  return at == std::string::npos ? name : name.substr(at + 2);
}

/// What the first string literal of a line says, or "".
std::string first_quoted(const std::string& line) {
  std::string out;
  std::size_t at = line.find('"');
  for (++at; at != 0 && at < line.size() && line[at] != '"'; ++at) {
    if (line[at] == '\\' && at + 1 < line.size() &&
        (line[at + 1] == '"' || line[at + 1] == '\\'))
      ++at;
    else if (line[at] == '\\')
      break;
    out += line[at];
  }
  return out;
}

/// What stands between "://" and the path or port, or "".
std::string host_of(const std::string& url) {
  std::size_t scheme = url.find("://");
  if (scheme == std::string::npos)
    return "";
  std::string host = url.substr(scheme + 3);
  host.resize(std::min(host.find_first_of("/:"), host.size()));
  return host;
}

/// "example.com", without a place that something is put into, a user or an
/// encoded byte.
bool is_written_out(const std::string& host) {
  return host.find('.') != std::string::npos &&
         std::all_of(host.begin(), host.end(), [](unsigned char c) {
           return std::isalnum(c) != 0 || c == '.' || c == '-';
         });
}

class Reconciler {
public:
  Reconciler(Sources& sources, const Judged& judged,
             const std::vector<ir::Unit>& units, const Imds& imds)
      : sources_(sources), imds_(imds), literals_(literals_of(units)),
        users_(users_of_names(units)) {
    for (const SourceFile& file : sources.files)
      languages_[file.path] = file.language;
    for (const Finding& finding : judged.findings) {
      found_[finding.file].insert(finding.line);
      for (const TraceStep& step : finding.trace)
        found_[step.file].insert(step.line);
    }
    asked_ = found_;
    for (const Place& place : judged.explained) {
      found_[place.file].insert(place.line);
      if (!place.of_put)
        asked_[place.file].insert(place.line);
    }
    for (const Mention& state : judged.states)
      states_[state.file].push_back(state);
    find_judged(units);
  }

  void run() {
    for (Mention& mention : sources_.mentions) {
      if (is_used(mention) || continues_one(mention))
        set(mention, MentionState::finding, "part of a finding");
      else if (mention.state == MentionState::unexplained)
        explain(mention);
    }
  }

private:
  static void set(Mention& mention, MentionState state, std::string why) {
    mention.state = state;
    mention.why = std::move(why);
  }

  /// A URL or path of its own is not explained by the request on the line
  /// above; a bare host may be written twice for one request.
  bool is_used(const Mention& mention) const {
    const Literal* own = literal_at(mention);
    bool sure = own != nullptr && holds(*own, mention) &&
                own->text.find('/') != std::string::npos;
    // Nor is one command of a script by the command above it.
    const auto at = languages_.find(mention.file);
    bool script = at != languages_.end() && !is_c_family(at->second);
    int from = own != nullptr ? own->line : mention.line;
    return is_within(found_, mention.file,
                     sure || script ? from : mention.line - kNear,
                     mention.line);
  }

  /// A later line of a literal that begins in a finding.
  bool continues_one(const Mention& mention) const {
    const std::string part = first_quoted(mention.text);
    auto list = literals_.by_file.find(mention.file);
    if (part.size() < kTelling || list == literals_.by_file.end())
      return false;
    const Literal* best = nullptr;
    for (const Literal& literal : list->second)
      if (literal.line <= mention.line &&
          (best == nullptr || literal.line > best->line) &&
          literal.text.find(part) != std::string::npos)
        best = &literal;
    return best != nullptr && best->line < mention.line &&
           is_within(found_, mention.file, best->line - kNear, best->line);
  }

  static bool is_within(const Lines& places, const std::string& file, int from,
                        int to) {
    auto lines = places.find(file);
    if (lines == places.end())
      return false;
    auto at = lines->second.lower_bound(from);
    return at != lines->second.end() && *at <= to;
  }

  void explain(Mention& mention) {
    if (take_state(mention))
      return;
    Language language = languages_[mention.file];
    if (language == Language::other)
      return set(mention, MentionState::not_analyzed,
                 "this language is not analyzed");
    const Literal* literal = literal_at(mention);
    if (literal == nullptr)
      return;
    if (by_use(mention, literal->use) || by_holder(mention, *literal) ||
        by_cloud(mention, *literal) || by_host(mention, *literal))
      return;
    if (is_test_file(mention.file) && is_c_family(language))
      set(mention, MentionState::test_data, "in a test that sends no request");
    else if (is_header_of_request(mention, *literal))
      set(mention, MentionState::no_request,
          "a header name; the requests of this function are judged");
  }

  /// The linker's own word.
  bool take_state(Mention& mention) const {
    auto states = states_.find(mention.file);
    if (states == states_.end())
      return false;
    const Mention* best = nullptr;
    for (const Mention& state : states->second) {
      int above = mention.line - state.line;
      bool fits = above >= 0 && above <= kNear;
      if (fits && (best == nullptr || state.line > best->line))
        best = &state;
    }
    if (best == nullptr || best->state == MentionState::unexplained)
      return false;
    set(mention, best->state, best->why);
    return true;
  }

  const Literal* literal_at(const Mention& mention) const {
    auto list = literals_.by_file.find(mention.file);
    if (list == literals_.by_file.end())
      return nullptr;
    const Literal* best = nullptr;
    for (const Literal& literal : list->second) {
      int above = mention.line - literal.line;
      bool fits =
          above >= 0 && above <= kNear &&
          (mention.kind == MentionKind::address || !literal.text.empty());
      bool nearer =
          best == nullptr || literal.line > best->line ||
          (literal.line == best->line && holds(literal, mention) &&
           (!holds(*best, mention) || is_nearer(literal, *best, mention)));
      if (fits && nearer)
        best = &literal;
    }
    return best;
  }

  /// Of two of its line: which one the mention stands in.
  static bool is_nearer(const Literal& literal, const Literal& than,
                        const Mention& mention) {
    return literal.line == mention.line && literal.column > than.column &&
           literal.column <= mention.column;
  }

  static bool holds(const Literal& literal, const Mention& mention) {
    return literal.text.size() > 4 &&
           mention.text.find(literal.text) != std::string::npos;
  }

  static bool by_use(Mention& mention, Use use) {
    switch (use) {
    case Use::logged:
      set(mention, MentionState::message, "text of a message");
      return true;
    case Use::compared:
      set(mention, MentionState::deny_list, "only compared with");
      return true;
    case Use::expected:
      set(mention, MentionState::test_data, "an expectation of a test");
      return true;
    case Use::listed:
      set(mention, MentionState::deny_list, "in a list of what is not asked");
      return true;
    case Use::measured:
      set(mention, MentionState::no_request, "only its length is asked for");
      return true;
    case Use::plain:
      break;
    }
    return false;
  }

  /// A constant: its users say what it is for. Where a finding lies in none of
  /// them, one might be the one that asks.
  bool by_holder(Mention& mention, const Literal& literal) const {
    if (literal.holder.empty())
      return false;
    const std::set<User> users = users_of(last_name(literal.holder), mention);
    if (users.empty() &&
        sources_.unfollowed.contains(last_name(literal.holder))) {
      mention.why = "its name is too short or too common to find its users";
      return false;
    }
    if (users.empty()) {
      set(mention, MentionState::dead_code, "nothing uses this constant");
      return true;
    }
    const std::set<User>& judges =
        is_of_put(mention, literal) ? judged_ : askers_;
    auto judged = std::ranges::find_if(
        users, [&](const User& user) { return judges.contains(user); });
    if (judged != users.end())
      set(mention, MentionState::declaration,
          fmt::format("a constant that {} uses", judged->name));
    else if (!by_uses(mention, last_name(literal.holder)) &&
             !by_cloud_of_users(mention, users))
      mention.why = fmt::format("{} uses it in {}", users.begin()->name,
                                users.begin()->file);
    return mention.state != MentionState::unexplained;
  }

  /// Whether it is needed to ask for a token, so that a PUT explains it.
  bool is_of_put(const Mention& mention, const Literal& literal) const {
    const std::string& path = imds_.token_path(); // "latest/" may be elsewhere
    return mention.kind == MentionKind::ttl_header ||
           mention.kind == MentionKind::token_header ||
           literal.text.find(path.substr(path.find('/', 1))) !=
               std::string::npos;
  }

  /// A constant of which nothing is done but one thing that is no request.
  bool by_uses(Mention& mention, const std::string& constant) const {
    auto at = literals_.uses.find(constant);
    return at != literals_.uses.end() && at->second.size() == 1 &&
           !sources_.unfollowed.contains(constant) &&
           by_use(mention, *at->second.begin());
  }

  /// Who uses a constant: by way of others that it is a part of, and who calls
  /// those that do.
  std::set<User> users_of(const std::string& holder,
                          const Mention& mention) const {
    std::set<User> out;
    std::vector<User> names{{holder, mention.file}};
    for (int step = 0; step < kMostSteps && !names.empty(); ++step) {
      std::vector<User> next;
      for (const User& used : names)
        if (auto users = users_.find(last_name(used.name));
            users != users_.end())
          for (const User& user : users->second)
            if (may_mean(user, used, step == 0) && out.insert(user).second)
              next.push_back(user);
      names = std::move(next);
    }
    return out;
  }

  /// Whether what `user` calls by the name of `used` is that one: the only one
  /// of that name, or one of its own file. A constant that two files define is
  /// used by all who define none: no use of it may be missed.
  bool may_mean(const User& user, const User& used, bool constant) const {
    auto files = defined_in_.find(last_name(used.name));
    bool one = files == defined_in_.end() || files->second.size() < 2;
    return one || user.file == used.file ||
           (constant && !files->second.contains(user.file));
  }

  /// In which functions a finding or an explained place lies, and which files
  /// define what name.
  void find_judged(const std::vector<ir::Unit>& units) {
    for (const ir::Unit& unit : units)
      for (const ir::Function& function : unit.functions) {
        if (function.loc.file < 0)
          continue;
        User user{function.name,
                  unit.files[static_cast<std::size_t>(function.loc.file)]};
        defined_in_[last_name(user.name)].insert(user.file);
        if (is_within(asked_, user.file, function.loc.line, function.end_line))
          askers_.insert(user);
        if (is_within(found_, user.file, function.loc.line, function.end_line))
          judged_.insert(std::move(user));
      }
    for (const auto& [file, list] : literals_.by_file)
      for (const Literal& literal : list)
        if (!literal.holder.empty())
          defined_in_[last_name(literal.holder)].insert(file);
  }

  /// The name of another cloud whose host the URL names, or "".
  std::string foreign_host(const std::string& url) const {
    return imds_.foreign_host(host_of(url)).value_or("");
  }

  /// Of a URL, or of a text that is a path; "": it has none.
  static std::string path_of(const std::string& text) {
    std::size_t scheme = text.find("://");
    std::size_t from = scheme == std::string::npos
                           ? 0
                           : std::min(text.find('/', scheme + 3), text.size());
    return text.substr(from).starts_with("/") ? text.substr(from) : "";
  }

  /// The name of another cloud whose path the text has, or "".
  std::string foreign_path(const std::string& text) const {
    std::string path = path_of(text);
    return path.empty() ? "" : imds_.foreign_path(path).value_or("");
  }

  /// A whole URL of a host that is written out and is not the endpoint.
  bool by_host(Mention& mention, const Literal& literal) const {
    const std::string host = host_of(literal.text);
    const bool whole = literal.text.find('/', literal.text.find("://") + 3) !=
                       std::string::npos;
    if (!whole || !is_written_out(host) || imds_.endpoint(host))
      return false;
    set(mention, MentionState::no_request, "the host is " + host);
    return true;
  }

  /// The URL names another cloud's host or path, or the function speaks of
  /// another cloud and of nothing that is EC2's.
  bool by_cloud(Mention& mention, const Literal& literal) const {
    if (std::string host = foreign_host(literal.text); !host.empty()) {
      set(mention, MentionState::other_cloud, "the host is " + host + "'s");
      return true;
    }
    if (std::string path = foreign_path(literal.text); !path.empty()) {
      set(mention, MentionState::other_cloud, "the path is " + path + "'s");
      return true;
    }
    if (literal.function.empty())
      return false;
    std::string cloud = cloud_of({literal.function, mention.file}).value_or("");
    if (cloud.empty())
      return false;
    set(mention, MentionState::other_cloud, "this function asks " + cloud);
    return true;
  }

  /// The same, of a constant: all who use it.
  bool by_cloud_of_users(Mention& mention, const std::set<User>& users) const {
    std::string cloud;
    for (const User& user : users) {
      std::optional<std::string> one = cloud_of(user);
      if (!one)
        return false;
      cloud = one->empty() ? cloud : *one;
    }
    if (!cloud.empty())
      set(mention, MentionState::other_cloud, "who use it ask " + cloud);
    return !cloud.empty();
  }

  /// The other cloud that a function speaks of, ""; none: it speaks of EC2.
  std::optional<std::string> cloud_of(const User& function) const {
    std::string cloud;
    auto list = literals_.by_file.find(function.file);
    if (list == literals_.by_file.end())
      return cloud;
    for (const Literal& other : list->second) {
      if (other.function != function.name || other.text.empty())
        continue;
      std::string path = path_of(other.text);
      if (!path.empty() && imds_.cloud_of_path(path) == Cloud::ec2)
        return std::nullopt;
      if (std::string name = foreign_header(other, list->second); !name.empty())
        cloud = name;
      else if (std::string claimed = foreign_path(other.text); !claimed.empty())
        cloud = claimed;
    }
    return cloud;
  }

  /// The name of another cloud whose header the literal is, or "". The word
  /// "metadata" is one only together with its value.
  std::string foreign_header(const Literal& literal,
                             const std::vector<Literal>& around) const {
    const std::string name = literal.text.substr(0, literal.text.find(':'));
    const bool word = name == literal.text && name.find('-') == name.npos;
    const bool valued =
        !word || std::ranges::any_of(around, [&](const Literal& other) {
          return other.function == literal.function &&
                 lower(other.text) == "true";
        });
    return valued ? imds_.foreign_header(name).value_or("") : "";
  }

  bool is_header_of_request(const Mention& mention,
                            const Literal& literal) const {
    bool header = mention.kind == MentionKind::token_header ||
                  mention.kind == MentionKind::ttl_header;
    return header && !literal.function.empty() &&
           is_within(found_, mention.file, literal.function_begin,
                     literal.function_end);
  }

  Sources& sources_;
  const Imds& imds_;
  Literals literals_;
  std::map<std::string, std::set<User>> users_;
  std::map<std::string, Language> languages_;
  Lines found_;                    // what requests passed
  Lines asked_;                    // the same without token PUTs
  std::set<User> judged_, askers_; // functions in which those lie
  std::map<std::string, std::set<std::string>> defined_in_; // name -> files
  std::map<std::string, std::vector<Mention>> states_;
};

} // namespace

/// No text gives such a request away; only the linker knows of it.
static void add_commands(const Judged& judged, Sources& sources) {
  auto& all = sources.mentions;
  std::ranges::copy_if(
      judged.states, std::back_inserter(all),
      [](const Mention& m) { return m.kind == MentionKind::command; });
  const auto place = [](const Mention& m) {
    return std::tie(m.file, m.line, m.column, m.kind, m.text);
  };
  std::ranges::sort(all, {}, place);
  const auto again = [](const Mention& a, const Mention& b) {
    return a.kind == MentionKind::command && b.kind == a.kind &&
           std::tie(a.file, a.line, a.column) ==
               std::tie(b.file, b.line, b.column);
  };
  const auto repeated = std::ranges::unique(all, again);
  all.erase(repeated.begin(), repeated.end());
}

void reconcile(Sources& sources, const Judged& judged,
               const std::vector<ir::Unit>& units, const Imds& imds) {
  Reconciler(sources, judged, units, imds).run();
  add_commands(judged, sources);
}

} // namespace imds::analyzer
