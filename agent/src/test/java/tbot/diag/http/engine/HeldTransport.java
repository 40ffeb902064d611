package tbot.diag.http.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import tbot.diag.http.ConnectionInfo;
import tbot.diag.http.engine.transport.Transport;

/** A transport that takes what the test allows, as if the buffer of the system were full. */
final class HeldTransport implements Transport {

  private final Transport inner;

  /** How many bytes it takes. */
  final AtomicInteger allowed = new AtomicInteger();

  /** Whether the connection has something to send. */
  volatile boolean waits;

  /** How often the event loop has looked at the connection. */
  final AtomicInteger looks = new AtomicInteger();

  HeldTransport(Transport inner) {
    this.inner = inner;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return inner.read(into);
  }

  @Override
  public int write(ByteBuffer from) {
    int count = Math.min(allowed.getAndSet(0), from.remaining());
    from.position(from.position() + count);
    return count;
  }

  @Override
  public boolean flush() throws IOException {
    return inner.flush();
  }

  @Override
  public int interest(boolean reading, boolean writing) {
    looks.incrementAndGet();
    waits = writing;
    return inner.interest(reading, false);
  }

  @Override
  public ConnectionInfo info() {
    return inner.info();
  }

  @Override
  public void shutdownOutput() throws IOException {
    inner.shutdownOutput();
  }

  @Override
  public void close() {
    inner.close();
  }

  @Override
  public void abort() {
    inner.abort();
  }
}
