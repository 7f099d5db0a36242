// Qt: the token is a raw header.
#include <QByteArray>
#include <QNetworkAccessManager>
#include <QNetworkRequest>
#include <QUrl>

void ask(QNetworkAccessManager& manager, const QByteArray& token) {
  QNetworkRequest request(
      QUrl("http://169.254.169.254/latest/meta-data/instance-id"));
  request.setRawHeader("X-aws-ec2-metadata-token", token);
  manager.get(request); // expect: request.v2_get v2 survives
}
