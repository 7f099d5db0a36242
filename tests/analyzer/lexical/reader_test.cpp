// SPDX-License-Identifier: Apache-2.0
#include "analyzer/lexical/read_lexically.h"

#include "tests/analyzer/ir_line.h"

#include <gtest/gtest.h>

namespace imds::analyzer::lexical {
namespace {

std::string head_line(const ir::Function& f) {
  std::string text = f.local ? "static " : "";
  text += f.is_virtual ? "virtual " : "";
  text += f.result_type.empty() ? "" : f.result_type + " ";
  text += f.name + "(";
  for (const ir::Param& p : f.params) {
    text += text.ends_with("(") ? "" : ", ";
    text += p.type + (p.type.empty() || p.name.empty() ? "" : " ") + p.name;
    text += p.initial.empty() ? "" : " = " + ir_line(p.initial[0]);
  }
  return text + ")" + (f.has_body ? " {" + ir_line(f.body) + "}" : ";");
}

template <class V> std::string variable_line(const V& v) {
  return v.type + (v.type.empty() ? "" : " ") + v.name +
         (v.initial.empty() ? "" : " = " + ir_line(v.initial[0]));
}

// All that was read, one thing a line.
std::string shown(const std::string& file, const std::string& code) {
  ir::Unit unit = read_text(file, code);
  std::string text;
  auto add = [&](const std::string& line) {
    text += (text.empty() ? "" : "\n") + line;
  };
  for (const ir::Class& c : unit.classes) {
    std::string line = "class " + c.name;
    for (const std::string& base : c.bases)
      line += " : " + base;
    for (const ir::Field& f : c.fields)
      line += "; " + variable_line(f);
    add(line);
  }
  for (const auto& [name, type] : unit.aliases)
    add("using " + name + " = " + type);
  for (const ir::Variable& v : unit.variables)
    add((v.local ? "static " : v.flag ? "flag " : "") + variable_line(v));
  for (const ir::Function& f : unit.functions)
    add(head_line(f));
  return text;
}

struct Case {
  const char* code;
  const char* read;
};

// Each line of a body is the body of `void f() { }`.
const Case kBodies[] = {
    // Declarations and expressions.
    {"int x = 1; x += 2;", "int x = 1; x += 2"},
    {"const std::string& s(a);", "std::string s = new std::string(::a)"},
    {"Foo* p = new Foo(1);", "Foo* p = new Foo(1)"},
    {"auto p = std::make_unique<Foo>(1);", "auto p = new Foo(1)"},
    {"T x{1}; T y = {.a = 1, .b = 2};", "T x = new T(1); T y = T{.a=1, .b=2}"},
    {"a * b;", "a* b"},
    {"foo(bar);", "foo(::bar)"},
    {"unsigned long n, *m = 0;", "unsigned long n; unsigned long* m = 0"},
    {"char buf[10] = \"a\";", "char[] buf = \"a\""},
    {"std::map<K, std::vector<V>> m;", "std::map<K,std::vector<V>> m"},
    {"if (a < b && c > d) e();", "if (((::a < ::b) && (::c > ::d))) {e()}"},
    {"auto [a, b] = f();",
     "auto (bound) = f(); auto a = (bound)[0]; auto b = (bound)[1]"},
    {"int x; { int x; x = 1; } x = 2;", "int x; {int x#2; x#2 = 1}; x = 2"},
    {"void (*cb)(int) = g; cb(1);", "void cb = ::g; *cb(1)"},
    {"x = a ? b : c;", "::x = (::a ? ::b : ::c)"},
    {"a = b = c;", "::a = (::b = ::c)"},
    {"a + b * c - d;", "((::a + (::b * ::c)) - ::d)"},
    {"x = y >> 1; z >>= 2;", "::x = (::y >> 1); (::z >>= 2)"},
    {"o << \"a\" << b;", "((::o << \"a\") << ::b)"},
    {"!a && -1 == ~b;", "(!::a && (-1 == ~::b))"},
    {"not a or b and c;", "(!::a || (::b && ::c))"},
    // Calls.
    {"a.b(1).c(2);", "::a.b(1).c(2)"},
    {"p->q->r(x);", "::p->q.r(::x)"},
    {"ns::T<int>::make(1);", "ns::T::make(1)"},
    {"this->x = y.z[1];", "this->x = ::y->z[1]"},
    {"f(g)(h);", "*f(::g)(::h)"},
    {"foo<Bar>(1, 2);", "foo(1, 2)"},
    {"co_await g(1);", "g(1)"},
    {"std::string(\"a\") + b;", "(std::string(\"a\") + ::b)"},
    {"x = std::move(y);", "::x = ::y"},
    {"f(A{1, 2}, {3});", "f(new A(1, 2), {3})"},
    {"delete[] p;", "delete::p"},
    {"f(sizeof(x), nullptr, NULL, 'a');", "f(?(), null, null, 97)"},
    // Casts.
    {"x = (char*)malloc(1);", "::x = malloc(1)"},
    {"(void)f();", "f()"},
    {"y = static_cast<int>(z) + 1;", "::y = (::z + 1)"},
    {"f((struct foo){1});", "f({1})"},
    {"n = (size_t)(a);", "::n = ::a"},
    {"(f)(x);", "f(::x)"},
    // Texts.
    {"s = \"a\" \"b\";", "::s = \"ab\""},
    {"s = HOST \"/b\";", "::s = (::HOST + \"/b\")"},
    {"s = \"a\" PRIu64 \"b\";", "::s = (\"a\" + (::PRIu64 + \"b\"))"},
    {"s = L\"a\" u8\"b\" R\"(c\\)\";", "::s = \"abc\\\""},
    {"s = _T(\"a\");", "::s = \"a\""},
    {"s = STR(x) \"b\";", "::s = (STR(::x) + \"b\")"},
    // Control.
    {"if (int e = f()) g(e); else h();",
     "int e = f(); if (e) {g(e)} else {h()}"},
    {"if (auto x = f(); x > 1) g();", "auto x = f(); if ((x > 1)) {g()}"},
    {"for (int i = 0; i < n; ++i) f(i);",
     "int i = 0; for ((i < ::n)) {f(i); ++i}"},
    {"for (const auto& x : xs) f(x);", "range x (::xs) {f(x)}"},
    {"for (auto& [k, v] : m) f(v);",
     "range (bound) (::m) {auto k = (bound)[0]; auto v = (bound)[1]; f(v)}"},
    {"while (f()) { g(); }", "while (f()) {g()}"},
    {"do g(); while (f());", "do (f()) {g()}"},
    {"switch (x) { case 1: case 2: f(); break; default: g(); }",
     "switch (::x) 1: {f(); break} 2: {f(); break} null: {g()}"},
    {"try { f(); } catch (const E& e) { g(e); } catch (...) {}",
     "try {f()} catch {E e; g(e)} catch {}"},
    {"return f(x);", "return f(::x)"},
    {"co_return;", "co_return"},
    {"goto out; out: f();", "goto out; f()"},
    {"throw E(\"a\");", "E(\"a\"); throw"},
    {"MACRO(x) f();", "MACRO(::x); f()"},
    {"FOREACH(x, xs) { f(x); }", "FOREACH(::x, ::xs); {f(::x)}"},
    {"a = 1;\n#ifdef X\nb();\n#else\nc();\n#endif\nd();",
     "::a = 1; if (?()) {b()} else {c()}; d()"},
    {"#ifdef X\nb();\n#endif\nc();", "#defined(X) {b()}; c()"},
    {"#ifdef X\nreturn b();\n#endif\nc();", "if (?()) {return b()}; c()"},
    {"#if A\na();\n#elif B\nb();\n#else\nc();\n#endif\nd();",
     "if (?()) {a()} else {if (?()) {b()} else {c()}}; d()"},
};

TEST(Reader, ReadsBodies) {
  for (const Case& c : kBodies)
    EXPECT_EQ(shown("a.cpp", std::string("void f() {\n") + c.code + "\n}"),
              std::string("void f() {") + c.read + "}")
        << c.code;
}

const Case kFiles[] = {
    // Functions.
    {"int f(int a, const char* b = \"x\") { return a; }",
     "int f(int a, char* b = \"x\") {return a}"},
    {"static void f(void);", "static void f();"},
    {"namespace a { namespace { void f() {} } }", "static void a::f() {}"},
    {"namespace a::b { int C::f() const noexcept { return x_; } }",
     "int a::b::C::f() {return ::x_}"},
    {"A::A(int x) : a_(x), b_{1, 2} { f(); }",
     "A::A(int x) {this->a_ = x; this->b_ = {1, 2}; f()}"},
    {"A::~A() { f(); }", "A::~A() {f()}"},
    {"bool A::operator==(const A& o) const { return true; }",
     "bool A::operator==(A o) {return true}"},
    {"template <class T> T f(T x) { return x; }", "T f(T x) {return x}"},
    {"EXPORT_API struct foo* WINAPI f(int x) { return 0; }",
     "foo* f(int x) {return 0}"},
    {"auto f(int x) -> std::string { return g(x); }",
     "auto f(int x) {return g(x)}"},
    {"extern \"C\" { int f(int x) { return x; } }", "int f(int x) {return x}"},
    {"TEST(Suite, Name) { f(); }", "Suite::Name() {f()}"},
    {"Q_OBJECT\nvoid f() {}", "void f() {}"},
    {"void f() { auto g = [x = y, &z](int a) { return a + x; }; g(1); }",
     "static f::(lambda:1:21)(int a) { x = ::y; return (a + x)}\n"
     "void f() {auto g = lambda f::(lambda:1:21); *g(1)}"},
    {"void f(void (*cb)(int), int x[]) { cb(x); }",
     "void f(void cb, int x) {*cb(x)}"},
    // Classes.
    {"class A : public B, private c::D<int> { int x = 1; "
     "static const char* k; void f() { x = 2; } virtual int g() = 0; "
     "int h() override; };",
     "class A : B : c::D; int x = 1\n"
     "char* A::k\n"
     "void A::f() {::x = 2}\n"
     "virtual int A::g();\n"
     "virtual int A::h();"},
    {"struct EXPORT A final { std::string a, b{\"x\"}; A(); };",
     "class A; std::string a; std::string b = new std::string(\"x\")\nA::A();"},
    {"typedef struct { int a; } T;", "class T; int a"},
    {"struct { int a; } x = { .a = 1 };",
     "class (nameless 783228860:1:8); int a\n"
     "(nameless 783228860:1:8) x = (nameless 783228860:1:8){.a=1}"},
    {"enum class M { kGet, kPut = 5, kPost };",
     "M M::kGet = kGet\nM M::kPut = kPut\nM M::kPost = kPost"},
    {"using S = std::string; typedef foo* bar;",
     "using S = std::string\nusing bar = foo*"},
    // Variables.
    {"const char kHost[] = \"a\"; static std::string kPath(\"b\");",
     "char kHost = \"a\"\nstatic std::string kPath = new std::string(\"b\")"},
    {"const std::string A::kUrl = \"a\" + b;",
     "std::string A::kUrl = (\"a\" + ::b)"},
    {"static const struct row t[] = { {\"a\", f}, { .p = \"b\" } };",
     "static row t = {row{\"a\", ::f}, row{.p=\"b\"}}"},
    {"extern int x;", ""},
    {"DEFINE_string(url, \"http://a\", \"help\");",
     "flag string FLAGS_url = \"http://a\""},
    {"ABSL_FLAG(std::string, url, \"http://a\", \"help\");",
     "flag std::string FLAGS_url = \"http://a\""},
    {"STATIC_STRING(s_path, \"/latest\");", "s_path = \"/latest\""},
    // Macros.
    {"#define URL HOST \"/x\"", "static URL = (::HOST + \"/x\")"},
    {"#define GET(u) get(u, NULL)", "static GET(u) {return get(u, null)}"},
    {"#define DO(x) do { f(x); } while (0)", "static DO(x) {do (0) {f(x)}}"},
    {"#define BEGIN namespace x {", ""},
    {"#define EMPTY", ""},
    // One bad declaration costs itself only.
    {"@@ 1 2 3; int f() { return 1; }", "int f() {return 1}"},
    {"int f() { return (1; } int g() { return 2; }",
     "int f() {return ?(1, ?())}\nint g() {return 2}"},
    {"#ifdef A\nint f(int x) {\n#else\nint f() {\n#endif\n g(); }\nint h(){}",
     "int f(int x) {g()}\nint h() {}"},
};

TEST(Reader, ReadsFiles) {
  for (const Case& c : kFiles)
    EXPECT_EQ(shown("a.cpp", c.code), c.read) << c.code;
}

const Case kPlainC[] = {
    {"int f(a, b) int a; char *b; { return a; }", "int f(a, b) {return a}"},
    {"void f(struct ops *o) { o->get(o, 1); }",
     "void f(ops* o) {*o->get(o, 1)}"},
    {"struct ops t = { .get = my_get, 0 };", "ops t = ops{.get=::my_get, 0}"},
    {"TEST_CASE(x) { f(); }", "TEST_CASE(x) {f()}"},
};

TEST(Reader, ReadsPlainC) {
  for (const Case& c : kPlainC)
    EXPECT_EQ(shown("a.c", c.code), c.read) << c.code;
}

TEST(Reader, KeepsPlaces) {
  ir::Unit unit = read_text("a.h", "#define A \\\n  \"x\"\nvoid f()\n{\n"
                                   "  g(A);\n}\n");
  ASSERT_EQ(unit.functions.size(), 1u);
  EXPECT_EQ(unit.functions[0].loc.line, 3);
  EXPECT_EQ(unit.functions[0].loc.column, 6);
  EXPECT_EQ(unit.functions[0].end_line, 6);
  EXPECT_EQ(unit.functions[0].body.at(0).loc.line, 5);
  EXPECT_EQ(unit.functions[0].body[0].exprs.at(0).args.at(0).loc.column, 5);
  ASSERT_EQ(unit.variables.size(), 1u);
  EXPECT_EQ(unit.variables[0].loc.line, 2);
  EXPECT_FALSE(unit.variables[0].local) << "a header's macro is for all";
}

} // namespace
} // namespace imds::analyzer::lexical
