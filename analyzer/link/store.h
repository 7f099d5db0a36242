// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/link/world.h"

#include <map>
#include <set>
#include <string>
#include <unordered_map>

namespace imds::analyzer::link {

/// What members and globals hold anywhere in the program, whatever the order:
/// what one function stores, any other may read. Filled in rounds until
/// nothing new comes.
class Store {
public:
  struct Entry {
    Value value;
    std::map<int, Held<Object>> objects; // what value refers to
    std::set<std::string> writers;       // functions that write it
    std::set<std::string> constants;     // plain ones written, as text
    std::string preset;                  // what it is before anyone decides
    bool state = false;       // written as a program runs, not only set up
    bool relevant = false;    // something of a request was written ...
    std::vector<Guard> under; // ... and only behind these switches
  };

  /// Adds; returns whether anything was new. `relevant` values are never
  /// pushed out by others.
  bool write(const std::string& key, const Value& value, const World& world,
             const std::string& writer, bool relevant);
  /// Adds what calls have put into the object that the place is; `world` has
  /// what it refers to.
  void fill(const std::string& key, int id, const Object& object,
            const World& world, const std::string& writer);
  void mark_state(const std::string& key) { entries_[key].state = true; }
  void set_preset(const std::string& key, const std::string& text) {
    entries_[key].preset = text;
  }
  const Entry* read(const std::string& key) const;
  /// The switch behind which alone it was written: a flag whose default is
  /// known. What who wrote it writes, too ("initialized") is none. May be null.
  const Guard* switch_of(const Entry& entry) const;
  /// Whether a member of this name may have such a switch.
  bool may_have_switch(const std::string& member) const {
    return switched_.contains(member);
  }
  /// Whether that switch is off in `world`.
  bool is_switched_off(const Entry& entry, const World& world) const;

  /// Functions assigned to a member or global of this name anywhere.
  void add_target(const std::string& name, const Alt& function);
  const std::vector<Alt>* targets(const std::string& name) const;
  /// Keys of members and globals that hold such a text, by themselves or in an
  /// object that they refer to.
  enum class Holds { itself, by_object };
  std::set<std::string> hot(const std::function<bool(const Text&)>& wanted,
                            Holds how) const;
  std::uint64_t changes() const { return changes_; }

private:
  std::unordered_map<std::string, Entry> entries_;
  std::map<std::string, std::vector<Alt>> targets_;
  std::set<std::string> switched_; // names of members written behind a switch
  std::uint64_t changes_ = 0;
};

} // namespace imds::analyzer::link
