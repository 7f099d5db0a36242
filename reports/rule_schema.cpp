// SPDX-License-Identifier: Apache-2.0
//
// Rules are written by people, so a mistake must be told as a person would:
// "rules/clients/acme.json:12: unknown key 'metod'; hint: did you mean
// 'method'?". The published JSON Schema is the only list of what is allowed,
// so the documentation and the check cannot drift apart.
//
// nlohmann/json forgets where a value stood. Where something is wrong, a
// second, SAX reading of the text through an iterator that counts newlines
// gives each JSON pointer its line.
//
// Tested by tests/reports/rule_schema_test.cpp.
#include "reports/rule_schema.h"

#include "reports/rule_file.h"

#include <regex>

namespace imds {
namespace {

using nlohmann::json;

/// Walks a text and counts the lines passed, for the SAX reader's benefit.
class CountingIterator {
public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, int* line) : at_(at), line_(line) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    if (*at_ == '\n' && line_ != nullptr)
      ++*line_;
    ++at_;
    return *this;
  }
  bool operator==(const CountingIterator& o) const { return at_ == o.at_; }

private:
  const char* at_;
  int* line_;
};

/// JSON is not built deeper than this, because it recurses when it is freed.
constexpr std::size_t kMaxDepth = 200;

std::string escaped(const std::string& key) { // RFC 6901
  std::string out;
  for (char c : key)
    out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return out;
}

/// Notes the line of each key and value.
class LineRecorder : public nlohmann::json_sax<json> {
public:
  LineRecorder(JsonLines& out, const int& line) : out_(out), line_(line) {}

  bool null() override { return value(); }
  bool boolean(bool) override { return value(); }
  bool number_integer(json::number_integer_t) override { return value(); }
  bool number_unsigned(json::number_unsigned_t) override { return value(); }
  bool number_float(json::number_float_t, const std::string&) override {
    return value();
  }
  bool string(std::string&) override { return value(); }
  bool binary(json::binary_t&) override { return value(); }
  bool start_object(std::size_t) override { return open(/*index=*/-1); }
  bool start_array(std::size_t) override { return open(/*index=*/0); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(std::string& name) override {
    levels_.back().key = name;
    out_.line_of[here()] = line_;
    return true;
  }
  bool parse_error(std::size_t, const std::string&,
                   const nlohmann::detail::exception& e) override {
    std::string text = e.what(); // "[json.exception...] parse error at ...: x"
    auto colon = text.rfind(": ");
    out_.error = colon == std::string::npos ? text : text.substr(colon + 2);
    out_.error_line = line_;
    return false;
  }

private:
  struct Level {
    int index; // -1: an object
    std::string key;
  };

  std::string here() const {
    std::string pointer;
    for (const Level& level : levels_)
      pointer += "/" + (level.index < 0 ? escaped(level.key)
                                        : std::to_string(level.index));
    return pointer;
  }
  bool value() {
    out_.line_of.try_emplace(here(), line_);
    next();
    return true;
  }
  bool open(int index) {
    out_.line_of.try_emplace(here(), line_);
    levels_.push_back({index, ""});
    if (levels_.size() < kMaxDepth)
      return true;
    out_.error = "nested more than 200 levels deep";
    out_.error_line = line_;
    return false;
  }
  bool close() {
    levels_.pop_back();
    next();
    return true;
  }
  void next() {
    if (!levels_.empty() && levels_.back().index >= 0)
      ++levels_.back().index;
  }

  JsonLines& out_;
  const int& line_;
  std::vector<Level> levels_;
};

bool has_type(const json& value, const std::string& type) {
  if (type == "object")
    return value.is_object();
  if (type == "array")
    return value.is_array();
  if (type == "string")
    return value.is_string();
  if (type == "boolean")
    return value.is_boolean();
  if (type == "integer")
    return value.is_number_integer();
  if (type == "number")
    return value.is_number();
  return type == "null" && value.is_null();
}

/// Checks one value; the first mistake found ends it.
class Checker {
public:
  explicit Checker(const json& root) : root_(root) {}

  std::optional<SchemaError> check(const json& value, const json& given,
                                   const std::string& at) const {
    const json& schema = resolve(given);
    using Step = std::optional<SchemaError> (Checker::*)(
        const json&, const json&, const std::string&) const;
    for (Step step : {&Checker::check_any_of, &Checker::check_type,
                      &Checker::check_enum, &Checker::check_string,
                      &Checker::check_array, &Checker::check_object})
      if (auto e = (this->*step)(value, schema, at))
        return e;
    return std::nullopt;
  }

private:
  const json& resolve(const json& schema) const {
    if (!schema.is_object() || !schema.contains("$ref"))
      return schema;
    std::string ref = schema["$ref"].get<std::string>();
    return resolve(root_.at(json::json_pointer(ref.substr(1))));
  }

  std::optional<SchemaError> check_any_of(const json& value, const json& schema,
                                          const std::string& at) const {
    if (!schema.contains("anyOf"))
      return std::nullopt;
    std::optional<SchemaError> deepest;
    for (const json& option : schema["anyOf"]) {
      auto e = check(value, option, at);
      if (!e)
        return std::nullopt;
      if (!deepest || e->pointer.size() > deepest->pointer.size())
        deepest = e;
    }
    return deepest;
  }

  std::optional<SchemaError> check_type(const json& value, const json& schema,
                                        const std::string& at) const {
    if (!schema.contains("type"))
      return std::nullopt;
    const json& type = schema["type"];
    if (type.is_string() && has_type(value, type))
      return std::nullopt;
    if (type.is_array())
      for (const json& t : type)
        if (has_type(value, t))
          return std::nullopt;
    return SchemaError{
        at, "wants " + type.dump() + ", not " + value.type_name(), ""};
  }

  std::optional<SchemaError> check_enum(const json& value, const json& schema,
                                        const std::string& at) const {
    if (schema.contains("const") && value != schema["const"])
      return SchemaError{at, "must be " + schema["const"].dump(), ""};
    if (!schema.contains("enum"))
      return std::nullopt;
    std::vector<std::string> words;
    for (const json& allowed : schema["enum"]) {
      if (allowed == value)
        return std::nullopt;
      if (allowed.is_string())
        words.push_back(allowed.get<std::string>());
    }
    std::string near =
        value.is_string() ? nearest(value.get<std::string>(), words) : "";
    return SchemaError{at, "unknown value " + value.dump(),
                       near.empty() ? "one of " + schema["enum"].dump()
                                    : "did you mean '" + near + "'?"};
  }

  std::optional<SchemaError> check_string(const json& value, const json& schema,
                                          const std::string& at) const {
    if (!value.is_string())
      return std::nullopt;
    const auto& text = value.get_ref<const std::string&>();
    if (text.size() < schema.value("minLength", std::size_t{0}))
      return SchemaError{at, "is too short", ""};
    if (!schema.contains("pattern"))
      return std::nullopt;
    const std::string pattern = schema["pattern"];
    if (std::regex_search(text, compiled(pattern)))
      return std::nullopt;
    return SchemaError{at, "'" + text + "' does not match " + pattern, ""};
  }

  const std::regex& compiled(const std::string& pattern) const {
    auto known = patterns_.find(pattern);
    if (known == patterns_.end())
      known = patterns_.try_emplace(pattern, pattern).first;
    return known->second;
  }

  std::optional<SchemaError> check_array(const json& value, const json& schema,
                                         const std::string& at) const {
    if (!value.is_array())
      return std::nullopt;
    if (value.size() < schema.value("minItems", std::size_t{0}))
      return SchemaError{at, "has too few items", ""};
    if (!schema.contains("items"))
      return std::nullopt;
    for (std::size_t i = 0; i < value.size(); ++i)
      if (auto e =
              check(value[i], schema["items"], at + "/" + std::to_string(i)))
        return e;
    return std::nullopt;
  }

  std::optional<SchemaError> check_object(const json& value, const json& schema,
                                          const std::string& at) const {
    if (!value.is_object())
      return std::nullopt;
    const json none = json::object();
    const json& known =
        schema.contains("properties") ? schema["properties"] : none;
    for (const auto& [key, inner] : value.items()) {
      std::string pointer = at + "/" + escaped(key);
      if (known.contains(key)) {
        if (auto e = check(inner, known[key], pointer))
          return e;
      } else if (auto e = check_extra(inner, schema, known, pointer, key)) {
        return e;
      }
    }
    for (const json& key : schema.value("required", json::array()))
      if (!value.contains(key.get<std::string>()))
        return SchemaError{at, "lacks the key '" + key.get<std::string>() + "'",
                           ""};
    return std::nullopt;
  }

  std::optional<SchemaError> check_extra(const json& inner, const json& schema,
                                         const json& known,
                                         const std::string& pointer,
                                         const std::string& key) const {
    const json extra = schema.value("additionalProperties", json(true));
    if (extra.is_object())
      return check(inner, extra, pointer);
    if (extra.get<bool>())
      return std::nullopt;
    std::vector<std::string> names;
    for (const auto& [name, unused] : known.items())
      names.push_back(name);
    std::string near = nearest(key, names);
    std::string all;
    for (const std::string& name : names)
      all += (all.empty() ? "" : ", ") + name;
    return SchemaError{pointer, "unknown key '" + key + "'",
                       near.empty() ? "known keys: " + all
                                    : "did you mean '" + near + "'?"};
  }

  const json& root_;
  mutable std::map<std::string, std::regex> patterns_; // ECMAScript
};

/// The value; discarded where the text is no JSON or nested too deep.
json parse_bounded(const std::string& text) {
  bool too_deep = false;
  auto keep = [&](int depth, json::parse_event_t event, json&) {
    const bool opens = event == json::parse_event_t::object_start ||
                       event == json::parse_event_t::array_start;
    too_deep |= opens && depth + 1 >= static_cast<int>(kMaxDepth);
    return !too_deep;
  };
  json value = json::parse(text, keep, /*allow_exceptions=*/false,
                           /*ignore_comments=*/true);
  return too_deep ? json(json::value_t::discarded) : value;
}

} // namespace

JsonLines locate(const std::string& text) {
  JsonLines out;
  int line = 1;
  LineRecorder recorder(out, line);
  CountingIterator begin(text.data(), &line);
  CountingIterator end(text.data() + text.size(), nullptr);
  json::sax_parse(begin, end, &recorder, json::input_format_t::json,
                  /*strict=*/true, /*ignore_comments=*/true);
  return out;
}

std::optional<SchemaError> check_schema(const json& value, const json& schema) {
  return Checker(schema).check(value, schema, "");
}

Result<json> parse_checked(const std::string& path, const std::string& text,
                           const json& schema) {
  json value = parse_bounded(text);
  auto e = value.is_discarded() ? std::nullopt : check_schema(value, schema);
  if (!value.is_discarded() && !e)
    return value;
  JsonLines lines = locate(text);
  if (!e)
    return fail("broken JSON: " + lines.error,
                path + ":" + std::to_string(lines.error_line));
  int line = lines.line_of.contains(e->pointer) ? lines.line_of[e->pointer] : 1;
  return fail(e->what + (e->pointer.empty() ? "" : " (at " + e->pointer + ")"),
              path + ":" + std::to_string(line), e->hint);
}

} // namespace imds
