package tbot.diag.http.engine.message;

import tbot.diag.http.Request;

/** A request without its body, and what its head says about the connection. Immutable. */
public final class RequestHead {

  private final Request request;
  private final int bodyLength;
  private final boolean http10;
  private final boolean keepAlive;
  private final boolean expectsContinue;

  RequestHead(
      Request request, int bodyLength, boolean http10, boolean keepAlive, boolean expectsContinue) {
    this.request = request;
    this.bodyLength = bodyLength;
    this.http10 = http10;
    this.keepAlive = keepAlive;
    this.expectsContinue = expectsContinue;
  }

  /** The request, whose body is empty so far. */
  public Request request() {
    return request;
  }

  /** In bytes, 0 for none. */
  public int bodyLength() {
    return bodyLength;
  }

  /** Whether the client speaks HTTP/1.0, which knows no chunks. */
  public boolean isHttp10() {
    return http10;
  }

  /** Whether the client wants to send another request. */
  public boolean isKeepAlive() {
    return keepAlive;
  }

  /** Whether the client sends the body only after it was told to go on. */
  public boolean expectsContinue() {
    return expectsContinue;
  }
}
