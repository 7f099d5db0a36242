// SPDX-License-Identifier: Apache-2.0
#include "sniffer/dialog.h"

namespace imds::sniffer {

bool Dialog::Requests::may_begin(std::string_view text) const {
  return may_begin_request(text);
}

bool Dialog::Requests::begins(std::string_view text) const {
  return begins_request_line(text);
}

std::optional<std::size_t>
Dialog::Requests::end_of_head(std::string_view text, std::size_t seen) const {
  if (const auto line = simple_request(text))
    return line;
  return head_end(text, seen);
}

std::optional<Body> Dialog::Requests::read_head(std::string_view head,
                                                std::uint32_t seq) {
  auto request = parse_request(head, dialog_.words_);
  if (!request)
    return std::nullopt;
  const Body body = Body::of_request(request->framing);
  if (request->version == HttpVersion::v0_9)
    ignore_rest(); // one request, then the answer until the close
  Exchange exchange;
  exchange.head = std::move(request);
  dialog_.open(std::move(exchange), dialog_.acked_at(seq));
  return body;
}

/// A head that was cut may have shown enough to tell what was asked, and how.
void Dialog::Requests::on_unread(Unread why, std::string_view seen) {
  Exchange exchange;
  exchange.unread = why;
  if (why == Unread::cut)
    exchange.head = parse_cut_request(seen, dialog_.words_);
  dialog_.open(std::move(exchange), dialog_.acked_before_gap());
}

bool Dialog::Responses::may_begin(std::string_view text) const {
  return may_begin_response(text);
}

bool Dialog::Responses::begins(std::string_view text) const {
  return text.size() >= 12 && may_begin_response(text);
}

std::optional<std::size_t>
Dialog::Responses::end_of_head(std::string_view text, std::size_t seen) const {
  return head_end(text, seen);
}

std::optional<Body> Dialog::Responses::read_head(std::string_view head,
                                                 std::uint32_t seq) {
  const auto response = parse_response(head);
  if (!response)
    return std::nullopt;
  const int status = response->status;
  if (status < 200 && status != 101)
    return Body::none(); // "100 Continue": the answer is still to come
  const auto request = dialog_.answer(status, seq);
  const bool tunnel = status == 101 ||
                      (request && request->method == "CONNECT" && status < 300);
  if (tunnel) {
    dialog_.requests_.leave_http();
    ignore_rest();
  }
  return Body::of_response(*response, request && request->method == "HEAD");
}

/// What is no status line answers a request all the same (HTTP/0.9 has none);
/// what was cut before its status answers nobody, unless no request is there to
/// be answered.
void Dialog::Responses::on_unread(Unread why, std::string_view seen) {
  if (const auto cut = parse_response(seen.substr(0, seen.rfind('\n') + 1));
      why == Unread::cut && cut) {
    if (cut->status >= 200)
      dialog_.answer(cut->status, head_seq());
    return;
  }
  if (why == Unread::cut && !dialog_.waiting_.empty())
    return;
  dialog_.answer(std::nullopt, dialog_.server_.next());
  if (why != Unread::cut)
    ignore_rest();
}

} // namespace imds::sniffer
