package tbot.diag.hosts.attack;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One client of an attack. Used by the thread of its {@link AttackLoop} alone. */
final class AttackClient {

  /** Between the first connections of two clients, so that a short backlog can take them. */
  private static final long STAGGER_NANOS = 500_000;

  /** Long before the kernel would try again, if the backlog was full. */
  private static final long CONNECT_NANOS = 200_000_000;

  private static final long SLOW_READ_NANOS = 1_000_000_000;
  private static final int RESET_STEPS = 10;
  private static final long RESET_STEP_NANOS = 1_000_000;

  /** Longer than any attack. */
  private static final long NEVER_NANOS = Long.MAX_VALUE / 4;

  private final AttackLoop loop;

  /** Differs between clients, so that they do not all act at the same time. */
  private int number;

  private SocketChannel channel;
  private SelectionKey key;
  private ByteBuffer unsent;

  /** When to act next, in terms of nanoTime. */
  private long dueAt;

  private long opened;

  AttackClient(AttackLoop loop, int number) {
    this.loop = loop;
    this.number = number;
    dueAt = System.nanoTime() + number * STAGGER_NANOS;
  }

  /** The number of connections that were open so far. */
  long opened() {
    return opened;
  }

  /** When {@link #actIfDue} has something to do, in terms of nanoTime. */
  long dueAt() {
    return dueAt;
  }

  void actIfDue(long now) {
    if (dueAt - now > 0) {
      return;
    }
    try {
      if (channel == null) {
        dueAt = now + CONNECT_NANOS;
        connect();
      } else if (!channel.isConnected()) {
        end();
      } else if (loop.attack.then() == Attack.Then.RESET) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        end();
      } else {
        readSlowly(now);
      }
    } catch (IOException e) {
      end();
    }
  }

  private void connect() throws IOException {
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    if (loop.attack.then() == Attack.Then.READ_SLOWLY) {
      // The kernel makes it the smallest that it has, some 2 KB.
      channel.setOption(StandardSocketOptions.SO_RCVBUF, 1);
    }
    key = channel.register(loop.selector, SelectionKey.OP_CONNECT, this);
    if (channel.connect(loop.server)) {
      begin();
    }
  }

  private void begin() throws IOException {
    opened++;
    dueAt = System.nanoTime() + NEVER_NANOS;
    unsent = loop.request();
    send();
  }

  /** Does what the selector says can be done. */
  void proceed() {
    try {
      if (key.isValid() && key.isConnectable() && channel.finishConnect()) {
        begin();
      } else if (key.isValid() && key.isReadable()) {
        read();
      } else if (key.isValid() && key.isWritable()) {
        send();
      }
    } catch (IOException e) {
      end();
    }
  }

  private void send() throws IOException {
    channel.write(unsent);
    switch (loop.attack.then()) {
      case READ_SLOWLY:
        // Goes on with each byte that it reads.
        key.interestOps(0);
        dueAt = System.nanoTime() + SLOW_READ_NANOS;
        break;
      case RESET:
        key.interestOps(0);
        dueAt = System.nanoTime() + number % RESET_STEPS * RESET_STEP_NANOS;
        break;
      case CLOSE:
        end();
        break;
      default:
        key.interestOps(
            unsent.hasRemaining()
                ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
                : SelectionKey.OP_READ);
        break;
    }
  }

  private void read() throws IOException {
    ByteBuffer buffer = loop.readBuffer;
    buffer.clear();
    int count = channel.read(buffer);
    if (count < 0 || (count > 0 && loop.attack.then() == Attack.Then.CLOSE_AT_ANSWER)) {
      end();
    }
  }

  /** Reads a byte. Sends more requests, by which it notices that the server has closed. */
  private void readSlowly(long now) throws IOException {
    ByteBuffer buffer = loop.readBuffer;
    buffer.clear().limit(1);
    if (channel.read(buffer) < 0) {
      end();
      return;
    }
    if (!unsent.hasRemaining()) {
      unsent = loop.request();
    }
    channel.write(unsent);
    dueAt = now + SLOW_READ_NANOS;
  }

  /** Closes the connection, if there is one; the next one follows after a pause. */
  void end() {
    number++;
    dueAt = System.nanoTime() + loop.attack.pauseMillis() * 1_000_000;
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // The next connection does not depend on it.
    } finally {
      channel = null;
    }
  }
}
