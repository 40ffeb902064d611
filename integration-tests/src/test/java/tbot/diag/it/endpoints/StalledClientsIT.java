package tbot.diag.it.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tbot.diag.it.driver.Metrics;
import tbot.diag.it.jvm.ChildJvm;

/**
 * Stalled clients delay no probe, and cost no threads. They are held for {@code
 * -Dtbot.diag.stall.seconds}, 15 by default: longer than the time for a head, so that each is
 * disconnected at least once.
 */
@Timeout(600)
class StalledClientsIT {

  private static final int CLIENTS = 500;
  private static final Duration HOLD =
      Duration.ofSeconds(Integer.getInteger("tbot.diag.stall.seconds", 15));
  private static final double LIMIT_MILLIS = 100;

  private ChildJvm host;
  private InetSocketAddress address;

  /** The slowest probe while no client stalls, in milliseconds. */
  private double undisturbedMillis;

  @BeforeEach
  void start() throws Exception {
    host = ChildJvm.java().agent("diag_addr=127.0.0.1:0").run("tbot.diag.hosts.IdleHost");
    address = new InetSocketAddress(InetAddress.getLoopbackAddress(), host.awaitDiagPort());
    for (int i = 0; i < 20; i++) {
      probe("/livez");
      probe("/metrics");
    }
    for (int i = 0; i < 40; i++) {
      undisturbedMillis = Math.max(undisturbedMillis, probe(i % 2 == 0 ? "/livez" : "/metrics"));
    }
  }

  /** 100 ms, or on a busy machine five times the slowest probe without these clients. */
  private double limitMillis() {
    return Math.max(LIMIT_MILLIS, 5 * undisturbedMillis);
  }

  @AfterEach
  void stop() {
    host.close();
  }

  @Test
  void halfSentRequestsDelayNoProbe() throws Exception {
    List<HalfRequest> clients = new ArrayList<>();
    try {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(new HalfRequest(address));
      }
      List<Double> livez = new ArrayList<>();
      List<Double> metrics = new ArrayList<>();
      int cut = 0;
      long end = System.nanoTime() + HOLD.toNanos();
      while (System.nanoTime() < end || cut < CLIENTS) {
        livez.add(probe("/livez"));
        metrics.add(probe("/metrics"));
        cut += replaceDisconnected(clients);
      }

      assertThat(threads()).as("threads of the host").isLessThan(40);
      assertThat(cut).as("disconnected clients").isGreaterThanOrEqualTo(CLIENTS);
      assertThat(p95(livez)).as("p95 of /livez, ms").isLessThan(limitMillis());
      assertThat(p95(metrics)).as("p95 of /metrics, ms").isLessThan(limitMillis());
      System.out.printf(
          "%d half-sent requests held for %d s: %d probes each, p95 of /livez %.1f ms, of /metrics"
              + " %.1f ms, %d clients disconnected%n",
          CLIENTS, HOLD.toSeconds(), livez.size(), p95(livez), p95(metrics), cut);
    } finally {
      for (HalfRequest one : clients) {
        one.close();
      }
    }
  }

  private int replaceDisconnected(List<HalfRequest> clients) throws IOException {
    int cut = 0;
    for (int i = 0; i < clients.size(); i++) {
      HalfRequest client = clients.get(i);
      if (client.isDisconnected()) {
        client.close();
        clients.set(i, new HalfRequest(address));
        cut++;
      }
    }
    return cut;
  }

  @Test
  void idleConnectionsDelayNoProbe() throws Exception {
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < CLIENTS; i++) {
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(120_000);
        idle.add(socket);
        // Half of them are idle before their first request, half after it.
        if (i % 2 == 0) {
          request(socket, "/livez", "keep-alive");
          socket.getInputStream().readNBytes(20);
        }
      }
      List<Double> livez = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        livez.add(probe("/livez"));
      }
      assertThat(p95(livez)).as("p95 of /livez, ms").isLessThan(limitMillis());
      assertThat(threads()).isLessThan(40);
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  private int threads() {
    return (int) Metrics.scrape(address.getPort()).value("jvm_threads_current");
  }

  /**
   * Sends one request on a new connection, as Kubernetes does; returns the milliseconds it took.
   */
  private double probe(String path) throws IOException {
    long start = System.nanoTime();
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setSoTimeout(120_000);
      request(socket, path, "close");
      InputStream in = socket.getInputStream();
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 200");
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static void request(Socket socket, String path, String connection) throws IOException {
    String head =
        "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: " + connection + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
  }

  private static double p95(List<Double> millis) {
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(sorted.length * 0.95) - 1];
  }

  /** A client that sends half a request and stalls. */
  private static final class HalfRequest {

    private final SocketChannel channel;

    HalfRequest(InetSocketAddress server) throws IOException {
      channel = SocketChannel.open(server);
      channel.write(
          ByteBuffer.wrap("GET /livez HTTP/1.1\r\nHo".getBytes(StandardCharsets.US_ASCII)));
      channel.configureBlocking(false);
    }

    boolean isDisconnected() {
      try {
        return channel.read(ByteBuffer.allocate(64)) < 0;
      } catch (IOException reset) {
        return true;
      }
    }

    void close() throws IOException {
      channel.close();
    }
  }
}
