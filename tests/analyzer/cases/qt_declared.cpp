// With Qt's headers a literal becomes a QByteArray before it names the header.
class QByteArray {
public:
  QByteArray(const char* text, int size = -1);
};
class QString {
public:
  QString(const char* text);
};
class QUrl {
public:
  QUrl(const QString& text);
};
class QNetworkRequest {
public:
  explicit QNetworkRequest(const QUrl& url);
  void setRawHeader(const QByteArray& name, const QByteArray& value);
};
class QNetworkReply;
class QNetworkAccessManager {
public:
  QNetworkReply* get(const QNetworkRequest& request);
};

void ask(QNetworkAccessManager& manager, const QByteArray& token) {
  QNetworkRequest request(
      QUrl("http://169.254.169.254/latest/meta-data/instance-id"));
  request.setRawHeader("X-aws-ec2-metadata-token", token);
  manager.get(request); // expect: request.v2_get v2 survives
}

void ask_without(QNetworkAccessManager& manager) {
  QNetworkRequest request(QUrl("http://169.254.169.254/latest/user-data"));
  manager.get(request); // expect: qt.v1_get v1 breaks
}
