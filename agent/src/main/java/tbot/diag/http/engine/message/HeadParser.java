package tbot.diag.http.engine.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.impl.io.AbstractMessageParser;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.apache.hc.core5.http.message.BasicLineParser;
import org.apache.hc.core5.http.message.RequestLine;
import org.apache.hc.core5.util.CharArrayBuffer;
import tbot.diag.http.ConnectionInfo;
import tbot.diag.http.Headers;
import tbot.diag.http.Request;

/**
 * Parses the head of a request by HttpCore's parser, and refuses what that one lets pass but what
 * clients and proxies could understand in different ways.
 *
 * <p>Not HttpCore's {@code DefaultHttpRequestParser}, which is made of the same two parsers: it
 * does not keep the target as it was sent.
 */
final class HeadParser {

  private static final int MAX_MINOR = 9;
  private static final int MAX_HEADERS = 100;
  private static final int MAX_BODY_BYTES = 1 << 20;
  private static final byte[] NO_BODY = new byte[0];

  private HeadParser() {}

  /**
   * Parses a head.
   *
   * @param length from the first byte of the request line to the empty line
   */
  static RequestHead parse(byte[] bytes, int start, int length, ConnectionInfo connection)
      throws RequestRefusedException {
    checkLines(bytes, start, length);
    // One line more than the longest possible.
    SessionInputBufferImpl lines = new SessionInputBufferImpl(length, length + 1);
    ByteArrayInputStream in = new ByteArrayInputStream(bytes, start, length);
    try {
      CharArrayBuffer first = new CharArrayBuffer(128);
      lines.readLine(first, in);
      RequestLine line = BasicLineParser.INSTANCE.parseRequestLine(first);
      if (!line.toString().equals(first.toString())
          || line.getProtocolVersion().getMinor() > MAX_MINOR) {
        // More blanks than two, tabs, or a version that is not two digits.
        throw bad("the request line is not of the form METHOD TARGET HTTP/1.1");
      }
      if (line.getProtocolVersion().getMajor() != 1) {
        throw new RequestRefusedException(505, "HTTP/1.1 and HTTP/1.0 are spoken here");
      }
      Headers headers = Headers.NONE;
      for (Header header :
          AbstractMessageParser.parseHeaders(
              lines, in, MAX_HEADERS + 1, length, BasicLineParser.INSTANCE)) {
        headers = headers.with(header.getName(), header.getValue());
      }
      return head(line, headers, connection);
    } catch (MessageConstraintException e) {
      throw new RequestRefusedException(431, "more than " + MAX_HEADERS + " header fields");
    } catch (HttpException | IOException | URISyntaxException | IllegalArgumentException e) {
      throw bad(e.getMessage());
    }
  }

  /** Refuses control characters, and lines that go on with the line before (obs-fold). */
  private static void checkLines(byte[] bytes, int start, int length)
      throws RequestRefusedException {
    for (int i = start; i < start + length; i++) {
      byte b = bytes[i];
      boolean lineBegins = i > start && bytes[i - 1] == '\n';
      if (lineBegins && (b == ' ' || b == '\t')) {
        throw bad("a folded header field");
      }
      if (b == '\r' ? bytes[i + 1] != '\n' : b >= 0 && b < ' ' && b != '\n' && b != '\t') {
        throw bad("a control character in the head");
      }
    }
  }

  private static RequestHead head(RequestLine line, Headers headers, ConnectionInfo connection)
      throws RequestRefusedException, URISyntaxException {
    checkMethod(line.getMethod());
    boolean http10 = line.getProtocolVersion().getMinor() == 0;
    List<String> hosts = headers.all("Host");
    if (hosts.size() > 1 || (hosts.isEmpty() && !http10)) {
      throw bad("one header Host is required");
    }
    Request request =
        new Request(
            line.getMethod(),
            uri(line.getUri(), headers.first("Host")),
            headers,
            connection,
            NO_BODY);
    boolean keepAlive =
        http10 ? headers.lists("Connection", "keep-alive") : !headers.lists("Connection", "close");
    boolean expects = !http10 && "100-continue".equalsIgnoreCase(headers.first("Expect"));
    return new RequestHead(request, bodyLength(request), http10, keepAlive, expects);
  }

  private static void checkMethod(String method) throws RequestRefusedException {
    for (int i = 0; i < method.length(); i++) {
      char c = method.charAt(i);
      if ((c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && c != '-') {
        throw bad("the method has a character that no method has");
      }
    }
  }

  private static URI uri(String target, String host)
      throws RequestRefusedException, URISyntaxException {
    URI uri = new URI(target);
    if (uri.isAbsolute()) {
      checkUrl(uri, host);
    } else if (!target.startsWith("/") || target.startsWith("//")) {
      // After two slashes, some would read a host and others a path.
      throw bad("the target is neither a path nor a URL");
    }
    if (uri.getRawFragment() != null) {
      throw bad("the target has a fragment");
    }
    return uri;
  }

  private static void checkUrl(URI url, String host) throws RequestRefusedException {
    if (!url.getScheme().equalsIgnoreCase("http") && !url.getScheme().equalsIgnoreCase("https")) {
      throw bad("the URL is not one of HTTP");
    }
    if (url.getRawAuthority() == null || !url.getRawAuthority().equalsIgnoreCase(host)) {
      throw bad("the URL names another host than the header Host");
    }
    if (!url.getRawPath().startsWith("/")) {
      throw bad("the URL has no path");
    }
  }

  private static int bodyLength(Request request) throws RequestRefusedException {
    List<String> lengths = request.headers().all("Content-Length");
    if (request.headers().first("Transfer-Encoding") != null) {
      throw bad("Transfer-Encoding is not taken in requests");
    }
    if (lengths.isEmpty()) {
      return 0;
    }
    long length = lengths.size() == 1 ? number(lengths.get(0)) : -1;
    if (length < 0) {
      throw bad("the header Content-Length is not one number");
    }
    if (length > 0 && !request.method().equals("POST")) {
      throw bad("no body is taken here");
    }
    if (length > MAX_BODY_BYTES) {
      throw new RequestRefusedException(413, "the body has more than " + MAX_BODY_BYTES + " bytes");
    }
    return (int) length;
  }

  /** The number that a text of digits is, or -1: Long.parseLong takes signs and foreign digits. */
  private static long number(String digits) {
    long number = digits.isEmpty() || digits.length() > 18 ? -1 : 0;
    for (int i = 0; i < digits.length() && number >= 0; i++) {
      char c = digits.charAt(i);
      number = c >= '0' && c <= '9' ? 10 * number + c - '0' : -1;
    }
    return number;
  }

  private static RequestRefusedException bad(String reason) {
    return new RequestRefusedException(400, reason);
  }
}
