// SPDX-License-Identifier: Apache-2.0
//
// What a class name means where it is written.
#include "analyzer/link/program.h"

#include <gtest/gtest.h>

namespace imds::analyzer::link {
namespace {

ir::Unit unit_of_two_requests() {
  ir::Unit unit;
  unit.main_file = "a.cpp";
  unit.files = {"a.cpp"};
  for (const char* name :
       {"agent::Request", "agent::http::Basic", "agent::Session"})
    unit.classes.push_back({name, {}, {}});
  unit.aliases["agent::http::Request"] = "agent::http::Basic<Body>";
  return unit;
}

struct Written {
  const char *type, *scope, *means;
};

TEST(Program, FindsTheClassThatANameMeans) {
  Program program({unit_of_two_requests()});
  for (const Written& c : std::initializer_list<Written>{
           {"Request", "agent::send", "agent::Request"},
           {"http::Request", "agent::send", "agent::http::Basic"},
           {"Request", "agent::http::send", "agent::http::Basic"},
           {"const std::unique_ptr<Session>&", "agent::f", "agent::Session"},
           {"http::Request", "other::send", "http::Request"}})
    EXPECT_EQ(program.class_in(c.type, c.scope), c.means)
        << c.type << " in " << c.scope;
}

} // namespace
} // namespace imds::analyzer::link
