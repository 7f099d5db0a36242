// Its name and its path say what is asked; by which way is not followed.
typedef struct sstring {
  const char *ptr;
  unsigned long len;
} sstring;

struct task *task_later(int kind, sstring path, void *handler);
int task_connect(const char *host, int port, struct task *task);

#define ss(x)                                                                  \
  ({                                                                           \
    sstring s = {.ptr = x, .len = sizeof(x) - 1};                              \
    s;                                                                         \
  })

static void aws_metadata_get(sstring path, void *handler) {
  struct task *task = task_later(3, path, handler);
  if (task)
    task_connect("metadata", 80, task);
}

void get_region(void *handler) {
  aws_metadata_get(ss("/latest/meta-data/placement/region"), handler); // expect: request.v1_get v1 breaks
}
