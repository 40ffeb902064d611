package tbot.diag.http.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import tbot.diag.http.ConnectionInfo;
import tlschannel.NeedsReadException;
import tlschannel.NeedsWriteException;
import tlschannel.ServerTlsChannel;
import tlschannel.TlsChannel;

/** TLS over a socket. The handshake is part of the first read. */
final class TlsTransport implements Transport {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel channel;
  private final PlainTransport plain;
  private final TlsChannel tls;
  private int readWaitsFor = SelectionKey.OP_READ;
  private int writeWaitsFor = SelectionKey.OP_WRITE;
  private boolean flushed = true;
  private boolean ended;

  /**
   * Begins as the server.
   *
   * @param context with the certificate
   * @param engine makes the engine of a connection, in server mode
   */
  TlsTransport(SocketChannel channel, SSLContext context, Function<SSLContext, SSLEngine> engine)
      throws IOException {
    this.channel = channel;
    plain = new PlainTransport(channel, true);
    tls = ServerTlsChannel.newBuilder(channel, context).withEngineFactory(engine).build();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (ended) {
      // What still comes is dropped by the caller, and need not be decrypted.
      return channel.read(into);
    }
    try {
      readWaitsFor = SelectionKey.OP_READ;
      return tls.read(into);
    } catch (NeedsReadException e) {
      return 0;
    } catch (NeedsWriteException e) {
      readWaitsFor = SelectionKey.OP_WRITE;
      return 0;
    }
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    int start = from.position();
    try {
      writeWaitsFor = SelectionKey.OP_WRITE;
      tls.write(from);
      flushed = true;
    } catch (NeedsReadException e) {
      writeWaitsFor = SelectionKey.OP_READ;
      flushed = false;
    } catch (NeedsWriteException e) {
      flushed = false;
    }
    return from.position() - start;
  }

  @Override
  public boolean flush() throws IOException {
    if (!flushed) {
      write(NOTHING.duplicate());
    }
    return flushed;
  }

  @Override
  public int interest(boolean reading, boolean writing) {
    return (reading ? readWaitsFor : 0) | (writing || !flushed ? writeWaitsFor : 0);
  }

  @Override
  public ConnectionInfo info() {
    return plain.info();
  }

  @Override
  public void shutdownOutput() throws IOException {
    ended = true;
    try {
      tls.shutdown();
    } catch (NeedsReadException | NeedsWriteException e) {
      // The end of the stream that follows says the same, if less surely.
      flushed = true;
    }
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
