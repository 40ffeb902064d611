package tbot.diag.core.listener;

import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import tbot.diag.jvm.UnixDomain;
import tbot.diag.log.Log;

/**
 * The file of a Unix domain socket that is listened on. Only its owner can connect, whatever the
 * host's umask is: the socket is made in a folder that nobody else may enter, gets the mode 0600
 * there, and is then moved to its place.
 */
final class UnixSocket extends BoundSocket {

  private static final String FOLDER_MODE = "rwx------";
  private static final String SOCKET_MODE = "rw-------";

  private final Path path;
  private final Object fileKey;
  private final Thread atExit;

  private UnixSocket(ServerSocketChannel channel, Path path) throws IOException {
    super(channel);
    this.path = path;
    fileKey = attributes(path).fileKey();
    atExit = new Thread(this::delete, "tbot-diag-socket");
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Binds a socket to a file.
   *
   * @param file replaced if it is a socket on which nobody listens
   * @throws IOException if that is not possible
   * @throws IllegalArgumentException if this Java has no such sockets
   */
  static UnixSocket bind(File file) throws IOException {
    Path path = file.toPath();
    requireSupport(path);
    requireFree(path);
    ServerSocketChannel channel = UnixDomain.openServer();
    try {
      bindPrivately(channel, path);
      return new UnixSocket(channel, path);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void requireSupport(Path path) {
    try {
      UnixDomain.address(path);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("diag_addr: " + e.getMessage(), e);
    }
  }

  private static void bindPrivately(ServerSocketChannel channel, Path path) throws IOException {
    Path folder =
        Files.createTempDirectory(
            path.getParent(),
            ".",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(FOLDER_MODE)));
    Path made = folder.resolve("s");
    try {
      SocketAddress address = UnixDomain.address(made);
      channel.bind(address, BACKLOG);
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString(SOCKET_MODE));
      Files.move(made, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(made);
      Files.delete(folder);
    }
  }

  private static void requireFree(Path path) throws IOException {
    try {
      if (!attributes(path).isOther()) {
        throw new IOException("the file is there, and is no socket");
      }
    } catch (NoSuchFileException e) {
      return;
    }
    if (UnixDomain.isListening(path.toFile())) {
      throw new BindException("Address already in use");
    }
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** Removes the file, unless another process has put its own there. */
  private void delete() {
    try {
      if (fileKey.equals(attributes(path).fileKey())) {
        Files.delete(path);
      }
    } catch (IOException e) {
      Log.debug("a socket's file could not be removed: " + e);
    }
  }

  @Override
  public InetSocketAddress address() {
    return null;
  }

  @Override
  public void close() throws IOException {
    delete();
    super.close();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      Log.debug("the JVM is ending");
    }
  }
}
