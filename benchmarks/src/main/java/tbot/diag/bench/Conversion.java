package tbot.diag.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * From a recording to a pprof profile: ours against the converter of async-profiler, on the same
 * files, each in a JVM of its own.
 */
final class Conversion {

  private static final int[] MEGABYTES = {1, 10, 100};
  private static final int[] HEAPS = {
    6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024
  };
  private static final long LIMIT_SECONDS = 60;

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
    String classPath = root.resolve("benchmarks/target/classes") + ":" + root + LIBRARIES;
    Path directory = Files.createTempDirectory("tbot-diag-bench");
    System.out.println(
        "| recording, MB | converter | whole process, ms | smallest -Xmx, MB | profile, kB |"
            + " time, ours / theirs |");
    System.out.println("| --- | --- | --- | --- | --- | --- |");
    try {
      for (int megabytes : MEGABYTES) {
        Path file = directory.resolve(megabytes + ".jfr");
        run(
            List.of(
                java,
                "-cp",
                classPath,
                "tbot.diag.bench.BusyRecording",
                file.toString(),
                Long.toString(megabytes * 1_000_000L)));
        rows(file, new Converters(java, classPath, file), pairs);
      }
    } finally {
      delete(directory);
    }
  }

  private static final String LIBRARIES = "/benchmarks/target/lib/*";

  /** The two command lines for one file. */
  private record Converters(String java, String classPath, Path file) {

    List<String> ours(String... options) {
      return command("tbot.diag.pprof.FileToPprof", List.of(), output("ours"), options);
    }

    List<String> theirs(String... options) {
      return command(
          "one.convert.Main", List.of("-o", "pprof", "--cpu"), output("theirs"), options);
    }

    Path output(String whose) {
      return Path.of(file + "." + whose + ".pb.gz");
    }

    private List<String> command(
        String main, List<String> mainOptions, Path output, String... options) {
      List<String> command = new ArrayList<>(List.of(java, "-XX:+UseSerialGC"));
      command.addAll(List.of(options));
      command.addAll(List.of("-cp", classPath, main));
      command.addAll(mainOptions);
      command.addAll(List.of(file.toString(), output.toString()));
      return command;
    }
  }

  private static void rows(Path file, Converters converters, int pairs)
      throws IOException, InterruptedException {
    PairedRuns runs = PairedRuns.of(pairs, converters.ours(), converters.theirs());
    String size = String.format(Locale.ROOT, "%.1f", Files.size(file) / 1e6);
    System.out.printf(
        "| %s | tbot-diag | %s | %s | %d | %s |%n",
        size,
        runs.first().text(0),
        smallestHeap(converters::ours),
        Files.size(converters.output("ours")) / 1000,
        runs.ratio().text(2));
    System.out.printf(
        "| %s | jfr-converter | %s | %s | %d | |%n",
        size,
        runs.second().text(0),
        smallestHeap(converters::theirs),
        Files.size(converters.output("theirs")) / 1000);
  }

  /** A command with JVM options added. */
  private interface Command {
    List<String> with(String... options);
  }

  private static String smallestHeap(Command command) throws IOException, InterruptedException {
    for (int megabytes : HEAPS) {
      if (exit(command.with("-Xmx" + megabytes + "m", "-XX:+ExitOnOutOfMemoryError")) == 0) {
        return Integer.toString(megabytes);
      }
    }
    return "> " + HEAPS[HEAPS.length - 1];
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    int exit = exit(command);
    if (exit != 0) {
      throw new IOException("exit " + exit + ": " + command);
    }
  }

  /** The exit code; a run that takes too long, as in a heap that is all but too small, has none. */
  private static int exit(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(2 * LIMIT_SECONDS, TimeUnit.SECONDS)) {
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
