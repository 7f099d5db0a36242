// Literals joined through macros keep the names of the macros.
#define HOST "169.254.169.254"
#define BASE "http://" HOST
void get(const char* url);
void f(void) {
  get(BASE "/latest/meta-data/");
  // ir: get("http://169.254.169.254/latest/meta-data/"<BASE HOST>)
}
