package tbot.diag.hosts.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A thread that moves all clients of one attack on. */
final class AttackLoop implements Runnable {

  /** How soon the loop notices that it is stopped. */
  private static final long TURN_MILLIS = 100;

  private static final int READ_BYTES = 16 * 1024;

  final InetSocketAddress server;
  final Attack attack;
  final Selector selector = Selector.open();
  final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_BYTES);

  private final ByteBuffer request;
  private final List<AttackClient> clients = new ArrayList<>();
  private final Thread thread = new Thread(this);
  private volatile boolean stopped;

  AttackLoop(InetSocketAddress server, Attack attack, byte[] request) throws IOException {
    this.server = server;
    this.attack = attack;
    // Direct, so that the JDK does not copy it for each write.
    this.request = ByteBuffer.allocateDirect(request.length);
    this.request.put(request).flip();
  }

  /** The whole request, to be read once. */
  ByteBuffer request() {
    return request.duplicate();
  }

  void start(int count) {
    for (int i = 0; i < count; i++) {
      clients.add(new AttackClient(this, i));
    }
    thread.setDaemon(true);
    thread.start();
  }

  /** Closes all connections, and returns the number of those that were opened. */
  long stop() throws InterruptedException {
    stopped = true;
    thread.join();
    return clients.stream().mapToLong(AttackClient::opened).sum();
  }

  @Override
  public void run() {
    try (Selector open = selector) {
      while (!stopped) {
        turn(open);
      }
      clients.forEach(AttackClient::end);
      // Closes the sockets of the channels that are closed.
      open.selectNow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void turn(Selector open) throws IOException {
    long now = System.nanoTime();
    long wait = TURN_MILLIS * 1_000_000;
    for (AttackClient client : clients) {
      client.actIfDue(now);
      wait = Math.min(wait, client.dueAt() - now);
    }
    open.select(1 + Math.max(0, wait) / 1_000_000);
    Iterator<SelectionKey> selected = open.selectedKeys().iterator();
    while (selected.hasNext()) {
      AttackClient client = (AttackClient) selected.next().attachment();
      selected.remove();
      client.proceed();
    }
  }
}
