package tbot.diag.http.server;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import tbot.diag.log.Log;

/**
 * An address that is bound, where clients can connect and wait, before there is a server for them.
 */
final class ListeningSocket implements Closeable {

  /** Connections that wait to be accepted; the JDK's default of 50 makes a burst of them stall. */
  static final int BACKLOG = 1024;

  private final ServerSocketChannel channel;
  private final Selector selector;
  private final InetSocketAddress address;

  /**
   * Binds an address.
   *
   * @param wanted with port 0, the system picks one
   * @throws IOException if it cannot be bound
   */
  ListeningSocket(InetSocketAddress wanted) throws IOException {
    channel = ServerSocketChannel.open();
    Selector opened = null;
    try {
      channel.bind(wanted, BACKLOG);
      channel.configureBlocking(false);
      address = (InetSocketAddress) channel.getLocalAddress();
      opened = Selector.open();
      channel.register(opened, SelectionKey.OP_ACCEPT);
    } catch (IOException e) {
      channel.close();
      if (opened != null) {
        opened.close();
      }
      throw e;
    }
    selector = opened;
  }

  /** Where it is bound; with the port that the system picked. */
  InetSocketAddress address() {
    return address;
  }

  /** The socket itself, which does not block. */
  ServerSocketChannel channel() {
    return channel;
  }

  /**
   * Waits until a client has connected, and leaves it connected and not accepted.
   *
   * @return false when this was closed
   */
  boolean awaitClient() {
    try {
      selector.selectedKeys().clear();
      while (selector.isOpen() && selector.selectedKeys().isEmpty()) {
        selector.select();
      }
    } catch (IOException e) {
      Log.error("diag_addr: no longer listening: " + e.getMessage());
      close();
    } catch (ClosedSelectorException e) {
      // Closed, which is what this waits for as well.
      return false;
    }
    return selector.isOpen();
  }

  /** Closes the connection of a client that waits, if one does. */
  void turnAway() {
    try {
      SocketChannel client = channel.accept();
      if (client != null) {
        client.close();
      }
    } catch (IOException e) {
      // Gone by itself.
      Log.debug("a client that was to be turned away: " + e);
    }
  }

  /** Ends the waiting and leaves the socket as it is, for a server that has taken it over. */
  void release() {
    try {
      selector.close();
    } catch (IOException e) {
      Log.debug("a selector could not be closed: " + e);
    }
  }

  /** Frees the address and ends the waiting. */
  @Override
  public void close() {
    // In this order: a thread that waits is woken by the second.
    try {
      channel.close();
    } catch (IOException e) {
      Log.debug("a socket could not be closed: " + e);
    }
    release();
  }
}
