// A field of unknown type does not send Clang in circles.
#include "not_here.h"
class Holder {
public:
  int ask() { return client_.get("/latest/meta-data/"); }
  // ir: return this.client_.get@Client("/latest/meta-data/")
  Holder copy() { return *this; }
private:
  Client client_;
};
int f(Holder h) { return h.ask(); }
// ir: function f (h: Holder) -> int  unknown_field.cpp:11
