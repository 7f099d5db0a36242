// Qt's literals are macros that the tree does not have.
#include <QNetworkAccessManager>

void Agent::ask() {
  QNetworkRequest put(QUrl("http://169.254.169.254/latest/api/token"));
  put.setRawHeader("X-aws-ec2-metadata-token-ttl-seconds", "60");
  QNetworkReply* reply = manager_->put(put, QByteArray());
  connect(reply, &QNetworkReply::finished, this, [this, reply]() {
    QNetworkRequest get;
    get.setUrl(QUrl(QStringLiteral("http://169.254.169.254/latest/meta-data/ami-id")));
    get.setRawHeader(QByteArrayLiteral("X-aws-ec2-metadata-token"), reply->readAll());
    manager_->get(get); // expect: request.v2_get v2 survives
  });
}
