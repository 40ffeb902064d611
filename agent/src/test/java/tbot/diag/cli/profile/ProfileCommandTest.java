package tbot.diag.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.cli.service.FakeService;
import tbot.diag.pprof.format.ProfileFormat;
import tbot.diag.pprof.format.Symbols;
import tbot.diag.pprof.profile.Profile;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.pprof.profile.ValueType;
import tbot.diag.profiling.stack.CallStack;

/** What the command makes of the answers of a service. */
class ProfileCommandTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private String failure;

  private int status = 200;
  private byte[] body = {};
  private boolean breaksOff;
  private final FakeService service =
      new FakeService()
          .on(
              "/",
              exchange -> {
                exchange.sendResponseHeaders(status, body.length + (breaksOff ? 1_000 : 0));
                exchange.getResponseBody().write(body);
              });

  @AfterEach
  void stop() {
    service.close();
  }

  private int run(Object... arguments) {
    CommandLine line = new CommandLine(new ProfileCommand());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(new StringWriter(), true));
    line.setExecutionExceptionHandler(
        (thrown, failed, parsed) -> {
          assertThat(thrown).isInstanceOf(CommandFailure.class);
          failure = thrown.getMessage();
          return CommandLine.ExitCode.SOFTWARE;
        });
    List<String> words = new ArrayList<>(List.of("--diag-addr", service.address(), "-d", "1"));
    Stream.of(arguments).map(Object::toString).forEach(words::add);
    return line.execute(words.toArray(new String[0]));
  }

  private static byte[] profileOf(String function) throws IOException {
    SampleTable samples = new SampleTable(1);
    samples.add(CallStack.ofNative(function), null, 100);
    ValueType type = new ValueType("cpu", "nanoseconds");
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try (OutputStream to = ProfileFormat.PPROF.open(content)) {
      ProfileFormat.PPROF.write(
          new Profile(new ProfileHeader(type, 1, type), samples),
          "cpu",
          Symbols.ofOtherProcess(),
          to);
    }
    return content.toByteArray();
  }

  private void refuses() {
    status = 501;
    body = "allocations cannot be profiled here\n".getBytes(StandardCharsets.UTF_8);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jfr", "a.pb.gz", "a.html", "a.txt"})
  void aRefusalLeavesTheOldFile(String name) throws IOException {
    Path old = Files.writeString(folder.resolve(name), "old");
    refuses();

    assertThat(run("-t", "alloc", "-o", old)).isEqualTo(1);

    assertThat(failure).endsWith(": allocations cannot be profiled here");
    assertThat(old).hasContent("old");
    assertThat(names()).containsExactly(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jfr", "a.pb.gz"})
  void anAnswerThatBreaksOffLeavesNoFile(String name) throws IOException {
    body = profileOf("main");
    breaksOff = true;

    assertThat(run("-o", folder.resolve(name))).isEqualTo(1);

    assertThat(failure).contains(": the profile broke off: ");
    assertThat(names()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jfr", "a.pb.gz", "a.html", "a.txt", "a.collapsed"})
  void anOldFileIsReplaced(String name) throws IOException {
    Path old = Files.writeString(folder.resolve(name), "old");
    body = profileOf("main");

    assertThat(run("-o", old)).isZero();

    assertThat(Files.readAllBytes(old)).hasSizeGreaterThan(3);
    assertThat(names()).containsExactly(name);
  }

  @Test
  void anAnswerThatIsNoProfileIsSaidToBeNone() throws IOException {
    body = "<html>".getBytes(StandardCharsets.UTF_8);

    assertThat(run("-o", folder.resolve("a.html"))).isEqualTo(1);

    assertThat(failure)
        .startsWith("http://" + service.address() + ": the answer is no profile of pprof: ");
  }
}
