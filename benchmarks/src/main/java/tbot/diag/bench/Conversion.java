package tbot.diag.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Compares our conversion of a recording to pprof with async-profiler's converter. Both convert the
 * same files, each in a JVM of its own.
 *
 * <p>Our profiles have lines, threads and inlining, and are compressed, as Go's are. We measure
 * ours compressed and uncompressed. We measure theirs in the cheapest format, uncompressed and
 * without threads, and also compressed and with threads.
 */
final class Conversion {

  // Sizes of the recordings of BusyRecording and of CompilerRecording.
  private static final int[] BUSY_MEGABYTES = {1, 2, 10, 100};
  private static final int[] COMPILER_MEGABYTES = {1, 10};
  private static final int[] HEAPS = {
    6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024
  };
  private static final long LIMIT_SECONDS = 60;

  /** Enough for a recording of 100 MB on a quiet machine with two processors. */
  private static final long RECORDING_LIMIT_SECONDS = 300;

  /** Smaller files get more pairs: converting one takes only a quarter of a second. */
  private static final int SMALL_MEGABYTES = 5;

  /** For small files, multiplies the number of pairs. */
  private static final int SMALL_FACTOR = 4;

  private Conversion() {}

  /**
   * Prints a row for each converter and file.
   *
   * @param arguments the root of the checkout, the number of pairs, and a java command
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(arguments[0]);
    int pairs = Integer.parseInt(arguments[1]);
    String java = arguments[2];
    Path directory = Files.createTempDirectory("tbot-diag-bench");
    System.out.println(
        "| recording, MB | converter | whole process, ms | smallest -Xmx, MB | profile, kB |"
            + " time, ours / this |");
    System.out.println("| --- | --- | --- | --- | --- | --- |");
    try {
      Converters busy = new Converters(java, root, directory.resolve("busy"));
      for (int megabytes : BUSY_MEGABYTES) {
        measure(busy, megabytes, pairs, "BusyRecording");
      }
      Converters javac = new Converters(java, root, directory.resolve("javac"));
      String sources = root.resolve("agent/src/main/java").toString();
      for (int megabytes : COMPILER_MEGABYTES) {
        measure(javac, megabytes, pairs, "CompilerRecording", sources);
      }
    } finally {
      delete(directory);
    }
  }

  /** Makes a recording with a class of this package, and prints its rows. */
  private static void measure(
      Converters converters, int megabytes, int pairs, String recording, String... more)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                converters.java,
                "-cp",
                converters.classes() + File.pathSeparator + converters.library("async-profiler"),
                "tbot.diag.bench." + recording,
                converters.file.toString(),
                Long.toString(megabytes * 1_000_000L)));
    command.addAll(List.of(more));
    record(command);
    rows(converters, megabytes < SMALL_MEGABYTES ? SMALL_FACTOR * pairs : pairs);
  }

  /**
   * The command lines for one file. Each has a minimal class path, because the JVM opens the jars
   * on it one after another.
   */
  private record Converters(String java, Path root, Path file) {

    List<String> ours(String... options) {
      return ourCommand(output("ours"), options);
    }

    /** Uncompressed. */
    List<String> oursUncompressed(String... options) {
      List<String> command = ourCommand(output("ours-uncompressed"), options);
      command.add("--plain");
      return command;
    }

    private List<String> ourCommand(Path output, String... options) {
      String classPath = library("tbot-diag") + File.pathSeparator + classes();
      return command(classPath, FileToPprof.class.getName(), List.of(), output, options);
    }

    /** Uncompressed, without threads. */
    List<String> theirs(String... options) {
      return theirCommand(List.of("-o", "pprof", "--cpu"), output("theirs"), options);
    }

    /** Compressed, with threads. */
    List<String> theirsCompressed(String... options) {
      return theirCommand(
          List.of("-o", "pb.gz", "--cpu", "--threads"), output("theirs-compressed"), options);
    }

    private List<String> theirCommand(List<String> mainOptions, Path output, String... options) {
      return command(library("jfr-converter"), "one.convert.Main", mainOptions, output, options);
    }

    Path classes() {
      return root.resolve("benchmarks/target/classes");
    }

    String library(String name) {
      try (DirectoryStream<Path> jars =
          Files.newDirectoryStream(root.resolve("benchmarks/target/lib"), name + "-*.jar")) {
        return jars.iterator().next().toString();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Path output(String variant) {
      return Path.of(file + "." + variant + ".pb.gz");
    }

    private List<String> command(
        String classPath, String main, List<String> mainOptions, Path output, String... options) {
      List<String> command = new ArrayList<>(List.of(java, "-XX:+UseSerialGC"));
      command.addAll(List.of(options));
      command.addAll(List.of("-cp", classPath, main));
      command.addAll(mainOptions);
      command.addAll(List.of(file.toString(), output.toString()));
      return command;
    }
  }

  private static void rows(Converters converters, int pairs)
      throws IOException, InterruptedException {
    Path file = converters.file;
    PairedRuns runs = PairedRuns.of(pairs, converters.ours(), converters.theirs());
    PairedRuns uncompressed =
        PairedRuns.of(pairs, converters.oursUncompressed(), converters.theirs());
    PairedRuns compressed =
        PairedRuns.of((pairs + 2) / 3, converters.ours(), converters.theirsCompressed());
    row(file, "tbot-diag", runs.first(), converters::ours, converters.output("ours"), "");
    row(
        file,
        "tbot-diag, uncompressed",
        uncompressed.first(),
        converters::oursUncompressed,
        converters.output("ours-uncompressed"),
        "");
    row(
        file,
        "jfr-converter -o pprof",
        runs.second(),
        converters::theirs,
        converters.output("theirs"),
        runs.ratio().text(2) + ", uncompressed " + uncompressed.ratio().text(2));
    row(
        file,
        "jfr-converter -o pb.gz --threads",
        compressed.second(),
        converters::theirsCompressed,
        converters.output("theirs-compressed"),
        compressed.ratio().text(2));
  }

  private static void row(
      Path file, String name, Spread time, Command command, Path output, String ratio)
      throws IOException, InterruptedException {
    // Read before smallestHeap, which overwrites the output, perhaps incompletely.
    long bytes = Files.size(output);
    System.out.printf(
        Locale.ROOT,
        "| %s %.1f | %s | %s | %s | %d | %s |%n",
        file.getFileName(),
        Files.size(file) / 1e6,
        name,
        time.text(0),
        smallestHeap(command),
        bytes / 1000,
        ratio);
  }

  /** A command with JVM options added. */
  private interface Command {
    List<String> with(String... options);
  }

  private static String smallestHeap(Command command) throws IOException, InterruptedException {
    int low = 0;
    int high = HEAPS.length;
    while (low < high) {
      int middle = (low + high) / 2;
      if (exit(
              command.with("-Xmx" + HEAPS[middle] + "m", "-XX:+ExitOnOutOfMemoryError"),
              LIMIT_SECONDS)
          == 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low < HEAPS.length ? Integer.toString(HEAPS[low]) : "> " + HEAPS[HEAPS.length - 1];
  }

  private static void record(List<String> command) throws IOException, InterruptedException {
    int exit = exit(command, RECORDING_LIMIT_SECONDS);
    if (exit != 0) {
      throw new IOException("exit " + exit + ": " + command);
    }
  }

  /** The exit code, or -1 for a run that takes too long, as in a heap that is nearly too small. */
  private static int exit(List<String> command, long limitSeconds)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return -1;
    }
    return process.exitValue();
  }

  private static void delete(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
