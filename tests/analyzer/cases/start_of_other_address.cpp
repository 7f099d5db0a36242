// Whatever follows "169.254.170.2", it is not the endpoint, though another object of the class asks for a path of IMDS.
#include <cstdlib>
#include <string>
#include <vector>

struct Field {
  std::string name, value;
};

struct Place {
  std::string host;
  std::string path = "/";
};

struct Source {
  Source();
  std::string task();
  std::string role();
  std::string task_;
};

Source::Source() {
  if (const char *rest = std::getenv("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"))
    task_ = std::string("169.254.170.2") + rest;
}

static std::string ask(const Place &place, const char *verb, const std::vector<Field> &fields) {
  WireMessage message(verb, place.host, place.path);
  for (const Field &field : fields)
    message.fields.push_back(field);
  return wire_fetch(message);
}

std::string Source::task() {
  Place place;
  place.host = task_;
  std::vector<Field> fields{Field{"Authorization", "none"}};
  return ask(place, "GET", fields);
}

std::string Source::role() {
  Place place;
  place.host = "169.254.169.254";
  place.path = "/latest/api/token";
  std::vector<Field> ttl{Field{"X-aws-ec2-metadata-token-ttl-seconds", "60"}};
  std::string token = ask(place, "PUT", ttl);
  std::vector<Field> fields{Field{"X-aws-ec2-metadata-token", token}};
  place.path = "/latest/meta-data/iam/info";
  return ask(place, "GET", fields); // expect: request.v2_get v2 survives
}
