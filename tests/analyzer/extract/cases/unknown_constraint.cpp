// A constraint over a type that nobody declares has no value; Clang looked for
// one, and crashed.
#include <map>
#include <string>

template <class T>
concept IsMap = requires(T t) {
  typename T::key_type;
  t.begin();
};

struct Modes {
  static std::map<lost_string, int> map();
};

template <class M>
  requires IsMap<decltype(M::map())>
class Option {
  int value;
};

using Mode = Option<Modes>;

struct Settings {
  Mode mode;
  std::string url = "http://169.254.169.254/latest/";
};
// ir: mode: Mode  unknown_constraint.cpp:25
