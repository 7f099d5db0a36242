// A function of the tree gets a lambda, and the lambda asks for each line.
#include <functional>
#include <leatherman/curl/client.hpp>
#include <sstream>
#include <string>
namespace http = leatherman::curl;

void each_line(const std::string& text,
               std::function<bool(std::string&)> visit) {
  std::istringstream in(text);
  std::string line;
  while (std::getline(in, line))
    if (!visit(line))
      break;
}

static void ask_value(http::client& client, const std::string& url,
                      const std::string& name) {
  http::request request(url + name);
  auto response = client.get(request);
}

void ask_all(http::client& client, const std::string& names) {
  const std::string root = "http://169.254.169.254/latest/meta-data/";
  each_line(names, [&](std::string& name) { // expect: leatherman.v1_get v1 breaks
    ask_value(client, root, name);
    return true;
  });
}
