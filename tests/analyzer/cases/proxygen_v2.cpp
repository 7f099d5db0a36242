// proxygen: the token is kept in a member and set on the next message.
// negative: proxygen.v1_get
#include <proxygen/lib/http/HTTPMessage.h>
#include <proxygen/lib/http/session/HTTPUpstreamSession.h>

#include <string>

class Asker : public proxygen::HTTPTransactionHandler {
public:
  void askToken(proxygen::HTTPUpstreamSession* session) {
    proxygen::HTTPMessage put;
    put.setMethod(proxygen::HTTPMethod::PUT);
    put.setURL("/latest/api/token");
    put.getHeaders().set("X-aws-ec2-metadata-token-ttl-seconds", "21600");
    session->newTransaction(this)->sendHeadersWithEOM(put);
  }

  void onBody(std::unique_ptr<folly::IOBuf> chain) noexcept override {
    token_ = chain->moveToFbString().toStdString();
  }

  void askId(proxygen::HTTPUpstreamSession* session) {
    proxygen::HTTPMessage get;
    get.setMethod(proxygen::HTTPMethod::GET);
    get.setURL("/latest/meta-data/instance-id");
    get.getHeaders().set("X-aws-ec2-metadata-token", token_);
    session->newTransaction(this)->sendHeadersWithEOM(get); // expect: request.v2_get v2 survives
  }

private:
  std::string token_;
};
