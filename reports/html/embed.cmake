# SPDX-License-Identifier: Apache-2.0
# cmake -DCSS=... -DJS=... -DOUT=... -P embed.cmake
# Writes a C++ source that holds the page's style and script, and the hashes
# that its Content-Security-Policy allows, so that nothing else can run there.

# The base64 of a SHA-256 given in hex: three bytes make four characters.
function(base64_of_hash hex out)
  set(alphabet
    ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/)
  set(text "")
  foreach(at RANGE 0 54 6)
    string(SUBSTRING "${hex}" ${at} 6 bytes)
    foreach(shift IN ITEMS 18 12 6 0)
      math(EXPR index "(0x${bytes} >> ${shift}) & 63")
      string(SUBSTRING "${alphabet}" ${index} 1 char)
      string(APPEND text "${char}")
    endforeach()
  endforeach()
  string(SUBSTRING "${hex}" 60 4 bytes) # the last two bytes, and padding
  foreach(shift IN ITEMS 12 6 0)
    math(EXPR index "((0x${bytes} << 2) >> ${shift}) & 63")
    string(SUBSTRING "${alphabet}" ${index} 1 char)
    string(APPEND text "${char}")
  endforeach()
  set(${out} "${text}=" PARENT_SCOPE)
endfunction()

file(READ "${CSS}" css)
file(READ "${JS}" js)
string(SHA256 css_hash "${css}")
string(SHA256 js_hash "${js}")
base64_of_hash("${css_hash}" css_hash)
base64_of_hash("${js_hash}" js_hash)
file(WRITE "${OUT}" "// Made by reports/html/embed.cmake.
#include \"reports/html_assets.h\"
namespace imds::report {
const char* const kStyle = R\"imds(${css})imds\";
const char* const kScript = R\"imds(${js})imds\";
const char* const kStyleHash = \"sha256-${css_hash}\";
const char* const kScriptHash = \"sha256-${js_hash}\";
} // namespace imds::report
")
