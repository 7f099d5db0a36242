// A call through a table of function pointers is indirect.
struct table {
  int (*get)(const char* url);
};
static int real_get(const char* url) { return url != 0; }
static struct table t = {.get = real_get};
// ir: variable t: table local = table{.get=&real_get}  function_table.c:6
int f(void) {
  return t.get("/latest/meta-data/");
  // ir: return (*::t.get)("/latest/meta-data/")
}
