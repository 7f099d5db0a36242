// try, its handlers and throw.
int g(const char* s);
int f() {
  try {
    return g("a");
    // ir: try
  } catch (...) {
    // ir: catch
    throw;
    // ir: throw
  }
}
