// SPDX-License-Identifier: Apache-2.0
//
// --suggest-rules: calls that neither a body nor a rule explains and that got a
// part of a request to IMDS, as the rows that rules/clients/ would have of
// them.
#include "analyzer/link/call_words.h"
#include "analyzer/link/machine.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace imds::analyzer::link {
namespace {

/// The key of a row that says what a text is to a request; "" where it is none.
std::string part_of_text(const Text& text, const Imds& imds) {
  if (raw_head(text).verb != Verb::unknown && concerns_imds(text, imds))
    return "raw";
  std::string name = header_name(text);
  if (imds.is_token_header(name) || imds.is_ttl_header(name))
    return header_value(text).empty() ? "header_name" : "header";
  Url url = split_url(text);
  Meaning m = meaning(url, imds);
  if (m.endpoint)
    return url.scheme || !url.path.empty() ? "url" : "host";
  if (m.ec2_path && !m.host_other)
    return "path";
  return all_literal(text) && verb_of(known(text)) != Verb::unknown ? "method"
                                                                    : "";
}

/// new_request(url), parse(url): the result is the request from then on.
bool names_maker(const std::string& callee) {
  return has_word(callee,
                  {"new", "make", "create", "init", "prepare", "parse"});
}

/// strpbrk(url, "/"), push_back(url), EVP_DigestUpdate(ctx, url, n).
bool works_on_text(const std::string& callee) {
  static constexpr const char* kFamilies[] = {"str", "mem", "EVP_", "wcs"};
  return has_word(callee,
                  {"push", "append", "insert", "emplace", "hash", "digest",
                   "sort", "compare", "equal", "clean", "len", "size", "cmp",
                   "casecmp", "copy", "find", "substr"}) ||
         std::ranges::any_of(kFamilies, [&](const char* family) {
           return callee.starts_with(family);
         });
}

} // namespace

/// What the argument is to a request: a key of a row, "link" for an object that
/// knows a part of one, or "".
std::string Machine::part_of_argument(const Value& arg, World& w) {
  for (const Text& text : texts(arg, w))
    if (std::string part = part_of_text(text, s_.imds); !part.empty())
      return part;
  for (const Alt& alt : arg) {
    Bag all;
    std::set<int> seen;
    if (int object = carried_object(alt, w); object >= 0)
      gather(object, w, all, seen);
    if (!all.url.empty() || !all.host.empty() || !all.path.empty())
      return "link";
  }
  return "";
}

/// The arguments that are a part of a request, by part; none where no text
/// among them names IMDS.
std::map<std::string, std::vector<int>> Machine::parts_given(const Call& c,
                                                             World& w) {
  std::map<std::string, std::vector<int>> parts;
  for (std::size_t i = 0; i < c.args.size(); ++i) {
    std::string part = part_of_argument(c.args[i], w);
    if (!part.empty())
      parts[part].push_back(int(i));
    if (part == "header_name" && i + 1 < c.args.size())
      parts["header_value"].push_back(int(i) + 1);
  }
  bool names = std::ranges::any_of(parts, [](const auto& part) {
    return part.first != "link" && part.first != "method";
  });
  return names ? parts : decltype(parts){};
}

/// Calls of one callee that got the same parts are one row.
void Machine::suggest(const Call& c, Sending sending, World& w) {
  bool made = !c.has_receiver && names_maker(c.name);
  bool sets = c.has_receiver && has_word(c.name, {"set", "add", "with"});
  bool asks = sending == Sending::likely || !c.has_receiver;
  if (is_standard(c) || works_on_text(c.name) || sets_up_mock(*c.e) ||
      sending == Sending::talks ||
      (sending == Sending::never && !sets && !made))
    return;
  auto parts = parts_given(c, w);
  if (parts.empty())
    return;
  nlohmann::ordered_json row{{"call", c.name}};
  if (std::string type = type_of_receiver(c, w); !type.empty())
    row["class"] = last_name(type);
  for (const auto& [part, at] : parts)
    if (part == "link")
      row[part] = at;
    else
      row[part] = at.front();
  if (made)
    row["object"] = "result";
  else if (asks)
    row.update({{"send", true}, {"returns", "answer"}});
  s_.flows.suggestions[row.dump()].insert(c.spot);
}

} // namespace imds::analyzer::link
