typedef int (*start_fcn)(void *data);
int poll_until(start_fcn start, void *data);
