// A template that nobody declares, within one that is instantiated: Clang once
// took it for a parameter of that, and crashed over the argument.
#include <string>

namespace app {
template <class T> class Box {
  using Item = lost<T, std::string>;
  Item item;

public:
  lost<T>& get();
};

struct User {
  Box<int> box;
  std::string url = "http://169.254.169.254/latest/";
};
} // namespace app
// ir: box: app::Box<int>  unknown_template.cpp:15
