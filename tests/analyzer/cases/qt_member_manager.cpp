// Qt: the answer to the PUT comes by a signal and asks the next.
// negative: qt.v1_get
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QObject>
#include <QUrl>

class Metadata : public QObject {
  Q_OBJECT
public:
  explicit Metadata(QObject* parent = nullptr)
      : QObject(parent), m_manager(new QNetworkAccessManager(this)) {}

  void start() {
    QNetworkRequest request(QUrl("http://169.254.169.254/latest/api/token"));
    request.setRawHeader("X-aws-ec2-metadata-token-ttl-seconds", "21600");
    QNetworkReply* reply = m_manager->put(request, QByteArray());
    connect(reply, &QNetworkReply::finished, this,
            [this, reply]() { askId(reply->readAll()); });
  }

private:
  void askId(const QByteArray& token) {
    QNetworkRequest request;
    request.setUrl(QUrl(QStringLiteral(
        "http://169.254.169.254/latest/meta-data/instance-id")));
    request.setRawHeader("X-aws-ec2-metadata-token", token);
    m_manager->get(request); // expect: request.v2_get v2 survives
  }

  QNetworkAccessManager* m_manager;
};
