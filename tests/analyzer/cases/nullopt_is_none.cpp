// An optional token begins as std::nullopt, and a failed PUT leaves it so.
#include "own/http.h"
#include <optional>
#include <string>

namespace own {

std::optional<std::string> put_token();

future<answer> ask(http::client::request_header request,
                   std::optional<std::string> token) {
  if (token.has_value())
    request.set("X-aws-ec2-metadata-token", token.value());
  co_return co_await make_request(co_await make_client(), std::move(request));
}

future<answer> role() {
  std::optional<std::string> token = std::nullopt;
  http::client::request_header put;
  put.method(boost::beast::http::verb::put);
  put.target("/latest/api/token");
  put.set("X-aws-ec2-metadata-token-ttl-seconds", "60");
  auto answer = co_await make_request(co_await make_client(), std::move(put));
  if (!is_error(answer))
    token = text_of(std::move(answer));
  http::client::request_header get;
  get.method(boost::beast::http::verb::get);
  get.target("/latest/meta-data/iam/security-credentials/");
  co_return co_await ask(std::move(get), token); // expect: request.v1_fallback v1-fallback survives
}

} // namespace own
