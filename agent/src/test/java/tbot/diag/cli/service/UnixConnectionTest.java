package tbot.diag.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client of Unix domain sockets against servers of all manners. */
@Timeout(120)
class UnixConnectionTest {

  @TempDir Path folder;
  private ServerSocketChannel server;

  /** The head of the last request. */
  private Future<String> request;

  @BeforeEach
  void listen() throws IOException {
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket()));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private Path socket() {
    return folder.resolve("diag.sock");
  }

  /** Takes one request, sends this, and closes unless told not to. */
  private void answer(String bytes, boolean closes) {
    request =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                SocketChannel client = server.accept();
                Scanner scanner =
                    new Scanner(Channels.newInputStream(client), StandardCharsets.ISO_8859_1)
                        .useDelimiter("\r\n\r\n");
                String request = scanner.next();
                client.write(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
                if (closes) {
                  client.close();
                }
                return request;
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
  }

  private HttpURLConnection connection(String path) throws IOException {
    return (HttpURLConnection) ServiceAddress.parse("unix:" + socket()).url(path).openConnection();
  }

  private static String body(HttpURLConnection connection) throws IOException {
    return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void bodiesOfAllFramingsAreRead() throws Exception {
    for (String answer :
        new String[] {
          "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc and more",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n",
          "HTTP/1.0 200 OK\r\n\r\nabc"
        }) {
      answer(answer, true);
      HttpURLConnection connection = connection("/wait/a%20b?x=1");
      connection.setRequestProperty("Authorization", "Basic eA==");
      connection.connect();
      assertThat(connection.getResponseCode()).isEqualTo(200);
      assertThat(connection.getResponseMessage()).isEqualTo("OK");
      assertThat(body(connection)).isEqualTo("abc");
      assertThat(request.get())
          .startsWith("GET /wait/a%20b?x=1 HTTP/1.1\r\nHost: localhost\r\n")
          .contains("\r\nAuthorization: Basic eA==");
    }
  }

  @Test
  void theBodyOfAnErrorIsRead() throws Exception {
    answer("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 2\r\n\r\nno", true);
    HttpURLConnection connection = connection("/readyz");
    connection.setRequestMethod("POST");
    assertThat(connection.getResponseCode()).isEqualTo(503);
    assertThat(connection.getErrorStream()).hasContent("no");
    assertThatThrownBy(connection::getInputStream)
        .isInstanceOf(IOException.class)
        .hasMessage("the answer is 503: unix:" + socket() + " /readyz");
  }

  @Test
  void aServerThatSaysNothingIsNotWaitedForBeyondTheTimeout() throws Exception {
    answer("", false);
    HttpURLConnection connection = connection("/wait");
    connection.setReadTimeout(50);
    assertThatThrownBy(connection::getResponseCode).isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void serversThatDoNotSpeakHttpAreSaidToDoSo() throws Exception {
    answer("SSH-2.0-OpenSSH_9.2\r\n", true);
    assertThatThrownBy(() -> connection("/wait").getResponseCode())
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("no answer of HTTP: ");
    answer("", true);
    assertThatThrownBy(() -> connection("/wait").getResponseCode()).isInstanceOf(IOException.class);
  }

  @Test
  void aBodyThatBreaksOffIsNoWholeBody() throws Exception {
    answer("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", true);
    HttpURLConnection connection = connection("/wait");
    assertThatThrownBy(() -> body(connection)).isInstanceOf(IOException.class);
  }

  @Test
  void disconnectEndsARead() throws Exception {
    answer("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", false);
    HttpURLConnection connection = connection("/wait");
    assertThat(connection.getResponseCode()).isEqualTo(200);
    Future<?> read =
        CompletableFuture.runAsync(
            () ->
                assertThatThrownBy(() -> body(connection))
                    .isInstanceOf(SocketException.class)
                    .hasMessage("Socket closed"));
    connection.disconnect();
    read.get(60, TimeUnit.SECONDS);
  }

  @Test
  void aSocketWithoutAServerRefuses() throws Exception {
    server.close();
    assertThatThrownBy(() -> connection("/wait").getResponseCode())
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void aPathWithoutASocketIsNamed() {
    assertThatThrownBy(
            () ->
                ServiceClient.of(ServiceAddress.parse("unix:" + folder + "/none")).text("/readyz"))
        .hasMessageStartingWith("unix:" + folder + "/none: ");
  }
}
