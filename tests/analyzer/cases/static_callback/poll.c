#include "poll.h"
int poll_until(start_fcn start_it, void *data) {
  for (int i = 0; i < 3; ++i)
    if (start_it(data) == 0)
      return 0;
  return -1;
}
