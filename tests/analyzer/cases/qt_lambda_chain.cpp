// Qt: the token arrives in a slot, which asks for the data.
// negative: qt.v1_get
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>

class Metadata : public QObject {
  Q_OBJECT
public:
  void start() {
    QNetworkRequest put(QUrl("http://169.254.169.254/latest/api/token"));
    put.setRawHeader("X-aws-ec2-metadata-token-ttl-seconds", "21600");
    QNetworkReply *reply = nam.put(put, QByteArray());
    connect(reply, &QNetworkReply::finished, this, [this, reply]() {
      reply->deleteLater();
      if (reply->error() != QNetworkReply::NoError)
        return;
      ask(reply->readAll());
    });
  }

private:
  void ask(const QByteArray &token) {
    QNetworkRequest get(QUrl("http://169.254.169.254/latest/meta-data/instance-id"));
    get.setRawHeader("X-aws-ec2-metadata-token", token);
    QNetworkReply *reply = nam.get(get); // expect: request.v2_get v2 survives
    connect(reply, &QNetworkReply::finished, this, &Metadata::done);
  }
  void done();
  QNetworkAccessManager nam;
};
