// Constants of every form have their value as a variable.
#include <string>
#include <string_view>
constexpr std::string_view kHost{"169.254.169.254:80", 15};
// ir: variable kHost: std::string_view = "169.254.169.254"  constants.cpp:4
constexpr char kPath[] = {'/', 'x', 0};
// ir: variable kPath: char[] = "/x"  constants.cpp:6
static const std::string kUrl = std::string("http://") + "h";
// ir: variable kUrl: std::string local = ("http://" + "h")  constants.cpp:8
const wchar_t* wide = L"169.254.169.254";
// ir: variable wide: wchar_t* = "169.254.169.254"  constants.cpp:10
const unsigned char bytes[] = {169, 254, 169, 254};
// ir: variable bytes: unsigned char[] = {169, 254, 169, 254}  constants.cpp:12
