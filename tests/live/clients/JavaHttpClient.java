// SPDX-License-Identifier: Apache-2.0
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

public class JavaHttpClient {
  static final String HEADER = "X-aws-ec2-metadata-token";
  static final HttpClient client = HttpClient.newHttpClient();

  static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(System.getenv("IMDS") + path));
  }

  static HttpResponse<String> send(HttpRequest.Builder request)
      throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  public static void main(String[] arguments) throws Exception {
    var put = to("/latest/api/token").PUT(BodyPublishers.noBody());
    var token = send(put.header(HEADER + "-ttl-seconds", "60")).body();
    var get = to("/latest/meta-data/ami-id").header(HEADER, token);
    System.exit(send(get).statusCode() == 200 ? 0 : 1);
  }
}
