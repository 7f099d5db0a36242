// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/ir.h"
#include "analyzer/link/value.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

// All units of a tree as one program: who is called by a name, what overrides
// what, which class a member belongs to. Names are the identity (ir.h says
// why), so a look-up may give several candidates; the nearest wins.
namespace imds::analyzer::link {

struct Fn {
  const ir::Function* ir = nullptr;
  const std::vector<int>* files = nullptr; // unit's file index -> program's
  ir::ReadAs read_as = ir::ReadAs::lexical;
  int id = 0;
  int file() const { return (*files)[std::size_t(ir->loc.file)]; }
};

struct ClassInfo {
  std::vector<std::string> bases;
  std::vector<std::string> derived;
  std::vector<std::pair<const ir::Field*, const std::vector<int>*>> fields;
};

struct Global {
  const ir::Variable* ir = nullptr;
  const std::vector<int>* files = nullptr;
};

/// How a call names its callee.
struct Callee {
  std::string name;     // as written or resolved
  std::string receiver; // class of the object, "" where unknown
  bool has_receiver = false;
  bool dispatched = false;
  std::size_t arguments = 0; // without the receiver
  int file = -1;             // where the call stands
};

class Program {
public:
  explicit Program(const std::vector<ir::Unit>& units);

  const std::vector<Fn>& functions() const { return functions_; }
  const std::vector<std::string>& files() const { return files_; }

  /// Bodies that the call may run; none: the callee is not in the tree.
  std::vector<const Fn*> find(const Callee& callee) const;
  /// All functions of this qualified or last name, for function values.
  std::vector<const Fn*> named(std::string_view name, int file) const;
  const Fn* lambda(std::string_view name, int file) const;
  /// A shell function of the script `file`, or of one that it sources.
  const Fn* script_function(const std::string& name, int file) const;
  /// Whether `file` is a script that sources others.
  bool sources_others(int file) const { return sourced_.contains(file); }
  /// The body of a script of this base name that the script `file` sources.
  const Fn* sourced_script(const std::string& name, int file) const;

  const ClassInfo* find_class(const std::string& name) const;
  /// The class that T(x) makes, as it is written; "": T names none.
  std::string made_class(const std::string& name) const;
  /// `name` and its bases, nearest first.
  std::vector<std::string> lineage(const std::string& name) const;
  /// Whether an object of one class may be one of the other.
  bool related(const std::string& a, const std::string& b) const;
  /// Classes below `name` that have no class below them.
  std::vector<std::string> leaves(const std::string& name) const;
  /// A type as written to the class it means: no pointer, smart pointer or
  /// alias around it.
  std::string class_of(const std::string& type) const;
  /// The same, of a type that is written inside of the function `scope`.
  std::string class_in(const std::string& type, std::string_view scope) const;
  const Global* global(const std::string& name, int file) const;
  /// As `user`, a function, names it: what is nearest to it comes first.
  const Global* global(const std::string& name, int file,
                       std::string_view user) const;
  const std::map<std::string, std::vector<Global>>& globals() const {
    return globals_;
  }
  const std::map<std::string, ClassInfo>& classes() const { return classes_; }
  /// Whether a class has a function whose body is known, constructors apart.
  bool has_method(const std::string& class_name) const;
  /// How many classes declare a field of this name.
  std::size_t declarers(const std::string& field) const;
  /// Fields in order of declaration, bases first.
  std::vector<const ir::Field*> fields(const std::string& class_name) const;

private:
  void add_unit(const ir::Unit& unit);
  std::vector<int> sourced_by(int file) const;
  const ClassInfo* look_for_class(const std::string& name) const;
  std::string without_wrapping(std::string type) const;
  std::string look_for_made(const std::string& name) const;
  Fn* known_as(const Fn& fresh, const std::vector<int>& among);
  void add_functions(const ir::Unit& unit, const std::vector<int>* files);
  void add_classes(const ir::Unit& unit, const std::vector<int>* files);
  std::string resolve_class(const std::string& name,
                            std::string_view scope) const;
  std::vector<const Fn*> overriders(const Fn& base,
                                    std::size_t arguments) const;
  std::vector<const Fn*> by_class(const Callee& callee) const;
  std::vector<const Fn*> by_name(const Callee& callee) const;
  void add_scopes(std::string_view qualified);
  void add_alias_scopes();
  bool of_strangers(std::string_view qualified) const;

  std::vector<Fn> functions_;
  std::vector<std::string> files_;
  std::map<std::string, int, std::less<>> file_ids_;
  std::map<int, const std::vector<std::string>*> sourced_; // by script
  std::vector<std::unique_ptr<std::vector<int>>> file_maps_;
  std::map<std::string, std::vector<int>, std::less<>> by_full_;
  std::unordered_map<std::string, std::vector<int>> by_last_;
  std::unordered_map<std::string, std::vector<int>> by_override_;
  std::map<std::string, ClassInfo> classes_;
  std::map<std::string, std::set<std::string>> field_owners_;
  std::map<std::string, std::vector<std::string>> last_class_;
  std::map<std::string, std::vector<Global>> globals_;
  std::map<std::string, std::vector<Global>> inner_globals_; // by last name
  std::map<std::string, std::string> aliases_;
  std::set<std::string, std::less<>> scopes_; // last names
  // Answers of find_class, class_of and made_class, which look at nothing but
  // the names in classes_, last_class_ and aliases_: those are whole once all
  // units are added, before anybody asks. Not for threads.
  mutable std::unordered_map<std::string, const ClassInfo*> found_;
  mutable std::unordered_map<std::string, std::string> meant_, made_;
};

/// Whether a type is a pointer that owns, or an optional: empty at first.
bool is_smart_pointer(std::string_view type);
/// Whether a parameter stands for all further arguments.
bool is_rest(const ir::Param& param);
/// Whether a function is a part of a shell script, whose variables it shares.
inline bool in_script(const ir::Function& fn) {
  return !fn.parent.empty() && fn.name.find("(lambda") == std::string::npos;
}
/// "a<b>::c" -> "a::c".
std::string strip_templates(std::string_view name);
/// "a::b::c" -> "c"; also cuts template arguments.
std::string last_name(std::string_view qualified);
/// "a::b::c" -> "a::b".
std::string_view scope_of(std::string_view qualified);
/// Whether two qualified names may be one, one of them written shorter.
bool same_name(std::string_view a, std::string_view b);

} // namespace imds::analyzer::link
