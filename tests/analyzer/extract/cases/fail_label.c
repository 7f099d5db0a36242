// Code behind a label stays in place; a goto only says where it goes.
int send_it(const char* s);
int f(void) {
  int r = send_it("a");
  if (r)
    goto fail;
  // ir: goto fail
  return 0;
fail:
  // ir: block fail
  send_it("b");
  // ir: send_it("b")
  return r;
}
