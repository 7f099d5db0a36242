// Designated fields are named, and NULL is no number.
#include <stddef.h>
struct row {
  const char* path;
  const char* header;
  int put;
};
static const struct row rows[] = {
    {.path = "/latest/api/token", .put = 1},
    {"/latest/meta-data/", NULL, 0},
};
// ir: variable rows: row[] local = {row{.path="/latest/api/token", .put=1}, row{.path="/latest/meta-data/", .header=null, .put=0}}  struct_table.c:8
