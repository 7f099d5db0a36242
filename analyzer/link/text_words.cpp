// SPDX-License-Identifier: Apache-2.0
#include "analyzer/link/text_words.h"

#include "analyzer/link/call_words.h"
#include "analyzer/link/remembered.h"
#include "analyzer/link/request_text.h"

namespace imds::analyzer::link {
namespace {

bool read_gives_self(const std::string& name) {
  return is_one_of(name, {"c_str",
                          "data",
                          "str",
                          "toStdString",
                          "toLatin1",
                          "toUtf8",
                          "constData",
                          "toLocal8Bit",
                          "get",
                          "value",
                          "string",
                          "toString",
                          "to_string",
                          "operator*",
                          "operator->",
                          "release",
                          "value_or",
                          "Data",
                          "utf8",
                          "toEncoded",
                          "native",
                          "view",
                          "buf",
                          "operator()",
                          "begin",
                          "ToString",
                          "AsString",
                          "string_view",
                          "operator basic_string"});
}

bool read_gives_first(const std::string& name) {
  if (is_one_of(name, {"move",
                       "forward",
                       "ref",
                       "cref",
                       "as_const",
                       "L",
                       "_",
                       "tr",
                       "N_",
                       "T",
                       "_T",
                       "TEXT",
                       "QStringLiteral",
                       "QByteArrayLiteral",
                       "QLatin1String",
                       "QLatin1StringView",
                       "fromStdString",
                       "fromUtf8",
                       "fromLatin1",
                       "fromUserInput",
                       "lexical_cast",
                       "to_string_t",
                       "inet_addr",
                       "inet_network",
                       "make_address",
                       "from_string",
                       "make_address_v4",
                       "htonl",
                       "ntohl",
                       "string",
                       "sstring",
                       "string_view",
                       "static_pointer_cast",
                       "launder",
                       "addressof",
                       "StringPiece",
                       "absl_string",
                       "U"}))
    return true;
  return has_word(lower(name),
                  {"strdup",      "strndup",      "str_dup",     "strnew",
                   "string_new",  "cursor_from",  "string_from", "buf_from",
                   "sds_create",  "sdsnew",       "c_str",       "cstr",
                   "from_c_",     "str_new",      "string_to",   "to_wide",
                   "trim",        "utf8_to",      "widen",       "duplicate",
                   "strsteal",    "string_c_",    "_text_lit",   "byte_cursor",
                   "string_free", "buf_finalize", "buf_steal",   "buf_str",
                   "buf_detach",  "buf_get_str"});
}

bool read_fills_format(const std::string& name) {
  return has_word(name, {"printf", "PRINTF", "Printf"}) ||
         is_one_of(name, {"StrFormat", "Format", "sformat", "strformat",
                          "StringFormat", "string_format", "formatString"});
}

bool read_is_brace_format(const std::string& name) {
  return is_one_of(name, {"format", "vformat", "format_to", "sprint"});
}

bool read_joins_all(const std::string& name) {
  return is_one_of(name, {"StrCat", "strconcat", "g_strconcat", "pstrcat",
                          "operator+", "concat", "Concat", "StrJoin",
                          "g_build_path", "JoinPathSegments", "curl_maprintf",
                          "apr_pstrcat", "talloc_strdup_append", "strcats",
                          "ne_concat", "str_cat", "string_concat", "cat"}) ||
         has_word(name, {"concat", "pstrcat", "strcat_all"});
}

bool read_copies_list(const std::string& name) {
  return has_word(lower(name),
                  {"strv_dup", "strdupv", "list_dup", "list_copy"});
}

} // namespace

bool gives_self(const std::string& name) {
  static thread_local Remembered said(read_gives_self);
  return said(name);
}

bool gives_first(const std::string& name) {
  static thread_local Remembered said(read_gives_first);
  return said(name);
}

bool fills_format(const std::string& name) {
  static thread_local Remembered said(read_fills_format);
  return said(name);
}

bool is_brace_format(const std::string& name) {
  static thread_local Remembered said(read_is_brace_format);
  return said(name);
}

bool joins_all(const std::string& name) {
  static thread_local Remembered said(read_joins_all);
  return said(name);
}

bool copies_list(const std::string& name) {
  static thread_local Remembered said(read_copies_list);
  return said(name);
}

bool copies_into(const std::string& name) {
  return is_one_of(name, {"strcpy", "strncpy", "strlcpy", "memcpy", "memmove",
                          "stpcpy", "stpncpy", "mempcpy", "sstrncpy",
                          "strcpy_s", "wcscpy", "lstrcpy"}) ||
         has_word(name, {"strscpy", "str_copy"});
}

} // namespace imds::analyzer::link
