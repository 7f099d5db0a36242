// SPDX-License-Identifier: Apache-2.0
#include "analyzer/lexical/keywords.h"

#include <algorithm>
#include <array>

namespace imds::analyzer::lexical {

namespace {

using Words = std::string_view;

template <std::size_t N>
bool contains(const std::array<Words, N>& sorted, std::string_view name) {
  return std::ranges::binary_search(sorted, name);
}

constexpr std::array<Words, 24> kSpecifiers = {
    "_Noreturn",    "__const",    "__extension__", "__inline", "__inline__",
    "__restrict",   "__volatile", "class",         "const",    "consteval",
    "constexpr",    "constinit",  "explicit",      "extern",   "friend",
    "inline",       "mutable",    "register",      "static",   "struct",
    "thread_local", "typename",   "virtual",       "volatile"};

constexpr std::array<Words, 19> kBuiltins = {
    "_Bool",    "__int128", "__int64",  "__uint128_t", "auto",   "bool", "char",
    "char16_t", "char32_t", "char8_t",  "double",      "float",  "int",  "long",
    "short",    "signed",   "unsigned", "void",        "wchar_t"};

constexpr std::array<Words, 48> kReserved = {
    "alignof",     "and",        "asm",          "break",
    "case",        "catch",      "co_await",     "co_return",
    "co_yield",    "const_cast", "continue",     "default",
    "delete",      "do",         "dynamic_cast", "else",
    "enum",        "export",     "false",        "for",
    "goto",        "if",         "namespace",    "new",
    "not",         "nullptr",    "operator",     "or",
    "private",     "protected",  "public",       "reinterpret_cast",
    "requires",    "return",     "sizeof",       "static_assert",
    "static_cast", "switch",     "template",     "this",
    "throw",       "true",       "try",          "typedef",
    "typeid",      "union",      "using",        "while"};

static_assert(std::ranges::is_sorted(kSpecifiers));
static_assert(std::ranges::is_sorted(kBuiltins));
static_assert(std::ranges::is_sorted(kReserved));

} // namespace

bool is_specifier(std::string_view name) { return contains(kSpecifiers, name); }

bool is_builtin_type(std::string_view name) {
  return contains(kBuiltins, name);
}

bool is_reserved(std::string_view name) { return contains(kReserved, name); }

bool looks_like_macro(std::string_view name) {
  std::size_t upper = 0;
  for (char c : name) {
    if (c >= 'a' && c <= 'z')
      return false;
    upper += c >= 'A' && c <= 'Z' ? 1 : 0;
  }
  return upper >= 3;
}

} // namespace imds::analyzer::lexical
