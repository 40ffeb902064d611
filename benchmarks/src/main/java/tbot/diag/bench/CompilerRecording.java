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
 * Makes a recording of javac, which compiles some sources again and again: a real program, not one
 * made for a measurement. Its stacks are deep and have many frames in common. The recording also
 * contains the JVM's own threads.
 */
final class CompilerRecording {

  /** The average of a recording, measured. */
  private static final long BYTES_OF_SAMPLE = 150;

  private CompilerRecording() {}

  /**
   * Makes one recording.
   *
   * @param arguments the file, its size in bytes, and the directory of the sources
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

  /** Compiles without the libraries; errors do not matter, because the output is discarded. */
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
