package tbot.diag.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.pprof.format.ProfileFormat;
import tbot.diag.pprof.format.Symbols;
import tbot.diag.pprof.profile.Profile;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.pprof.profile.ValueType;
import tbot.diag.profiling.stack.CallStack;

class DiffCommandTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private String failure;

  private Path collapsed(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path pprof(String name, String unit) throws IOException {
    SampleTable samples = new SampleTable(1);
    samples.add(CallStack.ofNative("old"), null, 100);
    ValueType type = new ValueType("weight", unit);
    Path file = folder.resolve(name);
    try (OutputStream to = ProfileFormat.PPROF.open(Files.newOutputStream(file))) {
      ProfileFormat.PPROF.write(
          new Profile(new ProfileHeader(type, 1, type), samples),
          name,
          Symbols.ofOtherProcess(),
          to);
    }
    return file;
  }

  private int run(Object... arguments) {
    CommandLine line = new CommandLine(new DiffCommand());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(new StringWriter(), true));
    line.setExecutionExceptionHandler(
        (thrown, failed, parsed) -> {
          assertThat(thrown).isInstanceOf(CommandFailure.class);
          failure = thrown.getMessage();
          return CommandLine.ExitCode.SOFTWARE;
        });
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    return line.execute(texts);
  }

  @Test
  void theLargestChangeOfAShareComesFirst() throws IOException {
    Path before = collapsed("before", "main;same 50\nmain;less 40\nmain;more 10\n");
    Path after = collapsed("after", "main;same 100\nmain;less 10\nmain;more 80\nmain;new 10\n");

    assertThat(run(before, after)).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "before  after  change  method, by its own share",
            " 40.0%   5.0%   -35.0  less",
            " 10.0%  40.0%   +30.0  more",
            "  0.0%   5.0%    +5.0  new");
  }

  @Test
  void equalProfilesHaveNoChange() throws IOException {
    Path file = collapsed("file", "a;b 1\n");

    assertThat(run(file, file)).isZero();
    assertThat(out.toString().trim()).isEqualTo("no method's share has changed");
  }

  @Test
  void pprofAndCollapsedCanBeCompared() throws IOException {
    assertThat(run(pprof("before.pb.gz", "nanoseconds"), collapsed("after", "new 3\n"))).isZero();
    assertThat(out.toString()).contains("-100.0  old", "+100.0  new");
  }

  @Test
  void theFlameGraphHoldsBoth() throws IOException {
    Path page = folder.resolve("change.html");

    assertThat(run(pprof("before.pb.gz", "bytes"), collapsed("after", "new 3\n"), "-o", page))
        .isZero();
    assertThat(Files.readString(page))
        .contains("id=\"data\">", "id=\"before\">", "\"before.pb.gz\"", "\"new\"", "\"old\"");
    assertThat(out.toString()).contains(page + ", ");
  }

  @Test
  void theTextFileHasAllMethods() throws IOException {
    StringBuilder many = new StringBuilder();
    for (int i = 10; i < 30; i++) {
      many.append("method").append(i).append(' ').append(i).append('\n');
    }
    Path text = folder.resolve("change.txt");

    assertThat(run(collapsed("before", "x 1\n"), collapsed("after", many.toString()), "-o", text))
        .isZero();
    assertThat(Files.readAllLines(text)).hasSize(22);
    assertThat(out.toString().lines().filter(line -> line.contains("%"))).hasSize(10);
  }

  @Test
  void whatCannotBeComparedIsOneLine() throws IOException {
    Path fine = collapsed("fine", "a 1\n");
    Path empty = collapsed("empty", "");

    assertThat(run(folder.resolve("none"), fine)).isEqualTo(1);
    assertThat(failure).endsWith("none: there is no such file");
    assertThat(run(fine, collapsed("bad", "just words\n"))).isEqualTo(1);
    assertThat(failure)
        .endsWith(
            "bad is neither a profile of pprof nor collapsed stacks: line 1 is no stack with a"
                + " number behind it");
    assertThat(run(empty, fine)).isEqualTo(1);
    assertThat(failure).endsWith("empty has no samples, so there is nothing to compare");
    assertThat(run(pprof("one", "bytes"), pprof("other", "nanoseconds"))).isEqualTo(1);
    assertThat(failure).contains("one counts bytes and ").endsWith("of the same kind");
  }

  @Test
  void aFileThatCannotBeWrittenSaysWhy() throws IOException {
    Path fine = collapsed("fine", "a 1\n");
    Path nowhere = folder.resolve("no/such.txt");

    assertThat(run(fine, fine, "-o", nowhere)).isEqualTo(1);
    assertThat(failure).isEqualTo(nowhere + " cannot be written: no such file or directory");
  }

  @Test
  void anotherEndingIsWrongUsage() throws IOException {
    Path fine = collapsed("fine", "a 1\n");

    assertThat(run(fine, fine, "-o", "change.svg")).isEqualTo(2);
  }
}
