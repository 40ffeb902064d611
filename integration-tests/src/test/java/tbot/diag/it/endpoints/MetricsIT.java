package tbot.diag.it.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.it.driver.ClientProgram;
import tbot.diag.it.driver.Http;
import tbot.diag.it.driver.Metrics;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.machine.Command;
import tbot.diag.it.machine.Command.Result;
import tbot.diag.it.machine.TcpRelay;

@OnEachJvm
@Timeout(600)
class MetricsIT {

  private static final String OPEN_METRICS =
      "application/openmetrics-text;version=1.0.0;q=0.9,text/plain;q=0.1";
  private static final String PROTOBUF =
      "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";

  private static final double MIB = 1 << 20;

  private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)");

  private static ChildJvm host;
  private static int port;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    host = ChildJvm.java().agent("diag_addr=127.0.0.1:0").run("tbot.diag.hosts.IdleHost");
    port = host.awaitDiagPort();
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  @Test
  void showsTheMetricsOfTbotFromTheStart() {
    HttpResponse<String> metrics = Http.get(port, "/metrics");
    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.headers().firstValue("content-type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(metrics.body().lines())
        .contains(
            "# TYPE tbot_ssh_multiplexer_requests_started_total counter",
            "tbot_ssh_multiplexer_requests_started_total 0.0",
            "# TYPE tbot_ssh_multiplexer_requests_handled_total counter",
            "tbot_ssh_multiplexer_requests_handled_total{status=\"OK\"} 0.0",
            "tbot_ssh_multiplexer_requests_handled_total{status=\"ERROR\"} 0.0",
            "# TYPE tbot_ssh_multiplexer_requests_in_flight gauge",
            "tbot_ssh_multiplexer_requests_in_flight 0.0")
        .noneMatch(line -> line.contains("tbot_ssh_multiplexer_errors"))
        .noneMatch(line -> line.contains("tbot_ssh_multiplexer_request_duration"))
        .anyMatch(line -> line.matches("tbot_diag_build_info\\{version=\"\\d+\\..*\"} 1"));
  }

  @Test
  void showsTheJvmAndTheProcess() {
    assertThat(Http.get(port, "/metrics").body())
        .contains("jvm_memory_used_bytes{area=\"heap\"}")
        .contains("jvm_gc_collection_seconds_count")
        .contains("jvm_threads_current")
        .contains("jvm_runtime_info{")
        .contains("process_open_fds")
        .contains("process_resident_memory_bytes")
        .contains("process_cpu_seconds_total");
  }

  @Test
  void processMetricsAgreeWithProc() throws IOException {
    assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "needs Linux");
    Metrics metrics = Metrics.scrape(port);
    assertThat(metrics.value("process_virtual_memory_bytes"))
        .isCloseTo(kib("VmSize"), within(128 * MIB));
    assertThat(metrics.value("process_resident_memory_bytes"))
        .isCloseTo(kib("VmRSS"), within(16 * MIB));
    try (Stream<Path> files = Files.list(proc("fd"))) {
      assertThat(metrics.value("process_open_fds")).isCloseTo((double) files.count(), within(8.0));
    }
    assertThat(metrics.value("process_max_fds"))
        .isEqualTo(Double.parseDouble(line("limits", "Max open files").split("\\s+", -1)[3]));
    ProcessHandle.Info process = ProcessHandle.of(host.pid()).orElseThrow().info();
    assertThat(metrics.value("process_cpu_seconds_total"))
        .isPositive()
        .isCloseTo(process.totalCpuDuration().orElseThrow().toMillis() / 1e3, within(1.0));
    assertThat(metrics.value("process_start_time_seconds"))
        .isCloseTo(process.startInstant().orElseThrow().toEpochMilli() / 1e3, within(10.0));
  }

  private static Path proc(String file) {
    return Path.of("/proc", Long.toString(host.pid()), file);
  }

  private static double kib(String field) throws IOException {
    return Double.parseDouble(line("status", field + ":").split("\\s+", -1)[1]) * 1024;
  }

  private static String line(String file, String beginning) throws IOException {
    return Files.readAllLines(proc(file)).stream()
        .filter(line -> line.startsWith(beginning))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void filtersMetricsByName() {
    String page =
        Http.get(
                port,
                "/metrics?name%5B%5D=process_cpu_seconds_total"
                    + "&name%5B%5D=jvm_memory_pool_used_bytes")
            .body();
    assertThat(families(page))
        .containsExactly(
            "# TYPE jvm_memory_pool_used_bytes gauge", "# TYPE process_cpu_seconds_total counter");
  }

  @Test
  void negotiatesTheFormat() {
    HttpResponse<String> open = Http.get(port, "/metrics", "Accept", OPEN_METRICS);
    assertThat(open.headers().firstValue("content-type"))
        .hasValue("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(open.body())
        .contains("# TYPE tbot_diag_build info")
        .doesNotContain("_created")
        .endsWith("# EOF\n");
    HttpResponse<byte[]> protobuf = Http.getBytes(port, "/metrics", "Accept", PROTOBUF);
    assertThat(protobuf.headers().firstValue("content-type").orElseThrow())
        .startsWith("application/vnd.google.protobuf");
    assertThat(new String(protobuf.body(), StandardCharsets.ISO_8859_1))
        .contains("tbot_ssh_multiplexer_requests_started_total");
  }

  @Test
  void compressesForClientsThatTakeIt() throws IOException {
    HttpResponse<byte[]> metrics = Http.getBytes(port, "/metrics", "Accept-Encoding", "gzip");
    assertThat(metrics.headers().firstValue("content-encoding")).hasValue("gzip");
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(metrics.body()))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .contains("tbot_ssh_multiplexer_requests_started_total");
    }
  }

  @Test
  void sendsTheContentLength() {
    for (String encoding : List.of("gzip", "identity")) {
      HttpResponse<byte[]> metrics = Http.getBytes(port, "/metrics", "Accept-Encoding", encoding);
      assertThat(metrics.headers().firstValueAsLong("content-length"))
          .hasValue(metrics.body().length);
      assertThat(metrics.headers().firstValue("transfer-encoding")).isEmpty();
    }
  }

  /**
   * A body sent apart from its head waits until the client has acknowledged the head, which takes
   * 40 ms on a connection in steady use.
   */
  @Test
  void answersAtOnceOnAKeptConnection() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(120_000);
      for (String encoding : List.of("gzip", "identity")) {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
          long start = System.nanoTime();
          ask(socket, encoding);
          millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        }
        // A waiting body delays every answer; a busy machine delays only some.
        assertThat(millis.subList(20, 60).stream().sorted().toList().get(8))
            .as("the lowest fifth of %s", millis)
            .isLessThan(35);
      }
    }
  }

  private static void ask(Socket socket, String encoding) throws IOException {
    String request =
        "GET /metrics HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: " + encoding + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = socket.getInputStream().read();
      assertThat(b).as("after %s", head).isNotNegative();
      head.append((char) b);
    }
    Matcher length = CONTENT_LENGTH.matcher(head);
    assertThat(length.find()).as(head.toString()).isTrue();
    int expected = Integer.parseInt(length.group(1));
    assertThat(socket.getInputStream().readNBytes(expected)).hasSize(expected);
  }

  @Test
  void answersHeadWithoutABody() {
    HttpResponse<String> metrics = Http.method("HEAD", port, "/metrics");
    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "text, # TYPE tbot_diag_build_info gauge",
    "openmetrics, # TYPE tbot_diag_build info",
    "prometheus-protobuf, name: \"tbot_diag_build_info\""
  })
  void showsEachFormatAsText(String format, String line) {
    for (String encoding : List.of("gzip", "identity")) {
      HttpResponse<String> page =
          Http.get(port, "/metrics?debug=" + format, "Accept-Encoding", encoding);
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
      assertThat(page.headers().firstValue("content-encoding")).isEmpty();
      assertThat(page.headers().firstValueAsLong("content-length")).hasValue(page.body().length());
      assertThat(page.body()).contains(line);
    }
    assertThat(
            families(
                Http.get(port, "/metrics?debug=text&name%5B%5D=process_cpu_seconds_total").body()))
        .containsExactly("# TYPE process_cpu_seconds_total counter");
    HttpResponse<String> head = Http.method("HEAD", port, "/metrics?debug=" + format);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "", "%3Ca%3E"})
  void refusesAnUnknownFormat(String format) {
    HttpResponse<String> refusal = Http.get(port, "/metrics?debug=" + format);
    assertThat(refusal.statusCode()).isEqualTo(400);
    assertThat(refusal.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
    assertThat(refusal.body())
        .isEqualTo(
            "debug="
                + URLDecoder.decode(format, StandardCharsets.UTF_8)
                + " is not known; valid are text, openmetrics and prometheus-protobuf\n");
    assertThat(Http.method("HEAD", port, "/metrics?debug=" + format).statusCode()).isEqualTo(400);
  }

  @Test
  void refusesAQueryWithTooManyParameters() {
    String query = "a=b&".repeat(1024) + "debug=text";
    HttpResponse<String> refusal = Http.get(port, "/metrics?" + query);
    assertThat(refusal.statusCode()).as(refusal.body()).isEqualTo(400);
  }

  @Test
  void aResetByTheClientIsNotLogged() throws Exception {
    for (int i = 0; i < 50; i++) {
      try (Socket socket = Http.open(port, "/metrics", "Host: localhost")) {
        TcpRelay.reset(socket); // so that the answer cannot be written
      }
    }
    for (int i = 0; i < 50; i++) {
      assertThat(Http.get(port, "/metrics").statusCode()).isEqualTo(200);
    }
    assertThat(host.stderr()).as(host.transcript()).hasSize(1);
  }

  @Test
  void promtoolFindsNoFault() throws Exception {
    ClientProgram.orSkip("promtool", "prometheus");
    Path page = Files.writeString(folder.resolve("page"), Http.get(port, "/metrics").body());
    Result checked = Command.of(List.of("promtool", "check", "metrics")).input(page).run(folder);
    assertThat(checked).isEqualTo(new Result(0, ""));
  }

  @Test
  void ignoresTheHostsSettingsOfTheLibrary() throws Exception {
    Files.writeString(
        folder.resolve("prometheus.properties"),
        "io.prometheus.exporter.includeCreatedTimestamps=true\n");
    try (ChildJvm other =
        ChildJvm.java()
            .classPath(List.of(folder))
            .environment("IO_PROMETHEUS_EXPORTER_INCLUDE_CREATED_TIMESTAMPS", "true")
            .options(
                "-Dio.prometheus.exporter.filter.metricNameMustNotStartWith=tbot_,jvm_",
                "-Dio.prometheus.setting.of.another.version=1",
                "-Dprometheus.config=/no/such/file")
            .agent("diag_addr=127.0.0.1:0")
            .run("tbot.diag.hosts.IdleHost")) {
      int otherPort = other.awaitDiagPort();
      String page = Http.get(otherPort, "/metrics", "Accept", OPEN_METRICS).body();
      assertThat(page).doesNotContain("_created");
      assertThat(families(page))
          .isEqualTo(families(Http.get(port, "/metrics", "Accept", OPEN_METRICS).body()));
    }
  }

  private static Set<String> families(String page) {
    Set<String> names = new TreeSet<>();
    page.lines().filter(line -> line.startsWith("# TYPE ")).forEach(names::add);
    return names;
  }

  @Test
  void showsItsOwnMetricsWithoutTheManagementModule() throws Exception {
    assumeTrue(ChildJvm.feature() >= 9, "Java 8 has no modules");
    try (ChildJvm other =
        ChildJvm.java()
            .options("--limit-modules", "java.instrument")
            .agent("diag_addr=127.0.0.1:0")
            .run("tbot.diag.hosts.IdleHost")) {
      int otherPort = other.awaitDiagPort();
      HttpResponse<String> metrics = Http.get(otherPort, "/metrics");
      assertThat(metrics.statusCode()).as(metrics.body()).isEqualTo(200);
      assertThat(metrics.body())
          .contains("tbot_ssh_multiplexer_requests_started_total 0.0")
          .doesNotContain("jvm_");
      assertThat(other.awaitStderr("no jvm_* metrics")).contains("--add-modules java.management");
      assertThat(other.stderr()).hasSize(2);
    }
  }

  @Test
  void showsTheProcessWithoutTheModuleJdkManagement() throws Exception {
    assumeTrue(ChildJvm.feature() >= 9, "Java 8 has no modules");
    try (ChildJvm other =
        ChildJvm.java()
            .options("--limit-modules", "java.instrument,java.management")
            .agent("diag_addr=127.0.0.1:0")
            .run("tbot.diag.hosts.IdleHost")) {
      int otherPort = other.awaitDiagPort();
      String page = Http.get(otherPort, "/metrics").body();
      assertThat(page.lines().filter(line -> line.startsWith("# TYPE process_")))
          .containsExactly(
              "# TYPE process_resident_memory_bytes gauge",
              "# TYPE process_start_time_seconds gauge",
              "# TYPE process_virtual_memory_bytes gauge");
      assertThat(page).contains("jvm_memory_used_bytes{area=\"heap\"}");
      assertThat(other.stderr()).hasSize(1);
    }
  }
}
