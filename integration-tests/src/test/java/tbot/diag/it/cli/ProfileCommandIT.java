package tbot.diag.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.it.driver.CredentialFiles;
import tbot.diag.it.driver.Http;
import tbot.diag.it.driver.TestCertificates;
import tbot.diag.it.jvm.AgentCommand;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.Jcmd;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.machine.Proc;
import tbot.diag.it.pprof.PprofProfile;
import tbot.diag.it.pprof.PprofRules;

/** One profile of a JVM by the command line, which leaves the JVM as it was. */
@Timeout(900)
class ProfileCommandIT {

  private static final String HOT = "tbot.diag.hosts.BurnHost";

  /** The exit code of a process that ends by SIGTERM. */
  private static final int TERMINATED = 143;

  @TempDir Path folder;
  private final List<ChildJvm> hosts = new ArrayList<>();
  private ChildJvm host;

  @BeforeEach
  void start() throws IOException {
    host = burn(ChildJvm.java());
  }

  @AfterEach
  void stop() {
    hosts.forEach(ChildJvm::close);
  }

  private ChildJvm burn(ChildJvm.Builder java) throws IOException {
    ChildJvm burning = java.run("tbot.diag.hosts.BurnHost");
    hosts.add(burning);
    burning.awaitStdout("ready");
    return burning;
  }

  private static String pid(ChildJvm jvm) {
    return Long.toString(jvm.pid());
  }

  private ChildJvm profile(String... arguments) throws Exception {
    return AgentCommand.runIn(folder, 0, command(host, arguments));
  }

  private static String[] command(ChildJvm jvm, String... arguments) {
    return Stream.concat(Stream.of("profile", pid(jvm)), Stream.of(arguments))
        .toArray(String[]::new);
  }

  private byte[] file(String name) throws IOException {
    return Files.readAllBytes(folder.resolve(name));
  }

  private String text(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  /** Nothing of ours is in it: no thread, and no line that is not the JVM's own. */
  private static void assertUntouched(ChildJvm jvm) {
    jvm.await("the end of our threads", () -> threads(jvm).isEmpty());
    assertThat(jvm.stderr()).noneMatch(line -> line.contains("tbot-diag:"));
    assertThat(jvm.stdout()).containsExactly("ready");
  }

  private static Set<String> threads(ChildJvm jvm) {
    try (Stream<Path> tasks = Files.list(Proc.of(jvm.pid(), "task"))) {
      return tasks
          .map(task -> comm(task))
          .filter(name -> name.startsWith("tbot-diag"))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String comm(Path task) {
    try {
      return Files.readString(task.resolve("comm")).trim();
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  @OnEachJvm
  void aJvmWithoutTheAgentIsProfiledAndLeftAsItWas() throws Exception {
    ChildJvm command = profile("-d", "2");

    assertThat(command.stdout().get(0)).matches(" *self +total +method, by cpu");
    assertThat(command.stdout())
        .filteredOn(line -> line.contains("  " + HOT))
        .isNotEmpty()
        .allMatch(line -> line.matches(" *[\\d.]+ m?s +[\\d.]+% +[\\d.]+ m?s +[\\d.]+%  \\S+"));
    assertThat(command.stdout()).hasSizeLessThanOrEqualTo(14);
    String last = command.stdout().get(command.stdout().size() - 1);
    String html = last.replace("next: open ", "").replace(" in a browser", "");
    assertThat(html).matches("tbot.diag.hosts.BurnHost-cpu-\\d{8}-\\d{6}\\.html");
    assertThat(text(html)).contains("BurnHost").contains("</html>");
    assertThat(command.stderr()).as("no progress without a terminal").isEmpty();
    assertUntouched(host);
    assertThat(AgentCommand.run(0, "detach", pid(host)).stderr())
        .containsExactly("process " + pid(host) + " has no tbot-diag attached");
  }

  @Test
  void anAgentWithoutDebugModeStaysAsItIs() throws Exception {
    ChildJvm quiet = burn(ChildJvm.java().agent("diag_addr=127.0.0.1:0"));
    int port = quiet.awaitDiagPort();

    AgentCommand.runIn(folder, 0, command(quiet, "-d", "1", "-o", "a.collapsed"));

    assertThat(text("a.collapsed")).contains("BurnHost.");
    assertThat(Http.get(port, "/livez").body()).isEqualTo("OK");
    assertThat(Http.get(port, "/debug/pprof/").statusCode()).isEqualTo(404);
    assertThat(quiet.agentLines()).hasSize(1);
    quiet.await("the end of the session", () -> !Proc.hasThread(quiet.pid(), "tbot-diag-session"));
  }

  @Test
  @OnEachJvm
  void anAgentWithTlsAndLoginsStaysAsItIs() throws Exception {
    TestCertificates certificates = new TestCertificates(folder).issue("bot");
    Path logins = new CredentialFiles(folder).logins("ann", "secret");
    ChildJvm secured =
        burn(
            ChildJvm.java()
                .agent(
                    "diag_addr=127.0.0.1:0,debug,tls_cert="
                        + certificates.certificate("bot")
                        + ",tls_key="
                        + certificates.key("bot")
                        + ",auth_file="
                        + logins));
    int port = secured.awaitDiagPort();
    int lines = secured.agentLines().size();

    AgentCommand.runIn(folder, 0, command(secured, "-d", "1", "-o", "a.pb.gz"));

    PprofRules.assertHold(PprofProfile.decode(file("a.pb.gz")));
    assertThat(secured.awaitDiagPort()).isEqualTo(port);
    secured.await(
        "the end of the session", () -> !Proc.hasThread(secured.pid(), "tbot-diag-session"));
    assertThat(secured.agentLines()).hasSize(lines);
  }

  @ParameterizedTest
  @OnEachJvm
  @ValueSource(strings = {"cpu", "wall", "mutex", "block", "goroutine"})
  void eachTypeIsAPprofProfile(String type) throws Exception {
    profile("-t", type, "-d", "1", "-o", "a.pb.gz");

    PprofRules.assertHold(PprofProfile.decode(file("a.pb.gz")));
    assertUntouched(host);
  }

  @Test
  @OnEachJvm
  void traceIsARecordingWithoutATable() throws Exception {
    ChildJvm command = profile("-t", "trace", "-d", "1");

    assertThat(command.stdout()).hasSize(2);
    String name = command.stdout().get(0).replaceAll(", .*", "");
    assertThat(name).endsWith(".jfr");
    assertThat(new String(file(name), 0, 3, StandardCharsets.US_ASCII)).isEqualTo("FLR");
    assertUntouched(host);
  }

  @Test
  void theEndingOfTheFileIsItsFormat() throws Exception {
    profile("-d", "1", "-o", "a.txt");
    assertThat(text("a.txt").lines().findFirst().orElseThrow()).contains("method, by cpu");
    assertThat(text("a.txt")).contains("BurnHost.");
    profile("-d", "1", "-o", "a.jfr");
    assertThat(new String(file("a.jfr"), 0, 3, StandardCharsets.US_ASCII)).isEqualTo("FLR");
    profile("-d", "1", "-o", "b", "-f", "collapsed");
    assertThat(text("b")).contains("BurnHost.");
  }

  @Test
  void filtersKeepTheStacksThatMatch() throws Exception {
    profile(
        "-d", "2", "-o", "a.pb.gz", "--include", "BurnHost\\.(heavy|deep)", "--exclude", "deep");

    PprofProfile profile = PprofProfile.decode(file("a.pb.gz"));
    assertThat(profile.proto().getSampleList())
        .isNotEmpty()
        .allMatch(sample -> profile.stack(sample).contains(HOT + ".heavy"))
        .noneMatch(sample -> profile.stack(sample).contains(HOT + ".deep"));
    assertThat(profile.comments()).anyMatch(comment -> comment.startsWith("filter: include="));
  }

  @Test
  @OnEachJvm
  void aCommandThatIsToldToEndKeepsWhatThereIs() throws Exception {
    ChildJvm command =
        AgentCommand.start(
            folder, Collections.emptyMap(), command(host, "-d", "600", "-o", "a.pb.gz"));
    host.await("the profiler", () -> Proc.hasThread(host.pid(), "tbot-diag-recorder"));
    TimeUnit.SECONDS.sleep(3); // The time that is to be kept, and the start of the profiler.

    // As Ctrl-C, which a process without a terminal may have been started to ignore.
    signal("TERM", command);

    AgentCommand.finish(0, command);
    assertThat(command.stdout()).anyMatch(line -> line.contains(HOT));
    PprofProfile profile = PprofProfile.decode(file("a.pb.gz"));
    PprofRules.assertHold(profile);
    assertThat(profile.proto().getDurationNanos()).isBetween(100_000_000L, 120_000_000_000L);
    assertUntouched(host);
  }

  @Test
  void aHostThatStopsAnsweringIsGivenUp() throws Exception {
    ChildJvm command =
        AgentCommand.start(
            folder, Collections.emptyMap(), command(host, "-d", "600", "-o", "a.pb.gz"));
    host.await("the profiler", () -> Proc.hasThread(host.pid(), "tbot-diag-recorder"));
    signal("STOP", host);

    signal("TERM", command);

    AgentCommand.finish(TERMINATED, command);
    assertThat(command.stderr())
        .singleElement()
        .asString()
        .endsWith(": it does not answer, so nothing is kept");
    assertThat(folder.resolve("a.pb.gz")).doesNotExist();
    signal("CONT", host);
    assertUntouched(host);
  }

  @Test
  void aServiceThatStaysSilentIsGivenUp() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + silent.getLocalPort();
      ChildJvm command =
          AgentCommand.start(
              folder, Collections.emptyMap(), "profile", "--diag-addr", address, "-d", "600");
      try (Socket asked = silent.accept()) {
        signal("TERM", command);

        AgentCommand.finish(TERMINATED, command);
        assertThat(asked.isConnected()).isTrue();
      }
      assertThat(command.stderr())
          .containsExactly(
              "tbot-diag: http://" + address + ": it does not answer, so nothing is kept");
    }
  }

  @Test
  @OnEachJvm
  void aKilledCommandLeavesNothing() throws Exception {
    ChildJvm command =
        AgentCommand.start(folder, Collections.emptyMap(), command(host, "-d", "600"));
    host.await("the profiler", () -> Proc.hasThread(host.pid(), "tbot-diag-recorder"));

    signal("KILL", command);

    assertUntouched(host);
  }

  private static void signal(String name, ChildJvm jvm) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, pid(jvm)).start().waitFor()).isZero();
  }

  @Test
  void aJvmThatEndsMeanwhileIsReported() throws Exception {
    ChildJvm command =
        AgentCommand.start(folder, Collections.emptyMap(), command(host, "-d", "600"));
    host.await("the profiler", () -> Proc.hasThread(host.pid(), "tbot-diag-recorder"));

    host.close();

    AgentCommand.finish(1, command);
    assertThat(command.stderr())
        .singleElement()
        .asString()
        .isEqualTo("tbot-diag: process " + pid(host) + " ended before its profile was complete");
  }

  @Test
  void twoCommandsAtOnceTakeTheirOwnProfiles() throws Exception {
    ChildJvm first =
        AgentCommand.start(
            folder, Collections.emptyMap(), command(host, "-d", "4", "-o", "a.pb.gz"));
    ChildJvm second =
        AgentCommand.start(
            folder, Collections.emptyMap(), command(host, "-d", "2", "-o", "b.pb.gz"));
    AgentCommand.finish(0, first);
    AgentCommand.finish(0, second);

    assertThat(PprofProfile.decode(file("a.pb.gz")).proto().getDurationNanos())
        .isEqualTo(4_000_000_000L);
    assertThat(PprofProfile.decode(file("b.pb.gz")).proto().getDurationNanos())
        .isEqualTo(2_000_000_000L);
    assertUntouched(host);
  }

  @Test
  void aServiceInTheNetworkIsAskedByItsAddress() throws Exception {
    Path logins = new CredentialFiles(folder).logins("ann", "pass:word");
    ChildJvm remote =
        burn(ChildJvm.java().agent("diag_addr=127.0.0.1:0,debug,auth_file=" + logins));
    int port = remote.awaitDiagPort();

    AgentCommand.runIn(
        folder,
        0,
        "profile",
        "--diag-addr",
        "http://ann:pass%3Aword@127.0.0.1:" + port,
        "-d",
        "1",
        "-o",
        "a.collapsed");
    assertThat(text("a.collapsed")).contains("BurnHost.");

    ChildJvm refused =
        AgentCommand.runIn(
            folder, 1, "profile", "--diag-addr", "127.0.0.1:" + port, "-o", "b.html");
    assertThat(refused.stderr())
        .containsExactly(
            "tbot-diag: http://127.0.0.1:"
                + port
                + ": it wants a login: --diag-addr https://USER:PASSWORD@HOST:PORT, or"
                + " USER:PASSWORD in the environment variable TBOT_DIAG_LOGIN");
    ChildJvm allowed =
        AgentCommand.start(
            folder,
            Map.of("TBOT_DIAG_LOGIN", "ann:pass:word"),
            "profile",
            "--diag-addr",
            "127.0.0.1:" + port,
            "-d",
            "1",
            "-o",
            "c.collapsed");
    AgentCommand.finish(0, allowed);
    assertThat(text("c.collapsed")).contains("BurnHost.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "profile",
        "profile 1 --diag-addr :1",
        "profile 1 -d 0",
        "profile 1 -t trace -o a.html",
        "profile 1 -t goroutine -o a.jfr",
        "profile 1 -o a.svg",
        "profile 1 -f svg",
        "profile 1 -t memory",
        "profile 1 --include (",
        "profile 1 --include a -o a.jfr",
        "profile 1 --open -o a.pb.gz",
      })
  void wrongUsageEndsWithExitCode2(String line) throws Exception {
    assertThat(AgentCommand.run(2, line.split(" ", -1)).stdout()).isEmpty();
  }

  @Test
  void aFileThatCannotBeWrittenIsKnownBeforeTheProfile() throws Exception {
    ChildJvm command =
        AgentCommand.runIn(folder, 1, command(host, "-d", "600", "-o", "no/such/a.html"));
    assertThat(command.stderr())
        .singleElement()
        .asString()
        .contains("no/such/a.html: there is no directory");
  }

  @Test
  void fiveSessionsLeaveWhatOneLeaves() throws Exception {
    sessionsLeaveWhatOneLeaves(5);
  }

  @Test
  @Tag("soak")
  void fiftySessionsLeaveWhatOneLeaves() throws Exception {
    sessionsLeaveWhatOneLeaves(50);
  }

  private void sessionsLeaveWhatOneLeaves(int count) throws Exception {
    profile("-d", "1", "-o", "a.html");
    profile("-d", "1", "-o", "a.html");
    assertUntouched(host);
    int threads = Proc.threads(host.pid());
    int files = Proc.files(host.pid());

    for (int i = 0; i < count; i++) {
      profile("-d", "1", "-o", "a.html");
    }

    assertUntouched(host);
    // Plus one, as the JVM starts and stops compiler threads.
    host.await("the end of our threads", () -> Proc.threads(host.pid()) <= threads + 1);
    host.await("the end of our files", () -> Proc.files(host.pid()) <= files + 1);
    host.await("the end of our class loaders", () -> loaders() <= 1);
  }

  /** Those of the agent; that of the profiler stays. */
  private long loaders() {
    try {
      return Jcmd.run(host, "GC.class_histogram")
          .lines()
          .filter(line -> line.contains("tbot.diag.IsolatedClassLoader"))
          .mapToLong(line -> Long.parseLong(line.trim().split("\\s+", -1)[1]))
          .sum();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
