package tbot.diag.cli.service;

import java.io.File;
import java.net.Proxy;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/** Opens URLs by a Unix domain socket, whatever their host is. */
final class UnixUrlHandler extends URLStreamHandler {

  private final File socket;

  UnixUrlHandler(File socket) {
    this.socket = socket;
  }

  @Override
  protected URLConnection openConnection(URL url) {
    return new UnixConnection(url, socket);
  }

  @Override
  protected URLConnection openConnection(URL url, Proxy proxy) {
    return openConnection(url);
  }

  /** For messages: the socket and the path. */
  @Override
  protected String toExternalForm(URL url) {
    return "unix:" + socket + " " + url.getFile();
  }
}
