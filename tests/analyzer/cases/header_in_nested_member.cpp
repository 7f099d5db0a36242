// A header is put into a list that is a member of a member of the request.
#include "net/client_set.hpp"
#include <memory>
#include <string>

class Query {
public:
  explicit Query(ClientSet* clients) : clients_(clients) {}

  void ask(const std::string& token) {
    TransactionSet::Ptr set = new TransactionSet;
    set->host.host = "169.254.169.254";
    {
      std::unique_ptr<Transaction> t(new Transaction);
      t->req.method = "GET";
      t->req.uri = "/latest/meta-data/product-codes";
      t->info.headers.emplace_back("X-aws-ec2-metadata-token: " + token);
      set->transactions.push_back(std::move(t));
    }
    clients_->send_request(set); // expect: request.v2_get v2 survives
  }

private:
  ClientSet* clients_;
};
