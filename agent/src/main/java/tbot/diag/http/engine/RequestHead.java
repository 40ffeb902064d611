package tbot.diag.http.engine;

import tbot.diag.http.Request;

/** A request without its body, and what its head says about the connection. Immutable. */
final class RequestHead {

  final Request request;
  final int bodyLength;
  final boolean http10;
  final boolean keepAlive;
  final boolean expectsContinue;

  RequestHead(
      Request request, int bodyLength, boolean http10, boolean keepAlive, boolean expectsContinue) {
    this.request = request;
    this.bodyLength = bodyLength;
    this.http10 = http10;
    this.keepAlive = keepAlive;
    this.expectsContinue = expectsContinue;
  }
}
