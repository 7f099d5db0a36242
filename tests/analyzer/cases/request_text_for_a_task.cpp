// The text of a request is handed to a queue that another thread empties.
#include <memory>
#include <string>

struct Message {
  explicit Message(std::string text) : text(std::move(text)) {}
  std::string text;
};

class Ring {
public:
  bool sendSync(Message* message) { return insert(message); }
  bool insert(Message* message);
};

std::string ask_for(const std::string& what) {
  std::string head = "GET /latest/meta-data/" + what + " HTTP/1.1\r\nHost: ";
  head += "169.254.169.254";
  head += "\r\n\r\n";
  return head;
}

bool region(Ring& ring) {
  auto message = std::make_unique<Message>(ask_for("placement/region"));
  return ring.sendSync(message.get()); // expect: raw_http.v1_get v1 breaks
}
