// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/ir.h"
#include "analyzer/link/value.h"

#include <map>
#include <set>
#include <string>
#include <vector>

// What link/ hands to judge/: every request on every path that the walk took,
// with what it carried and what had to be true to get there.
namespace imds::analyzer::link {

/// Why a branch goes one way: what its condition was made from.
enum class Reason {
  token,  // a token's value, or whether its PUT succeeded
  choice, // a flag, option, variable of the environment, or member
  answer, // whether an earlier tokenless request succeeded
  other,
};

struct Guard {
  std::string key; // equal keys are one condition
  bool holds = true;
  Reason reason = Reason::other;
  std::string name;          // of the switch
  std::string preset;        // its default, if known
  std::string constant;      // what it was compared with: "2", "IMDS_V2", ""
  std::string op;            // == < > <= >=, or "": asked for itself
  int answers = -1;          // reason answer or token: the event
  bool against_zero = false; // asked whether it is the number 0 ...
  bool against_ok = false;   // ... by a name: CURLE_OK, and no length
  bool body = false;         // asked whether something came
  int depth = 0;             // of the frame that asked
  Spot spot;
};

/// One call on the way from where the URL was made to where it leaves.
struct Step {
  Spot spot;
  std::string function; // that contains the call
  std::string callee;
};

enum class Verb { unknown, get, head, put, other };
enum class Carries { no, maybe, yes };

/// How the request was recognised, best first.
enum class Route { rule, raw, shell, probable };

struct Event {
  std::vector<Step> stack; // outermost first; back() sends
  std::size_t place = 0;   // index of the step a maintainer edits
  Spot made;               // where the URL, or its path, was written
  Text url;                // host and path joined, holes kept
  bool host_known = false; // the endpoint itself was seen
  bool path_known = false; // an EC2 path was seen
  Verb verb = Verb::unknown;
  Carries token = Carries::no;
  Carries ttl = Carries::no;
  bool open = false; // depends on a parameter nobody filled
  bool open_headers = false;
  bool lent = false; // known by a member of what a parameter points to
  bool token_put = false;
  bool bad_put = false; // a shape of PUT that IMDS refuses (libcurl upload)
  bool by_name = false; // what it carries is only named like a token
  int put = -1;         // the event that gave the token, where known
  std::string foreign;  // another cloud decides: its name
  std::vector<Guard> guards;
  Route route = Route::probable;
  std::string library;    // of the client rule; "" for none
  std::string fixed;      // an SDK row's own verdict: "v1", "v1-fallback"
  std::string rule;       // and its rule id
  std::vector<Spot> also; // literals that took part (headers, host)
  ir::ReadAs read_as = ir::ReadAs::lexical;
  bool stray = false; // endpoint, but a path that nobody knows
  int id = 0;
  int round = 0;
  int root = -1;    // function whose walk saw it
  bool cut = false; // its walk gave up: other paths may not have been seen
  bool told_elsewhere = false; // lent, or of a set; another has a token
  bool joined = false;         // seen where all paths were walked as one
  bool own_text = false; // joined, and its function or a callee writes the text
  bool dropped = false;  // made definite elsewhere, or of an older round
  bool stale = false;    // of an older round, and now nothing asks for it there
};

struct Flows {
  std::vector<Event> events;
  std::vector<std::string> files; // what Spot::file indexes
  Holes holes;                    // what Piece::hole indexes
  std::vector<std::string> over_budget;
  std::vector<Spot> compared; // literals that only took part in comparisons
  /// Rows for calls that nothing explains, and where those are.
  std::map<std::string, std::set<Spot>> suggestions;
};

} // namespace imds::analyzer::link
