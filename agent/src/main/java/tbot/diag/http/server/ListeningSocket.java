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

/** A bound address where clients can connect and wait until there is a server for them. */
final class ListeningSocket implements Closeable {

  /** The backlog. With the JDK's default of 50, a burst of connections would stall. */
  static final int BACKLOG = 1024;

  private final ServerSocketChannel channel;
  private final Selector selector;
  private final InetSocketAddress address;

  /**
   * Binds an address.
   *
   * @param wanted with port 0, the system chooses a port
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

  /** The bound address, with the port that the system chose. */
  InetSocketAddress address() {
    return address;
  }

  /** The socket, in non-blocking mode. */
  ServerSocketChannel channel() {
    return channel;
  }

  /**
   * Waits until a client has connected. Does not accept it.
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
      // This ends the wait too.
      return false;
    }
    return selector.isOpen();
  }

  /** Accepts and closes the connection of one waiting client, if there is one. */
  void turnAway() {
    try {
      SocketChannel client = channel.accept();
      if (client != null) {
        client.close();
      }
    } catch (IOException e) {
      // The client has left.
      Log.debug("a client that was to be turned away: " + e);
    }
  }

  /** Ends the wait and leaves the socket to a server that has taken it over. */
  void release() {
    try {
      selector.close();
    } catch (IOException e) {
      Log.debug("a selector could not be closed: " + e);
    }
  }

  /** Frees the address and ends the wait. */
  @Override
  public void close() {
    // In this order: closing the selector wakes a waiting thread.
    try {
      channel.close();
    } catch (IOException e) {
      Log.debug("a socket could not be closed: " + e);
    }
    release();
  }
}
