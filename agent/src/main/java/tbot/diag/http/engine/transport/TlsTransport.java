package tbot.diag.http.engine.transport;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import tbot.diag.http.ConnectionInfo;
import tbot.diag.log.Log;

/**
 * TLS over a socket, by the JDK's engine. The handshake is part of the first read or write.
 *
 * <p>A client that the engine refuses gets the alert that says why. What it sends then is dropped
 * until it leaves: closing at once could reset the connection, and the alert would be lost.
 *
 * <p>Not by the library TLS Channel: it sends no alerts, and it logs by {@code java.util.logging},
 * which would be initialised in the host by the first client.
 */
final class TlsTransport implements Transport {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** Times that the socket is read in a row before the other connections have their turn. */
  private static final int TURN = 8;

  /** The last alert, and what the engine may have to send before it. */
  private static final int LAST_RECORDS = 4;

  private final SocketChannel channel;
  private final PlainTransport plain;
  private final SSLEngine engine;
  private final TlsBuffers buffers;

  // What one call leaves for the next; null for nothing.
  private ByteBuffer received;
  private ByteBuffer decrypted;
  private ByteBuffer unsent;

  private boolean established;
  private boolean readWaitsForWrite;
  private boolean failed;
  private boolean outputEnded;

  /**
   * Begins as the server.
   *
   * @param engine in server mode
   * @param buffers of the event loop that uses this transport
   */
  TlsTransport(SocketChannel channel, SSLEngine engine, TlsBuffers buffers) throws IOException {
    this.channel = channel;
    this.engine = engine;
    this.buffers = buffers;
    plain = new PlainTransport(channel, true);
    engine.beginHandshake();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (outputEnded) {
      // What still comes is dropped by the caller, and need not be decrypted.
      return channel.read(into);
    }
    if (decrypted != null) {
      int count = TlsBuffers.move(decrypted, into);
      decrypted = decrypted.hasRemaining() ? decrypted : null;
      return count;
    }
    int state = failed ? drop() : receive(false);
    if (state <= 0) {
      return state;
    }
    int count = TlsBuffers.move(buffers.plain, into);
    decrypted = TlsBuffers.copy(buffers.plain);
    return count;
  }

  /** Reads what is of no use any more; returns 0, or -1 at the end. */
  private int drop() throws IOException {
    buffers.incoming.clear();
    return Math.min(channel.read(buffers.incoming), 0);
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    int start = from.position();
    if (established || handshake()) {
      boolean more = true;
      while (more && from.hasRemaining()) {
        more = wrap(from);
      }
    }
    return from.position() - start;
  }

  private boolean handshake() throws IOException {
    int state = failed ? -1 : receive(true);
    if (state < 0) {
      throw new EOFException("no handshake, and so no answer");
    }
    return state > 0;
  }

  /**
   * Goes on with what the client sends.
   *
   * @param handshake whether the end of the handshake is wanted, and not what follows
   * @return 1 if that has come, with what follows in the buffer for it; 0 if it has not come yet;
   *     -1 at the end
   */
  private int receive(boolean handshake) throws IOException {
    ByteBuffer in = buffers.incoming;
    in.clear();
    if (received != null) {
      in.put(received);
      received = null;
    }
    in.flip();
    buffers.plain.clear();
    try {
      int state = receive(in, handshake);
      received = TlsBuffers.copy(in);
      buffers.plain.flip();
      return state;
    } catch (SSLException e) {
      fail(e);
      return 0;
    }
  }

  private int receive(ByteBuffer in, boolean handshake) throws IOException {
    readWaitsForWrite = false;
    int reads = 0;
    while (buffers.plain.position() == 0) {
      HandshakeStatus needs = engine.getHandshakeStatus();
      checkThatItIsNoRenegotiation(needs);
      if (needs == HandshakeStatus.NEED_TASK) {
        engine.getDelegatedTask().run();
      } else if (needs == HandshakeStatus.NEED_WRAP) {
        if (!wrap(NOTHING)) {
          readWaitsForWrite = true;
          return 0;
        }
      } else {
        established |= needs == HandshakeStatus.NOT_HANDSHAKING;
        if (established && handshake) {
          return 1;
        }
        Status status = engine.unwrap(in, buffers.plain).getStatus();
        if (status == Status.CLOSED) {
          return -1;
        }
        if (status == Status.BUFFER_OVERFLOW) {
          throw new SSLException("a record is too long");
        }
        if (status == Status.BUFFER_UNDERFLOW) {
          int count = reads < TURN ? fill(in) : 0;
          reads++;
          if (count <= 0) {
            return count;
          }
        }
      }
    }
    return 1;
  }

  /** A client of TLS 1.2 could have us do the costly part again and again. TLS 1.3 has no such. */
  private void checkThatItIsNoRenegotiation(HandshakeStatus needs) throws SSLException {
    if (established
        && (needs == HandshakeStatus.NEED_TASK || needs == HandshakeStatus.NEED_UNWRAP)
        && !"TLSv1.3".equals(engine.getSession().getProtocol())) {
      engine.closeOutbound();
      throw new SSLException("the client wants to negotiate again");
    }
  }

  private int fill(ByteBuffer in) throws IOException {
    in.compact();
    if (!in.hasRemaining()) {
      throw new SSLException("a record is too long");
    }
    int count = channel.read(in);
    in.flip();
    return count;
  }

  /**
   * Sends a record with what fits in, or with what the handshake needs.
   *
   * @return whether the client may be able to take more
   */
  private boolean wrap(ByteBuffer from) throws IOException {
    if (!flush()) {
      return false;
    }
    buffers.outgoing.clear();
    SSLEngineResult result = engine.wrap(from, buffers.outgoing);
    buffers.outgoing.flip();
    if (result.bytesProduced() == 0 && result.getStatus() != Status.OK) {
      throw new ClosedChannelException();
    }
    send(buffers.outgoing);
    return unsent == null;
  }

  private void send(ByteBuffer out) throws IOException {
    channel.write(out);
    unsent = TlsBuffers.copy(out);
  }

  @Override
  public boolean flush() throws IOException {
    if (unsent != null) {
      buffers.outgoing.clear();
      buffers.outgoing.put(unsent).flip();
      send(buffers.outgoing);
    }
    return unsent == null;
  }

  private void fail(SSLException e) throws IOException {
    failed = true;
    Log.debug("a client has no TLS connection: " + e.getMessage());
    sendLastRecords();
    plain.shutdownOutput();
  }

  /** Sends the alerts that the engine has for the client, if the socket takes them. */
  private void sendLastRecords() {
    for (int i = 0; i < LAST_RECORDS && !engine.isOutboundDone(); i++) {
      try {
        wrap(NOTHING);
      } catch (SSLException e) {
        // The engine reports its failure once more, and then has the alert.
        Log.debug("a client is refused: " + e.getMessage());
      } catch (IOException e) {
        Log.debug("a client cannot be told that its connection ends: " + e);
        break;
      }
    }
    unsent = null;
  }

  @Override
  public int interest(boolean reading, boolean writing) {
    int interest = 0;
    if (reading || (writing && !established)) {
      interest |= readWaitsForWrite ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
    }
    if (unsent != null || (writing && established)) {
      interest |= SelectionKey.OP_WRITE;
    }
    return interest;
  }

  @Override
  public ConnectionInfo info() {
    return plain.info();
  }

  @Override
  public void shutdownOutput() throws IOException {
    outputEnded = true;
    engine.closeOutbound();
    sendLastRecords();
    plain.shutdownOutput();
  }

  @Override
  public void close() {
    plain.close();
  }

  @Override
  public void abort() {
    plain.abort();
  }
}
