// SPDX-License-Identifier: Apache-2.0
//
// Programs by the image that they run in, whatever its tag.
#include "input_files.h"

#include "reports/part_reasons.h"
#include "reports/program_name.h"
#include "reports/render.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fmt/format.h>

namespace imds::report {
namespace {

using namespace samples;
using nlohmann::json;

struct NameCase {
  const char *image, *family, *version;
};

const NameCase kNames[] = {
    {"nginx", "nginx", ""},
    {"nginx:1.25", "nginx", "1.25"},
    {"docker.io/library/nginx:1.25", "nginx", "1.25"},
    {"docker.io/grafana/agent:v0.40", "grafana/agent", "v0.40"},
    {"registry:5000/shop/cart", "registry:5000/shop/cart", ""},
    {"registry:5000/shop/cart:1.4", "registry:5000/shop/cart", "1.4"},
    {"shop/cart:1.4@sha256:3f8a00f137a0d2c8", "shop/cart", "1.4"},
    {"shop/cart@sha256:3f8a00f137a0d2c8", "shop/cart", "sha256:3f8a00f137a0"},
    {"602401143452.dkr.ecr.us-west-2.amazonaws.com/amazon-k8s-cni:v1.18.1",
     "602401143452.dkr.ecr.us-west-2.amazonaws.com/amazon-k8s-cni", "v1.18.1"},
};

TEST(Images, HaveANameAndAVersion) {
  for (const NameCase& c : kNames) {
    EXPECT_EQ(image_family(c.image), c.family) << c.image;
    EXPECT_EQ(image_version(c.image), c.version) << c.image;
  }
}

std::string contained(const json& more) {
  json keys = {{"container", "c1"},
               {"runtime", "docker"},
               {"unit", nullptr},
               {"exe", "/usr/bin/node"},
               {"argv", {"node", "/srv/index.js"}}};
  keys.update(more);
  return sighting(keys.dump());
}

Report two_images() {
  return judged(complete(
      {contained({{"image", "shop/cart:1.4"}, {"class", "v1_ok"}}),
       contained({{"image", "shop/cart:1.5"}, {"container", "c2"}}),
       contained({{"image", "shop/cart:1.3"},
                  {"runtime", "containerd"},
                  {"class", "v1_ok"},
                  {"host", "web-2"}}),
       contained({{"image", "shop/cart:1.4"}, {"exe", "/bin/healthd"}}),
       contained({{"image", "docker.io/library/nginx:1"}}),
       contained({{"container", "c4"}})}));
}

TEST(Images, NameTheServicesThatRunInThem) {
  const Report r = two_images();
  std::vector<std::string> names;
  for (const Service& s : r.services)
    names.push_back(s.name);
  EXPECT_EQ(names, (std::vector<std::string>{
                       "healthd in shop/cart", "index.js in a docker container",
                       "index.js in nginx", "index.js in shop/cart"}));
  EXPECT_EQ(r.services[3].tags, (std::set<std::string>{"1.3", "1.4", "1.5"}));
}

TEST(Images, HaveTheWorstVerdictOfTheirPrograms) {
  const Report r = two_images();
  ASSERT_EQ(r.images.size(), 2u);
  EXPECT_EQ(r.images[0].name, "nginx");
  EXPECT_EQ(r.images[1].name, "shop/cart");
  EXPECT_EQ(r.images[1].verdict, Verdict::not_ready);
  EXPECT_EQ(r.images[1].tokenless, 6u);
  EXPECT_EQ(r.images[1].services.size(), 2u);
  EXPECT_EQ(reason_of(r, r.images[1]), "1 of its 2 programs would break");
}

TEST(Images, AreReadyWithTheirPrograms) {
  const Report r = judged(complete({contained({{"image", "a"}})}));
  ASSERT_EQ(r.images.size(), 1u);
  EXPECT_EQ(r.images[0].verdict, Verdict::ready);
  EXPECT_EQ(reason_of(r, r.images[0]), "none of its 1 program would break");
}

TEST(Images, AreIncompleteWithTheirHost) {
  const Report r = judged(complete(
      {survey(R"({"dropped":3,"requests":3})"), contained({{"image", "a"}})}));
  ASSERT_EQ(r.images.size(), 1u);
  EXPECT_EQ(r.images[0].verdict, Verdict::incomplete);
  EXPECT_NE(reason_of(r, r.images[0]).find("packets were lost"),
            std::string::npos);
}

// One host runs 1.4 and 1.5 of it: they are one caller, and both are named.
TEST(Images, AnItemNamesTheTagsThatWereSeen) {
  const Report r = two_images();
  ASSERT_EQ(r.blockers.size(), 1u);
  EXPECT_EQ(r.blockers[0].who, "index.js in shop/cart");
  EXPECT_EQ(tags_text(r.blockers[0]), "1.3, 1.4, 1.5");
  StringSink text, md;
  render_text(r, text, /*color=*/false);
  EXPECT_NE(text.text().find("      tags: 1.3, 1.4, 1.5\n"), std::string::npos);
  render_md(r, md);
  EXPECT_NE(md.text().find("in tags 1.3, 1.4, 1.5"), std::string::npos);
}

// A host whose image is mended does not put its tag among those that break.
TEST(Images, AnItemLeavesOutTheTagsOfCallersThatAreFine) {
  const Report r =
      judged(complete({contained({{"image", "a:1"}, {"class", "v1_ok"}}),
                       contained({{"image", "a:2"}, {"host", "web-2"}})}));
  ASSERT_EQ(r.blockers.size(), 1u);
  EXPECT_EQ(tags_text(r.blockers[0]), "1");
}

TEST(Images, ManyTagsAreCounted) {
  std::vector<std::string> rows;
  for (int i = 0; i < 7; ++i)
    rows.push_back(
        contained({{"image", fmt::format("a:{}", i)}, {"class", "v1_ok"}}));
  EXPECT_EQ(tags_text(judged(complete(rows)).blockers[0]),
            "0, 1, 2, 3, 4 and 2 more");
}

TEST(Images, HaveRowsInJsonAndHtml) {
  const Report r = two_images();
  const json report = json::parse(as_json(r));
  EXPECT_EQ(report["images"].size(), 2u);
  EXPECT_EQ(report["images"][1]["services"].size(), 2u);
  EXPECT_EQ(report["services"][3]["image"], "shop/cart");
  EXPECT_EQ(report["services"][1]["image"], nullptr);
  EXPECT_EQ(report["blockers"][0]["tags"], json({"1.3", "1.4", "1.5"}));
  StringSink html;
  render_html(r, html);
  EXPECT_NE(html.text().find("id=\"images\""), std::string::npos);
  EXPECT_NE(html.text().find("<dd>shop/cart:1.4, shop/cart:1.5</dd>"),
            std::string::npos);
}

TEST(Images, HaveTeams) {
  const InputFiles files;
  auto map = TeamMap::load(files.write("map", "team cart image:shop/*\n"));
  ASSERT_TRUE(map) << map.error().what;
  const Report r = judged_files(
      {files.write("e.ndjson",
                   lines(complete({contained({{"image", "shop/cart:1.4"}})})))},
      &*map);
  EXPECT_EQ(r.services[0].team, "cart");
  EXPECT_TRUE(r.missing.empty()) << r.missing[0].text;
}

} // namespace
} // namespace imds::report
