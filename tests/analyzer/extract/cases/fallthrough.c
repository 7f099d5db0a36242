// Each case of a switch has what it falls through to.
void a(void);
void b(void);
enum mode { V1, V2 };
void f(enum mode m) {
  switch (m) {
  case V2:
    a();
  case V1:
    b();
    break;
  }
  // ir: case V2=1
  // ir: case V1=0
  // ir: a()
}
