// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/error.h"

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

// How client libraries make requests, read from rules/clients/*.json. A row
// says what one call does to a request: what it sets, resets or sends. Indexes
// count arguments from 0; -1 is the receiver, -2 the result.
namespace imds::analyzer::link {

inline constexpr int kReceiver = -1;
inline constexpr int kResult = -2;
inline constexpr int kAbsent = -9;

/// An argument, or a text that the row itself gives.
struct Operand {
  int argument = kAbsent;
  std::string constant;
  bool present() const { return argument != kAbsent || !constant.empty(); }
};

struct Row {
  std::string library;
  std::vector<std::string> classes; // receiver's, last names; empty: any
  bool construct = false;           // `call` names a type
  bool command = false;             // `call` names a program of scripts
  int when = kAbsent;               // this argument ...
  std::vector<std::string> is;      // ... is one of these names or numbers
  int on = kAbsent;                 // 0 in this argument: sets nothing
  int object = kReceiver;           // what the row works on
  Operand url, host, path, method, raw, body, shell;
  Operand header, header_name, header_value, headers;
  int words = kAbsent;  // from here on each is a word of a command
  int output = kAbsent; // where the answer goes
  std::vector<int> link;
  bool reset = false;
  bool send = false;
  bool later = false;             // the library sends it by itself
  bool upload = false;            // a PUT with a body of unknown length
  std::string returns;            // "object", "answer", "new", ""
  std::string gives;              // class of the object that it returns
  std::string verdict, rule;      // of an SDK call that is judged by itself
  std::vector<std::string> v2_if; // members that forbid it to ask without one
};

struct RuleText {
  std::string id, summary, why, fix;
};

struct Library {
  std::string name;         // "libcurl"
  std::string title;        // "libcurl"
  std::string fallback_fix; // instead of the one that all share; may be ""
  std::map<std::string, RuleText> rules; // by verdict
};

class Clients {
public:
  static Result<Clients> load(const std::vector<std::string>& extra_dirs);

  /// Rows whose call has this last name; the caller checks class and `when`.
  const std::vector<Row>* rows(const std::string& last_name) const;
  /// Whether methods of a class of this last name are known.
  bool has_class(const std::string& last_name) const {
    return classes_.contains(last_name);
  }
  /// What a program does that asks by itself; null for others.
  const Row* command(const std::string& program) const;
  /// Whether a text names such a program.
  bool names_command(const std::string& text) const;
  const Library* library(const std::string& name) const;
  const RuleText* rule(const std::string& id) const;

private:
  void add(const nlohmann::json& file);
  void add_row(const nlohmann::json& row, const std::string& library);

  std::unordered_map<std::string, std::vector<Row>> rows_;
  std::map<std::string, Row> commands_;
  std::set<std::string> classes_;
  std::map<std::string, Library> libraries_;
  std::map<std::string, RuleText> by_id_;
};

} // namespace imds::analyzer::link
