// A set of transactions is handed over by a call that names a request new.
#include "net/client_set.hpp"
#include <memory>

class Query {
public:
  explicit Query(ClientSet* clients) : clients_(clients) {}

  void start() {
    TransactionSet::Ptr set = new TransactionSet;
    set->host.host = "169.254.169.254";
    {
      std::unique_ptr<Transaction> t(new Transaction);
      t->req.method = "GET";
      t->req.uri = "/latest/meta-data/product-codes";
      set->transactions.push_back(std::move(t));
    }
    clients_->new_request(set); // expect: request.v1_get v1 breaks
  }

private:
  ClientSet* clients_;
};
