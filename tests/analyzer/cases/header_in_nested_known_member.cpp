// The program says what the request and its parts are that hold the header.
#include <string>
#include <vector>

struct Info {
  std::vector<std::string> headers;
};
struct Transaction {
  std::string uri;
  Info info;
};

void ask(Clients& clients, const std::string& token) {
  Transaction* t = new Transaction;
  t->uri = "http://169.254.169.254/latest/meta-data/product-codes";
  t->info.headers.emplace_back("X-aws-ec2-metadata-token: " + token);
  clients.send_request(t); // expect: request.v2_get v2 survives
}
