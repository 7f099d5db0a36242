// SPDX-License-Identifier: Apache-2.0
#include "pkt_case.h"

#include "pkt_wire.h"
#include "pkt_words.h"

#include <fmt/format.h>

#include <sstream>

namespace imds::sniffer::test {
namespace {

using Words = std::vector<Word>;

std::string request_bytes(const Words& w, std::size_t& at) {
  std::string head = w[at].text + " " + w[at + 1].text + " HTTP/1.1\r\n" +
                     "Host: 169.254.169.254\r\n";
  for (at += 2; at < w.size() && w[at].quoted; ++at)
    head += w[at].text + "\r\n";
  return head + "\r\n";
}

std::string answer_bytes(const Words& w, std::size_t& at) {
  const std::string status = w[at++].text;
  std::string body;
  if (at < w.size() && w[at].quoted &&
      w[at].text.find(": ") == std::string::npos)
    body = w[at++].text;
  std::string head = "HTTP/1.1 " + status + " Said\r\n";
  for (; at < w.size() && w[at].quoted; ++at)
    head += w[at].text + "\r\n";
  return head + fmt::format("Content-Length: {}\r\n\r\n", body.size()) + body;
}

bool is_method(const std::string& word) {
  for (const char* method :
       {"GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS", "CONNECT"})
    if (word == method)
      return true;
  return false;
}

bool set_number(const std::string& name, unsigned long value, Sending& s) {
  if (name == "ttl")
    s.ttl = static_cast<int>(value);
  else if (name == "at")
    s.at = static_cast<std::uint32_t>(value);
  else if (name == "split")
    s.split = value;
  else if (name == "fragment")
    s.fragment = value;
  else if (name == "cut")
    s.cut = value;
  else
    return false;
  return true;
}

bool set_flag(const std::string& name, Sending& s) {
  const std::map<std::string, bool*> flags = {
      {"lost", &s.lost},       {"reverse", &s.reverse},
      {"twice", &s.twice},     {"ipoptions", &s.ip_options},
      {"offload", &s.offload}, {"noack", &s.no_ack},
      {"fin", &s.fin},         {"rst", &s.rst}};
  const auto found = flags.find(name);
  if (found != flags.end())
    *found->second = true;
  return found != flags.end() || name == "ack";
}

bool set_option(const std::string& word, Sending& s) {
  const std::size_t equals = word.find('=');
  if (equals == std::string::npos)
    return set_flag(word, s);
  return set_number(word.substr(0, equals), std::stoul(word.substr(equals + 1)),
                    s);
}

class Script {
public:
  Script() : wire_(case_) {}

  Result<PktCase> run(const std::string& text);

private:
  std::string line(const Words& w);
  std::string packets(const Words& w);
  std::string setting(const Words& w);
  std::string expect(const Words& w);
  std::optional<Endpoint> server(const std::string& name) const;

  PktCase case_;
  Wire wire_;
};

std::optional<Endpoint> Script::server(const std::string& name) const {
  if (name == "imds")
    return *parse_endpoint("169.254.169.254");
  if (name == "imds6")
    return *parse_endpoint("fd00:ec2::254");
  for (const std::string& endpoint : case_.endpoints)
    if (endpoint == name)
      return *parse_endpoint(name);
  return std::nullopt;
}

std::string Script::packets(const Words& w) {
  const auto to = server(w[2].text);
  const auto from = server(w[0].text);
  if (!to == !from)
    return "one side must be an endpoint, the other not";
  const std::string& client = to ? w[0].text : w[2].text;
  if (!wire_.is_open(client))
    wire_.open(client, to ? *to : *from, /*handshake=*/true);
  Sending s;
  std::size_t at = 3;
  if (at + 1 < w.size() && !w[at].quoted && is_method(w[at].text))
    s.bytes = request_bytes(w, at);
  else if (at < w.size() && !w[at].quoted && std::isdigit(w[at].text[0]))
    s.bytes = answer_bytes(w, at);
  for (; at < w.size(); ++at) {
    if (w[at].quoted)
      s.bytes += w[at].text;
    else if (!set_option(w[at].text, s))
      return "unknown option " + w[at].text;
  }
  wire_.send(client, to.has_value(), s);
  return "";
}

std::string Script::expect(const Words& w) {
  if (w.size() == 3 && w[1].text == "gaps")
    return case_.gaps = std::stoul(w[2].text), "";
  if (w.size() == 3 && w[1].text == "status")
    return case_.status = std::stoi(w[2].text), "";
  if (w.size() < 5)
    return "expect CLASS METHOD PATH STATUS";
  const std::string row =
      fmt::format("{} {} {} {}", w[1].text, w[2].text, w[3].text, w[4].text);
  std::uint64_t count = 1;
  for (std::size_t i = 5; i < w.size(); ++i) {
    const std::size_t equals = w[i].text.find('=');
    if (w[i].text[0] == 'x' && equals == std::string::npos)
      count = std::stoul(w[i].text.substr(1));
    else if (equals != std::string::npos)
      case_.details.push_back(
          {row, w[i].text.substr(0, equals), w[i].text.substr(equals + 1)});
    else
      case_.details.back().value += " " + w[i].text;
  }
  case_.rows[row] += count;
  return "";
}

std::string Script::setting(const Words& w) {
  const std::string& verb = w[0].text;
  if (verb == "link") {
    const auto style = link_style(w[1].text);
    if (style)
      case_.link = *style;
    return style ? "" : "no such link";
  }
  if (verb == "endpoint")
    case_.endpoints.push_back(w[1].text);
  else if (verb == "wait")
    wire_.wait(std::stod(w[1].text));
  else if (verb == "expired")
    wire_.expire(w[1].text);
  else if (verb == "midstream")
    wire_.open(w[1].text, *server("imds"), /*handshake=*/false);
  else if (verb == "leg")
    wire_.add_leg(w[1].text, *parse_endpoint(w[2].text));
  else if (verb == "start")
    wire_.set_start(w[1].text,
                    static_cast<std::uint32_t>(std::stoul(w[2].text)));
  else if (verb == "owner") {
    const std::size_t slash = w[2].text.find('/');
    wire_.set_owner(w[1].text,
                    fmt::format("PID: {}\nCmd: /usr/bin/{}\nArgs: {} -s",
                                w[2].text.substr(0, slash),
                                w[2].text.substr(slash + 1),
                                w[2].text.substr(slash + 1)));
  } else
    return "unknown word " + verb;
  return "";
}

std::string Script::line(const Words& w) {
  if (w.size() >= 3 && w[1].text == ">" && !w[1].quoted)
    return packets(w);
  if (w[0].text == "expect")
    return expect(w);
  if (w.size() < 2)
    return "a word is missing";
  return setting(w);
}

Result<PktCase> Script::run(const std::string& text) {
  std::istringstream lines(text);
  std::string content;
  for (int number = 1; std::getline(lines, content); ++number) {
    const std::string where = fmt::format("line {}", number);
    if (number == 1) {
      case_.sentence = content.substr(std::min<std::size_t>(2, content.size()));
      continue;
    }
    if (content.starts_with("tshark differs: ")) {
      case_.tshark_differs = content.substr(16);
      continue;
    }
    const auto words = words_of(content);
    if (!words)
      return fail("a quote is not closed", where);
    if (words->empty())
      continue;
    if (const std::string what = line(*words); !what.empty())
      return fail(what, where);
  }
  return std::move(case_);
}

template <class T> std::string or_dash(const std::optional<T>& value) {
  return value ? fmt::format("{}", *value) : "-";
}

} // namespace

Result<PktCase> parse_case(const std::string& text) {
  Script script;
  return script.run(text);
}

std::string row_of(const Sighting& s) {
  return fmt::format("{} {} {} {}", s.request_class, or_dash(s.method),
                     or_dash(s.path), or_dash(s.status));
}

Rows rows_of(const std::vector<Sighting>& sightings) {
  Rows rows;
  for (const Sighting& s : sightings)
    rows[row_of(s)] += s.count;
  return rows;
}

std::string detail_of(const Sighting& s, const std::string& key) {
  if (key == "caller")
    return or_dash(s.pid) + "/" + or_dash(s.comm);
  if (key == "cause")
    return or_dash(s.cause);
  if (key == "peer")
    return or_dash(s.peer);
  if (key == "agent")
    return or_dash(s.user_agent);
  if (key == "ttl")
    return or_dash(s.reply_ttl);
  if (key == "endpoint")
    return s.endpoint;
  return "no such key";
}

} // namespace imds::sniffer::test
