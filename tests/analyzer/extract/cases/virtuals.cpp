// A virtual call may run any overrider; a qualified one does not.
#include <string>
struct Base {
  virtual ~Base() = default;
  virtual std::string header() const = 0;
  std::string ask() const { return header(); }
  // ir: return this~>Base::header@Base()
};
struct Aws : Base {
  std::string header() const override { return ""; }
  // ir: function Aws::header [Aws] virtual () -> std::string  virtuals.cpp:10
  // ir: overrides Base::header
};
