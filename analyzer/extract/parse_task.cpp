// SPDX-License-Identifier: Apache-2.0
#include "analyzer/extract/parse_task.h"

#include <nlohmann/json.hpp>

#include <stdexcept>

namespace imds::analyzer {
namespace {

using nlohmann::json;
using Bytes = std::vector<std::uint8_t>;

json put(const ParseTask& task) {
  return {{"root", task.root},
          {"file", task.file},
          {"directory", task.directory},
          {"flags", task.flags},
          {"stubs", task.stubs_dir},
          {"read_as", static_cast<int>(task.read_as)},
          {"hits", task.hit_lines},
          {"relevant", task.relevant},
          {"repair", task.repair},
          {"near", task.near},
          {"plain", task.plain}};
}

ParseTask task_of(const json& from) {
  ParseTask task;
  from.at("root").get_to(task.root);
  from.at("file").get_to(task.file);
  from.at("directory").get_to(task.directory);
  from.at("flags").get_to(task.flags);
  from.at("stubs").get_to(task.stubs_dir);
  const int read_as = from.at("read_as").get<int>();
  if (read_as < 0 || read_as > static_cast<int>(ir::ReadAs::lexical))
    throw std::invalid_argument("read_as");
  task.read_as = static_cast<ir::ReadAs>(read_as);
  from.at("hits").get_to(task.hit_lines);
  from.at("relevant").get_to(task.relevant);
  from.at("repair").get_to(task.repair);
  from.at("near").get_to(task.near);
  from.at("plain").get_to(task.plain);
  return task;
}

ParseResult result_of(const json& from) {
  ParseResult result;
  from.at("read").get_to(result.read);
  from.at("absent").get_to(result.absent);
  from.at("why").get_to(result.why);
  from.at("hurried").get_to(result.hurried);
  for (const json& unit : from.at("units")) {
    result.units.push_back(ir::from_bytes(unit.get_binary()));
    if (result.units.back().main_file.empty())
      throw std::invalid_argument("unit");
  }
  return result;
}

} // namespace

Bytes to_bytes(const std::vector<ParseTask>& tasks) {
  json out = json::array();
  for (const ParseTask& task : tasks)
    out.push_back(put(task));
  return json::to_cbor(out);
}

std::vector<ParseTask> tasks_from_bytes(const Bytes& bytes) {
  std::vector<ParseTask> tasks;
  try {
    for (const json& task : json::from_cbor(bytes))
      tasks.push_back(task_of(task));
  } catch (const std::exception&) {
    tasks.clear();
  }
  return tasks;
}

Bytes to_bytes(const ParseResult& result) {
  json units = json::array();
  for (const ir::Unit& unit : result.units)
    units.push_back(json::binary(ir::to_bytes(unit)));
  return json::to_cbor({{"read", result.read},
                        {"absent", result.absent},
                        {"why", result.why},
                        {"hurried", result.hurried},
                        {"units", std::move(units)}});
}

ParseResult result_from_bytes(const Bytes& bytes) {
  try {
    return result_of(json::from_cbor(bytes));
  } catch (const std::exception&) {
    ParseResult lost;
    lost.why = "the parser's answer was not readable";
    return lost;
  }
}

} // namespace imds::analyzer
