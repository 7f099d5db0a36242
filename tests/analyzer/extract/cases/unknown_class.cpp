// A member of a class that nothing declares is still a function.
#include "not_here.h"
void Unknown::ask(const Other& other) {
  other.get("http://169.254.169.254/");
  // ir: function Unknown::ask [Unknown] (other: Other) -> void  unknown_class.cpp:3
  // ir: other.get@Other("http://169.254.169.254/")
}
