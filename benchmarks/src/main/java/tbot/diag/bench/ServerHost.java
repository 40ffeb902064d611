package tbot.diag.bench;

import com.sun.management.ThreadMXBean;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * A host that does nothing, or opens a server. It prints {@code ready} when that is done.
 *
 * <p>For each line {@code allocated} on standard input, it prints the bytes that all its live
 * threads have allocated so far. The first line {@code opens} starts {@link FileOpens}, and each is
 * answered with its report. It exits when standard input ends.
 */
final class ServerHost {

  private ServerHost() {}

  /**
   * Runs until standard input ends.
   *
   * @param arguments the name of a {@link Contender}, and the port for its server
   */
  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(arguments[1]);
    // Compare names, so that an idle host does not load the enum.
    if (arguments[0].endsWith("BARE_SERVER")) {
      Bare.open(port);
    } else if (arguments[0].equals("CLIENT_JAVA")) {
      ClientJava.open(port);
    }
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    FileOpens opens = null;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.equals("opens")) {
        opens = opens == null ? FileOpens.start() : opens;
        System.out.println(opens.report());
      } else {
        System.out.println(Allocation.now());
      }
    }
    System.exit(0);
  }

  private static final class Bare implements HttpHandler {

    static void open(int port) throws IOException {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      server.createContext("/", new Bare());
      server.start();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
    }
  }

  private static final class ClientJava {

    static void open(int port) throws IOException {
      JvmMetrics.builder().register();
      HTTPServer server = HTTPServer.builder().hostname("127.0.0.1").port(port).buildAndStart();
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    }
  }

  private static final class Allocation {

    static long now() {
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long sum = 0;
      for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
        sum += Math.max(0, bytes);
      }
      return sum;
    }
  }
}
