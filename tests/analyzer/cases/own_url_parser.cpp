// A URL is taken apart by its start before its host is checked; what a connection gives after a request is no second one.
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

struct Field {
  std::string name, value;
};

struct Place {
  std::string host;
  std::string path = "/";
};

Place place_of(std::string_view url) {
  Place place;
  if (url.starts_with("https://"))
    url.remove_prefix(8);
  else if (url.starts_with("http://"))
    url.remove_prefix(7);
  place.host = std::string(url);
  return place;
}

bool is_near(const std::string &host) {
  return host == "169.254.169.254" || host == "127.0.0.1";
}

std::string ask(const Place &place, const char *verb, const std::vector<Field> &fields) {
  WireConnection connection(place.host, 80);
  WireMessage message;
  message.verb = verb;
  message.target = place.path;
  for (const Field &field : fields)
    message.fields.push_back(field);
  connection.send(message);
  return connection.receive();
}

std::string roles() {
  Place place = place_of("http://169.254.169.254");
  if (!is_near(place.host))
    throw std::runtime_error("not a neighbour");
  place.path = "/latest/api/token";
  const std::vector ttl{Field{"x-aws-ec2-metadata-token-ttl-seconds", "60"}};
  std::string token = ask(place, "PUT", ttl);
  const std::vector fields{Field{"x-aws-ec2-metadata-token", token}};
  place.path = "/latest/meta-data/iam/security-credentials/";
  return ask(place, "GET", fields); // expect: request.v2_get v2 survives
}
