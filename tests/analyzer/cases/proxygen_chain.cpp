// proxygen: the handler of one transaction starts the next.
// negative: proxygen.v1_get
#include <proxygen/lib/http/HTTPMessage.h>
#include <proxygen/lib/http/session/HTTPUpstreamSession.h>

class Imds : public proxygen::HTTPTransactionHandler {
public:
  void start(proxygen::HTTPUpstreamSession *session) {
    session_ = session;
    txn_ = session_->newTransaction(this);
    proxygen::HTTPMessage put;
    put.setMethod(proxygen::HTTPMethod::PUT);
    put.setURL("http://169.254.169.254/latest/api/token");
    put.getHeaders().set("X-aws-ec2-metadata-token-ttl-seconds", "60");
    txn_->sendHeadersWithEOM(put);
  }
  void onBody(std::unique_ptr<folly::IOBuf> chain) noexcept override {
    token_ += chain->moveToFbString().toStdString();
  }
  void onEOM() noexcept override {
    auto *txn = session_->newTransaction(this);
    proxygen::HTTPMessage get;
    get.setMethod(proxygen::HTTPMethod::GET);
    get.setURL("http://169.254.169.254/latest/meta-data/instance-id");
    get.getHeaders().set("X-aws-ec2-metadata-token", token_);
    txn->sendHeadersWithEOM(get); // expect: request.v2_get v2 survives
  }

private:
  proxygen::HTTPUpstreamSession *session_ = nullptr;
  proxygen::HTTPTransaction *txn_ = nullptr;
  std::string token_;
};
