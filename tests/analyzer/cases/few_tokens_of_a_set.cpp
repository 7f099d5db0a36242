// Of a set of two requests that is handed over only one has a token.
#include "net/client_set.hpp"
#include <memory>
#include <string>

void ask(ClientSet* clients, const std::string& token) {
  TransactionSet::Ptr set = new TransactionSet;
  set->host.host = "169.254.169.254";
  {
    std::unique_ptr<Transaction> t(new Transaction);
    t->req.uri = "/latest/meta-data/product-codes";
    t->info.headers.emplace_back("X-aws-ec2-metadata-token: " + token);
    set->transactions.push_back(std::move(t));
  }
  {
    std::unique_ptr<Transaction> t(new Transaction);
    t->req.uri = "/latest/dynamic/instance-identity/document";
    set->transactions.push_back(std::move(t));
  }
  clients->new_request(set); // expect: request.review review depends
}
