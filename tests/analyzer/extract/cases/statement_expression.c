// The statements of a GNU statement expression come before their value.
int g(const char* s);
#define CHECKED(x) ({ int r_ = g(x); r_ + 1; })
int f(void) {
  int n = CHECKED("/latest/user-data");
  // ir: declare r_: int = g("/latest/user-data")
  // ir: declare n: int = (r_ + 1<CHECKED>)
  return n ?: 2;
  // ir: return (n ? n : 2)
}
