package tbot.diag.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessMemoryTest {

  private static final double MIB = 1 << 20;
  private static final int SYSTEM_LIMIT_OF_GROUPS = 65_536;

  @TempDir Path folder;

  private ProcessMemory reading(String text) throws IOException {
    Path status = Files.writeString(folder.resolve("status"), text, StandardCharsets.ISO_8859_1);
    ProcessMemory memory = new ProcessMemory(status.toFile());
    memory.read();
    return memory;
  }

  /** As of a kernel of the year, with the lines in between left out. */
  private static String status(String name, String groups) {
    return "Name:\t"
        + name
        + "\nUmask:\t0022\nState:\tS (sleeping)\nGroups:\t"
        + groups
        + " \nVmPeak:\t 5043132 kB\nVmSize:\t 4978620 kB\nVmLck:\t       0 kB\n"
        + "VmHWM:\t   98304 kB\nVmRSS:\t   91548 kB\nRssAnon:\t   61000 kB\n";
  }

  @Test
  void readsBothFigures() throws IOException {
    ProcessMemory memory = reading(status("java", "0"));
    assertThat(memory.virtualBytes()).isEqualTo(4978620 * 1024.0);
    assertThat(memory.residentBytes()).isEqualTo(91548 * 1024.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a b", "a) b (c", "VmSize: 1 kB", "x\\nVmRSS:\\t1 kB", "x VmRSS:", "\u00e4\u00ff"})
  void takesNothingOfTheFiguresFromTheNameOfTheProgram(String name) throws IOException {
    ProcessMemory memory = reading(status(name, "0"));
    assertThat(memory.virtualBytes()).isEqualTo(4978620 * 1024.0);
    assertThat(memory.residentBytes()).isEqualTo(91548 * 1024.0);
  }

  @Test
  void readsPastAsManyGroupsAsAUserCanBeIn() throws IOException {
    ProcessMemory memory = reading(status("java", "4294967294 ".repeat(SYSTEM_LIMIT_OF_GROUPS)));
    assertThat(memory.virtualBytes()).isEqualTo(4978620 * 1024.0);
    assertThat(memory.residentBytes()).isEqualTo(91548 * 1024.0);
  }

  @Test
  void stopsReadingAFileThatIsNoneOfTheSystems() throws IOException {
    ProcessMemory memory = reading("x\n".repeat(1 << 20) + status("java", "0"));
    assertThat(memory.virtualBytes()).isNaN();
  }

  @Test
  void forgetsWhatAnEarlierReadingHad() throws IOException {
    ProcessMemory memory = reading(status("java", "0"));
    Files.writeString(folder.resolve("status"), "VmRSS:\t1 kB\n");
    memory.read();
    assertThat(memory.residentBytes()).isEqualTo(1024);
    assertThat(memory.virtualBytes()).isNaN();
    Files.delete(folder.resolve("status"));
    memory.read();
    assertThat(memory.residentBytes()).isNaN();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "Name:\tjava\nThreads:\t1\n",
        "VmSize:\nVmRSS:\n",
        "VmSize:\t kB\nVmRSS:\t kB\n",
        "VmSize:\t-5 kB\nVmRSS:\t1.5 kB\n",
        "VmSize:\t5 MB\nVmRSS:\t5\n",
        "VmSize:\t5x kB\nVmRSS:\tmany kB\n",
        " VmSize:\t5 kB\nVmRSS :\t5 kB\n",
        "VmSize:\t5",
        "VmSize",
      })
  void knowsNothingFromLinesThatAreNotOfThisForm(String text) throws IOException {
    ProcessMemory memory = reading(text);
    assertThat(memory.virtualBytes()).isNaN();
    assertThat(memory.residentBytes()).isNaN();
  }

  @Test
  void knowsNothingWhereThereIsNoSuchFile() {
    ProcessMemory memory = new ProcessMemory(folder.resolve("nowhere").toFile());
    memory.read();
    assertThat(memory.virtualBytes()).isNaN();
    assertThat(memory.residentBytes()).isNaN();
    ProcessMemory directory = new ProcessMemory(folder.toFile());
    directory.read();
    assertThat(directory.residentBytes()).isNaN();
  }

  /** {@code statm} has the same in pages, which have 4 KiB on some processors only. */
  @Test
  void agreesWithTheSystemsOtherFigure() throws IOException {
    File real = new File("/proc/self/status");
    assumeTrue(real.canRead(), "needs Linux");
    ProcessMemory memory = new ProcessMemory(real);
    memory.read();
    String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ", -1);
    double ratio = memory.virtualBytes() / Long.parseLong(pages[0]);
    assertThat(ratio)
        .isCloseTo(Math.pow(2, Math.rint(Math.log(ratio) / Math.log(2))), within(20.0));
    double pageBytes = Math.pow(2, Math.rint(Math.log(ratio) / Math.log(2)));
    assertThat(memory.residentBytes())
        .isCloseTo(Long.parseLong(pages[1]) * pageBytes, within(16 * MIB));
  }
}
