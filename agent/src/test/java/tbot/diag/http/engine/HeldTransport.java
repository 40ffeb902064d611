package tbot.diag.http.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import tbot.diag.http.ConnectionInfo;
import tbot.diag.http.engine.transport.Transport;

/** A transport that takes nothing, as if the buffer of the system were full. */
final class HeldTransport implements Transport {

  private final Transport inner;

  /** Whether the connection has something to send. */
  volatile boolean waits;

  /** How often the event loop has looked at the connection. */
  volatile int looks;

  HeldTransport(Transport inner) {
    this.inner = inner;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return inner.read(into);
  }

  @Override
  public int write(ByteBuffer from) {
    return 0;
  }

  @Override
  public boolean flush() throws IOException {
    return inner.flush();
  }

  @Override
  @SuppressWarnings("NonAtomicOperationOnVolatileField") // by the event loop's thread alone
  public int interest(boolean reading, boolean writing) {
    looks++;
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
