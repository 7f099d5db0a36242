// A comment that names http://169.254.169.254/latest/meta-data asks nothing.
/* Neither does
   curl http://169.254.169.254/latest/user-data */
int answer() { return 42; }
