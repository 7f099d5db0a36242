// What a macro guards is read with the macro on, and marked as repaired.
void get(const char* url);
void f() {
#ifdef USE_CURL
  get("http://169.254.169.254/");
#endif
}
// ir: unit guards.cpp (inferred)
// ir: unit guards.cpp (repaired)
// ir: get("http://169.254.169.254/")
#if 0
void dead() { get("http://169.254.169.254/dead"); }
#endif
// no-ir: get("http://169.254.169.254/dead")
