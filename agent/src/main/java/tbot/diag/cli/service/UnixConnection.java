package tbot.diag.cli.service;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.IdentityInputStream;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;

/**
 * An HTTP request by a Unix domain socket, which the JDK's own {@code HttpURLConnection} and {@code
 * HttpClient} cannot send. Requests have no body. Answers are parsed by HttpCore.
 */
final class UnixConnection extends HttpURLConnection {

  private static final int BUFFER_BYTES = 8192;

  private final File socket;
  private volatile UnixChannel channel;
  private volatile boolean disconnected;
  private byte[] head;
  private ClassicHttpResponse answer;
  private InputStream body;

  UnixConnection(URL url, File socket) {
    super(url);
    this.socket = socket;
  }

  @Override
  public void connect() throws IOException {
    if (!connected) {
      // The JDK does not tell the headers of a connection that is open.
      head = head();
      channel = UnixChannel.open(socket);
      connected = true;
      if (disconnected) {
        channel.close();
      }
    }
  }

  @Override
  public int getResponseCode() throws IOException {
    exchange();
    return responseCode;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    exchange();
    if (responseCode >= HTTP_BAD_REQUEST) {
      throw new IOException("the answer is " + responseCode + ": " + url);
    }
    return body;
  }

  @Override
  public InputStream getErrorStream() {
    return responseCode >= HTTP_BAD_REQUEST ? body : null;
  }

  @Override
  public String getHeaderField(String name) {
    return answer == null || !answer.containsHeader(name)
        ? null
        : answer.getLastHeader(name).getValue();
  }

  /** Sends the request and reads the head of the answer, once. */
  private void exchange() throws IOException {
    if (answer != null) {
      return;
    }
    connect();
    channel.setTimeout(getReadTimeout());
    channel.write(head);
    SessionInputBufferImpl buffer = new SessionInputBufferImpl(BUFFER_BYTES);
    try {
      ClassicHttpResponse parsed = new DefaultHttpResponseParser().parse(buffer, channel);
      if (parsed == null) {
        throw new ProtocolException("closed without an answer");
      }
      body = body(DefaultContentLengthStrategy.INSTANCE.determineLength(parsed), buffer);
      responseCode = parsed.getCode();
      responseMessage = parsed.getReasonPhrase();
      answer = parsed;
    } catch (HttpException e) {
      throw new IOException("no answer of HTTP: " + e.getMessage(), e);
    }
  }

  private byte[] head() {
    StringBuilder head = new StringBuilder();
    head.append(method)
        .append(' ')
        .append(url.getFile())
        .append(" HTTP/1.1\r\nHost: localhost\r\n");
    // The JDK's map has the values of a name in the reverse order; each name has one here.
    for (Map.Entry<String, List<String>> header : getRequestProperties().entrySet()) {
      head.append(header.getKey()).append(": ").append(header.getValue().get(0)).append("\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private InputStream body(long length, SessionInputBufferImpl buffer) {
    if (length == ContentLengthStrategy.CHUNKED) {
      return new ChunkedInputStream(buffer, channel);
    }
    return length >= 0
        ? new ContentLengthInputStream(buffer, channel, length)
        : new IdentityInputStream(buffer, channel);
  }

  /** May be called while another thread reads, which then gets an exception. */
  @Override
  public void disconnect() {
    disconnected = true;
    UnixChannel open = channel;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public boolean usingProxy() {
    return false;
  }
}
