package tbot.diag.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Records javac compiling some sources over and over, until the file is large enough: a program
 * that is not made for measuring. Its stacks are deep and have much in common, and those of the
 * JVM's own threads are among them.
 */
final class CompilerRecording {

  /** Measured. */
  private static final long BYTES_OF_SAMPLE = 150;

  private CompilerRecording() {}

  /**
   * Makes one recording.
   *
   * @param arguments the file, how many bytes it should have, and the directory of the sources
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> sources;
    try (Stream<Path> files = Files.walk(Path.of(arguments[2]))) {
      sources = files.map(Path::toString).filter(name -> name.endsWith(".java")).toList();
    }
    Path file = Path.of(arguments[0]);
    Thread thread = new Thread(() -> compile(sources, file.getParent()), "javac");
    thread.setDaemon(true);
    thread.start();
    SizedRecording.write(file, Long.parseLong(arguments[1]), BYTES_OF_SAMPLE);
  }

  /** Whether it finds every library does not matter: nothing is written. */
  private static void compile(List<String> sources, Path directory) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    OutputStream nowhere = OutputStream.nullOutputStream();
    List<String> options =
        new ArrayList<>(List.of("-nowarn", "-proc:none", "-implicit:none", "-d", "" + directory));
    options.addAll(sources);
    while (true) {
      compiler.run(null, nowhere, nowhere, options.toArray(new String[0]));
    }
  }
}
