package tbot.diag.it.driver;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import tbot.diag.it.machine.LocalPort;

/** A real Prometheus server, which scrapes each second. */
public final class Prometheus implements AutoCloseable {

  private final Process process;
  private final int port;

  private Prometheus(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a server. Skips the test where Prometheus is missing.
   *
   * @param folder an empty directory
   * @param scrapeConfigs the section {@code scrape_configs} of its configuration
   */
  public static Prometheus start(Path folder, String scrapeConfigs) throws IOException {
    ClientProgram.orSkip("prometheus", "prometheus");
    Path config = folder.resolve("prometheus.yml");
    Files.writeString(config, "global: {scrape_interval: 1s}\n" + scrapeConfigs);
    int port = LocalPort.free();
    Process process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    return new Prometheus(process, port);
  }

  /**
   * Waits until the last scrape of a job has ended as expected.
   *
   * @return when that was, in seconds since 1970
   */
  public String awaitUp(String job, boolean up) {
    Pattern expected = Pattern.compile("\"value\":\\[([\\d.]+),\"" + (up ? 1 : 0) + "\"]");
    return Awaitility.await()
        .atMost(Duration.ofMinutes(5))
        .ignoreExceptionsMatching(e -> process.isAlive())
        .until(() -> expected.matcher(query("up{job=\"" + job + "\"}", "")), Matcher::find)
        .group(1);
  }

  /**
   * The answer to a query, as JSON.
   *
   * @param time in seconds since 1970
   */
  public String queryAt(String time, String expression) {
    return query(expression, "&time=" + time);
  }

  private String query(String expression, String time) {
    return get("/api/v1/query?query=" + encode(expression) + time);
  }

  /** Waits until the last scrape of a job has failed with this error. */
  public void awaitLastError(String job, String error) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(5))
        .until(
            () -> get("/api/v1/targets?scrapePool=" + encode(job)),
            targets -> targets.contains("\"lastError\":\"" + error + "\""));
  }

  /** The types and texts of a metric, as JSON. */
  public String metadata(String metric) {
    return get("/api/v1/targets/metadata?metric=" + encode(metric));
  }

  private String get(String path) {
    return Http.get(port, path).body();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
