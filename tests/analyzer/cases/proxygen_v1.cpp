// proxygen: the transaction is sent a message.
#include <proxygen/lib/http/HTTPMessage.h>
#include <proxygen/lib/http/session/HTTPUpstreamSession.h>

class Asker : public proxygen::HTTPTransactionHandler {
public:
  void connectSuccess(proxygen::HTTPUpstreamSession* session) {
    txn_ = session->newTransaction(this);
    proxygen::HTTPMessage request;
    request.setMethod(proxygen::HTTPMethod::GET);
    request.setHTTPVersion(1, 1);
    request.setURL("/latest/meta-data/instance-id");
    request.getHeaders().add(proxygen::HTTP_HEADER_HOST, "169.254.169.254");
    txn_->sendHeaders(request); // expect: proxygen.v1_get v1 breaks
    txn_->sendEOM();
  }

private:
  proxygen::HTTPTransaction* txn_{nullptr};
};
