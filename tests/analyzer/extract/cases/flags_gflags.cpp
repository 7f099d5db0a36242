// A flag is a variable with a default, also without the library's header.
#include <gflags/gflags.h>
DEFINE_string(imds_url, "http://169.254.169.254" "/latest/", "where IMDS is");
// ir: variable FLAGS_imds_url: string flag = "http://169.254.169.254/latest/"  flags_gflags.cpp:3
DEFINE_bool(imdsv2, false, "use tokens");
// ir: variable FLAGS_imdsv2: bool flag = 0  flags_gflags.cpp:5
bool f() { return FLAGS_imdsv2; }
// ir: return ::FLAGS_imdsv2
